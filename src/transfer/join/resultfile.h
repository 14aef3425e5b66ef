// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/memorycsv.h"
#include "transfer/join/recordjoin.h"
#include "transfer/resultjoin.h"

namespace stevedore {

/// The CRM's result: its columns STATUS, RECORD_ID and ERRORS, wherever they stand, and of the others those that `sent`
/// has, too (api_names). Fails if one of the three is missing.
Result<ResultTable> readResult(const MemoryCsv& csv, const QStringList& sent);

/// The echoed columns of what was sent, which are columns of the CSV. `rows` are the source rows in its order.
Result<SentTable> readSent(const MemoryCsv& csv, const std::vector<RowNumber>& rows, const QStringList& echoed);

/// All columns of what was sent, of the source rows `wanted`; fields that `meta` does not know are texts.
Result<SentValues> readSentValues(const MemoryCsv& csv, const std::vector<RowNumber>& rows,
                                  const std::vector<RowNumber>& wanted, const ModuleMeta& meta);

} // namespace stevedore
