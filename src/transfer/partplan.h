// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/rowset.h"
#include "journal/records.h"

#include <vector>

class QRandomGenerator;

namespace stevedore {

// Limits of one bulk write file (Zoho CRM API v8, Bulk write, Limitations).
constexpr qint64 mostRowsInPart = 25'000;
constexpr qint64 mostZipBytes = 25LL * 1000 * 1000;
constexpr int mostColumnsInPart = 200;
/// Records in one Records API call (Zoho CRM API v8, Insert records).
constexpr qint64 mostRecordsInCall = 100;

/// Credits of one create-job call, whatever its size (Zoho CRM API v8, API limits).
constexpr int creditsPerJob = 500;
/// Credits of a Records API call: 1 for 10 records, begun tens count.
constexpr int creditsForRecords(qint64 records)
{
    return int((records + 9) / 10);
}

/// Credits of a call that deletes records, whatever their number (Zoho CRM API v8, API limits).
constexpr int creditsPerDelete = 1;

/// Cuts rows into parts of at most `mostRows` (jobs) or 100 (records), in order. Ids and files are not set.
std::vector<PartRecord> planParts(ImportId import, int round, Route route, const RowSet& rows,
                                  qint64 mostRows = mostRowsInPart);

/// The same for the rows of an import; in an undo, rows with records to be deleted become parts that do that.
std::vector<PartRecord> planRound(const ImportRecord& import, int round, Route route, const RowSet& rows,
                                  qint64 mostRows);

/// All rows 1..count but those of `without` (ascending).
RowSet rowsWithout(RowCount count, const std::vector<RowNumber>& without);

/// `count` rows of `rows`, each as likely as any other, ascending; all of them if there are fewer.
std::vector<RowNumber> rowsAtRandom(const RowSet& rows, qint64 count, QRandomGenerator& random);

/// Cuts a part whose zip came out too large into two halves: the rows it keeps and those it gives away. Nothing for a
/// single row.
std::optional<std::pair<RowSet, RowSet>> halved(const RowSet& rows);

} // namespace stevedore
