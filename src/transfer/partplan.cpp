// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/partplan.h"

#include "base/planted.h"

#include <QRandomGenerator>

#include <algorithm>
#include <set>

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
        out.append(first, RowNumber(first.value + here - 1));
        count -= here;
        if (first.value + here > last.value)
            ++used;
        else
            first = RowNumber(first.value + here - (STEVEDORE_PLANTED_BUG("parts-overlap") && here > 1 ? 1 : 0));
    }
    from.erase(from.begin(), from.begin() + std::ptrdiff_t(used));
    return out;
}

} // namespace

std::vector<PartRecord> planParts(ImportId import, int round, Route route, const RowSet& rows, qint64 mostRows)
{
    const qint64 most = route == Route::Job ? std::clamp<qint64>(mostRows, 1, mostRowsInPart) : mostRecordsInCall;
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

std::vector<PartRecord> planRound(const ImportRecord& import, int round, Route route, const RowSet& rows,
                                  qint64 mostRows)
{
    RowSet written;
    RowSet deleted;
    for (const RowNumber row : rows.rows())
        (import.deleteFrom > 0 && row.value >= import.deleteFrom ? deleted : written).append(row);
    std::vector<PartRecord> parts = planParts(import.id, round, route, written, mostRows);
    for (PartRecord& part : planParts(import.id, round, Route::Delete, deleted, mostRows)) {
        part.number = int(parts.size()) + 1;
        parts.push_back(part);
    }
    return parts;
}

RowSet rowsWithout(RowCount count, const std::vector<RowNumber>& without)
{
    RowSet all;
    if (count.value > 0)
        all.append(RowNumber(1), RowNumber(count.value));
    return all.without(without);
}

std::vector<RowNumber> rowsAtRandom(const RowSet& rows, qint64 count, QRandomGenerator& random)
{
    // Floyd's way to take places without repeats: no list of all rows is needed.
    const qint64 total = rows.count().value;
    std::set<qint64> places;
    for (qint64 last = total - std::min(count, total); last < total; ++last) {
        const qint64 place = qint64(random.bounded(quint64(last) + 1));
        if (!places.insert(place).second)
            places.insert(last);
    }
    std::vector<RowNumber> out;
    out.reserve(places.size());
    qint64 before = 0;
    auto place = places.begin();
    for (const auto& [from, to] : rows.ranges()) {
        const qint64 here = to.value - from.value + 1;
        for (; place != places.end() && *place < before + here; ++place)
            out.emplace_back(from.value + *place - before);
        before += here;
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
