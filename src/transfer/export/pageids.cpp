// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/export/pageids.h"

#include "base/hash.h"
#include "base/planted.h"
#include "csv/memorycsv.h"
#include "transfer/export/calendar.h"
#include "transfer/undo/beforeimage.h"

#include <QCoreApplication>

#include <algorithm>
#include <charconv>
#include <string>

namespace stevedore {

namespace {

/// Ids are smaller than 10^19, so no number looks like a hash.
constexpr std::uint64_t isHash = std::uint64_t(1) << 63U;
/// 16 bytes each.
constexpr std::uint64_t mostIdsAtOnce = 4'000'000;

struct PageIdsText
{
    Q_DECLARE_TR_FUNCTIONS(PageIds)
};

std::uint64_t numberOf(std::string_view id)
{
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
    const bool isPlain = error == std::errc() && end == id.data() + id.size() && number < isHash && id.front() != '0';
    return isPlain ? number : hashBytes(id) | isHash;
}

/// The line of a property with what it is folded into; empty if the event has none.
std::string_view propertyOf(std::string_view event, std::string_view name)
{
    for (std::size_t at = event.find(name); at != std::string_view::npos; at = event.find(name, at + 1)) {
        const std::size_t behind = at + name.size();
        const bool isName =
            at > 0 && event[at - 1] == '\n' && behind < event.size() && (event[behind] == ':' || event[behind] == ';');
        if (!isName)
            continue;
        std::size_t end = event.find('\n', at);
        while (end + 1 < event.size() && (event[end + 1] == ' ' || event[end + 1] == '\t'))
            end = event.find('\n', end + 1);
        return event.substr(at, end - at);
    }
    return {};
}

/// One of a series that was moved has the UID of the series (RFC 5545, 3.8.4.4).
std::uint64_t hashOfEvent(std::string_view event)
{
    const std::string_view uid = propertyOf(event, "UID");
    if (uid.empty())
        return hashBytes(event);
    return hashBytes(std::string(uid).append(propertyOf(event, "RECURRENCE-ID")));
}

/// Where a record of a page stands.
struct Place
{
    std::uint64_t id;
    std::uint32_t page;
    std::uint32_t row;
    auto operator<=>(const Place&) const = default;
};

/// Whether each id is larger than the one before, over all pages.
Result<bool> allRise(int pages, const std::function<Result<std::vector<std::uint64_t>>(int)>& idsOf, quint64& total)
{
    bool rising = true;
    std::uint64_t last = 0;
    for (int page = 0; page < pages; ++page) {
        const auto ids = idsOf(page);
        if (!ids)
            return fail(ids.error());
        total += ids->size();
        for (const std::uint64_t id : *ids)
            rising = std::exchange(last, id) < id && rising;
    }
    return rising;
}

} // namespace

Result<std::vector<std::uint64_t>> idsOfPage(const QByteArray& csv)
{
    const auto table = MemoryCsv::open(csv);
    if (!table)
        return fail(FailureKind::Server, PageIdsText::tr("A page that the CRM sent is no table. It is fetched again."),
                    table.error().detail);
    const int column = idColumn(table->header());
    if (column < 0)
        return fail(FailureKind::Server,
                    PageIdsText::tr("A page that the CRM sent has no record ids. It is fetched again."));
    std::vector<std::uint64_t> out;
    MemoryRows rows(*table);
    while (const RowView* row = rows.next()) {
        const std::string_view id = row->cells[std::size_t(column)];
        const bool isWhole = row->cellsInFile == table->header().size() && !id.empty();
        if (!isWhole)
            return fail(FailureKind::Server,
                        PageIdsText::tr("Record %1 of a page that the CRM sent is damaged. It is fetched again.")
                            .arg(out.size() + 1));
        out.push_back(numberOf(id));
    }
    return out;
}

Result<std::vector<std::uint64_t>> idsOfCalendar(const QByteArray& ics)
{
    std::vector<std::uint64_t> out;
    for (qsizetype at = calendarLine(ics, eventBegin); at >= 0; at = calendarLine(ics, eventBegin, at + 1)) {
        const qsizetype end = calendarLine(ics, eventEnd, at);
        if (end < 0)
            return fail(FailureKind::Server,
                        PageIdsText::tr("A calendar that the CRM sent is cut. It is fetched again."));
        out.push_back(isHash | hashOfEvent(std::string_view(ics.constData() + at, std::size_t(end - at))));
    }
    if (calendarLine(ics, QByteArrayLiteral("END:VCALENDAR")) < 0)
        return fail(FailureKind::Server, PageIdsText::tr("A calendar that the CRM sent is cut. It is fetched again."));
    return out;
}

Result<std::vector<std::vector<std::uint32_t>>>
repeatedRecords(int pages, const std::function<Result<std::vector<std::uint64_t>>(int)>& idsOf)
{
    std::vector<std::vector<std::uint32_t>> out(std::size_t(pages), std::vector<std::uint32_t>{});
    quint64 total = 0;
    const auto rising = allRise(pages, idsOf, total);
    if (!rising)
        return fail(rising.error());
    if (*rising || STEVEDORE_PLANTED_BUG("export-repeats-kept"))
        return out;
    const std::uint64_t rounds = total / mostIdsAtOnce + 1;
    for (std::uint64_t round = 0; round < rounds; ++round) {
        std::vector<Place> places;
        places.reserve(total / rounds + total / rounds / 8);
        for (int page = 0; page < pages; ++page) {
            const auto ids = idsOf(page);
            if (!ids)
                return fail(ids.error());
            for (std::size_t row = 0; row < ids->size(); ++row)
                if ((*ids)[row] % rounds == round)
                    places.push_back({(*ids)[row], std::uint32_t(page), std::uint32_t(row)});
        }
        std::sort(places.begin(), places.end());
        for (std::size_t i = 1; i < places.size(); ++i)
            if (places[i].id == places[i - 1].id)
                out[places[i].page].push_back(places[i].row);
    }
    for (auto& rows : out)
        std::sort(rows.begin(), rows.end());
    return out;
}

} // namespace stevedore
