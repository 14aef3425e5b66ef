// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/engine.h"

namespace stevedore {

/// Writes the rows that were added or updated as CSV, ascending: _row, _status, _record_id, then all source columns
/// with fixes laid over, exactly as they are. An id that is not known is empty. Ids have 19 digits, which spreadsheets
/// round when they take them for numbers, so each has an apostrophe in front. Answers with the number of rows. For a
/// pool thread.
Result<qint64> writeSuccesses(const Engine& engine, ImportId id, const std::shared_ptr<const CsvFile>& file,
                              const Fixes& fixes, const QString& path, const CancelFlag& cancel);

} // namespace stevedore
