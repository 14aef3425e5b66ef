// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/partplan.h"

#include <algorithm>

namespace stevedore {

namespace {

/// The first `count` rows of `from`, which loses them.
RowSet takeRows(std::vector<std::pair<RowNumber, RowNumber>>& from, qint64 count)
{
    RowSet out;
    std::size_t used = 0;
    while (count > 0 && used < from.size()) {
        auto& [first, last] = from[used];
        const qint64 here = std::min(count, last.value - first.value + 1);
        for (qint64 i = 0; i < here; ++i)
            out.append(RowNumber(first.value + i));
        count -= here;
        if (first.value + here > last.value)
            ++used;
        else
            first = RowNumber(first.value + here);
    }
    from.erase(from.begin(), from.begin() + std::ptrdiff_t(used));
    return out;
}

} // namespace

std::vector<PartRecord> planParts(ImportId import, int round, Route route, const RowSet& rows)
{
    const qint64 most = route == Route::Job ? mostRowsInPart : mostRecordsInCall;
    std::vector<PartRecord> parts;
    auto left = rows.ranges();
    while (!left.empty()) {
        const RowSet mine = takeRows(left, most);
        PartRecord part;
        part.import = import;
        part.round = round;
        part.number = int(parts.size()) + 1;
        part.rows = mine.encoded();
        part.rowCount = mine.count().value;
        part.route = route;
        parts.push_back(part);
    }
    return parts;
}

RowSet rowsWithout(RowCount count, const std::vector<RowNumber>& without)
{
    RowSet out;
    auto skip = without.begin();
    for (RowNumber row(1); row.value <= count.value; ++row) {
        while (skip != without.end() && *skip < row)
            ++skip;
        if (skip == without.end() || *skip != row)
            out.append(row);
    }
    return out;
}

std::optional<std::pair<RowSet, RowSet>> halved(const RowSet& rows)
{
    const qint64 count = rows.count().value;
    if (count < 2)
        return std::nullopt;
    auto left = rows.ranges();
    RowSet kept = takeRows(left, count / 2);
    RowSet given = takeRows(left, count);
    return std::pair(std::move(kept), std::move(given));
}

} // namespace stevedore
