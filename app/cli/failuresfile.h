// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "transfer/engine.h"

namespace stevedore::cli {

/// Writes the rows that are not in as CSV, for correcting in a spreadsheet: _row, _status, _errors, _reason, then all
/// source columns with fixes laid over. Cells that a spreadsheet would take for a formula get an apostrophe in front,
/// which readFixes() takes off again. Answers with the number of rows.
Result<qint64> writeFailures(const Engine& engine, ImportId id, const QString& path);

/// The rows that are in, with the ids of their records; see transfer/report/successfile.h.
Result<qint64> writeSuccessRows(const Engine& engine, ImportId id, const QString& path);

struct FixesFile
{
    std::vector<Fix> fixes;      ///< cells that differ from what was sent
    std::vector<RowNumber> rows; ///< all rows of the file
};
/// Reads such a file back. Rows are known by their _row column; columns by their names, in any order; columns may be
/// missing.
Result<FixesFile> readFixes(const Engine& engine, ImportId id, const QString& path);

} // namespace stevedore::cli
