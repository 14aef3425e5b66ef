// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvfile.h"
#include "mapping/fixes.h"
#include "mapping/mapping.h"
#include "transfer/snapshot.h"

#include <vector>

namespace stevedore {

class Engine;

/// The rows of an import that are not in, with all that is needed to write them out and to read them back.
struct RefusedSource
{
    std::shared_ptr<const CsvFile> file; ///< the import's, indexed
    Fixes fixes;
    std::vector<RefusedRow> rows; ///< ascending
    Mapping mapping;              ///< tells which columns the CRM's answers are about
};
/// Opens the import's file again, which fails with FailureKind::Source if it is not what it was. For a pool thread, or
/// where nobody waits.
Result<RefusedSource> refusedSource(const Engine& engine, ImportId id, const CancelFlag& cancel);

struct RefusedForm
{
    enum class Formulas {
        Safe, ///< what a spreadsheet would take for a formula carries an apostrophe; reading takes it off again
        Exact,
    };
    Formulas formulas = Formulas::Safe;
    char delimiter = ','; ///< where the decimal sign is a comma, Excel opens a file right whose delimiter is ';'
};

/// Writes the rows for correcting elsewhere: _row, _status, _errors, _reason and _check (transfer/corrected/rowmark.h),
/// then all columns of the source, in its order and under its names, with the corrections laid over. UTF-8 with a byte
/// order mark, without which Excel reads other letters than were written. Whole at `path`, or not there. Answers with
/// the number of rows. For a pool thread.
Result<qint64> writeRefused(const RefusedSource& source, const QString& path, const RefusedForm& form,
                            const CancelFlag& cancel);

/// The names of all columns of such a file.
QStringList refusedHeader(const CsvFile& source);
/// How many of them stand before those of the source.
constexpr int refusedLeading = 5;

} // namespace stevedore
