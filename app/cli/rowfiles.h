// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/output.h"
#include "transfer/corrected/refusedfile.h"
#include "transfer/engine.h"

namespace stevedore::cli {

/// The rows that are not in; see transfer/corrected/refusedfile.h.
Result<qint64> writeFailures(const Engine& engine, ImportId id, const QString& path, const RefusedForm& form);

/// The rows that are in, with the ids of their records; see transfer/report/successfile.h.
Result<qint64> writeSuccessRows(const Engine& engine, ImportId id, const QString& path);

/// Reads such a file of failures back, tells what happened to it elsewhere, and stores what was corrected in it.
/// Answers with its rows that can be sent again. With `takeAll`, damaged cells are taken as they are.
Result<std::vector<RowNumber>> takeCorrected(const Output& output, Engine& engine, ImportId id, const QString& path,
                                             bool takeAll);

} // namespace stevedore::cli
