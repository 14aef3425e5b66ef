// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/weighing.h"

#include "mapping/utf8.h"
#include "mapping/valuecheck.h"

#include <algorithm>

namespace stevedore::ui {

namespace {

constexpr int mostConversions = 2;
/// Of offers that mend the most of the rows that are in sight, so many are looked at closely.
constexpr std::size_t mostWeighed = 6;

struct Candidate
{
    Repair* repair;
    ValueChecker checker;
};

/// Counts what the candidates would change, row by row.
class Scale
{
public:
    Scale(const std::vector<Repair*>& repairs, const Mapping& mapping)
        : m_now(repairs.front()->remapping->before, repairs.front()->remapping->field, mapping)
    {
        for (Repair* const repair : repairs)
            m_candidates.push_back({repair, ValueChecker(repair->remapping->after, repair->remapping->field, mapping)});
    }

    void add(std::string_view cell)
    {
        if (!isAcceptable(m_now.check(cell)))
            return; // One of those that want mending: they were counted, or have another fault.
        m_sent = m_now.converted();
        for (Candidate& candidate : m_candidates) {
            if (!isAcceptable(candidate.checker.check(cell)) || candidate.checker.converted() != m_sent)
                ++candidate.repair->alters;
        }
    }

private:
    ValueChecker m_now;
    std::vector<Candidate> m_candidates;
    std::string m_sent;
};

bool isConversion(const Repair& repair)
{
    return repair.kind == Repair::Kind::Convert;
}

/// Whether the file was read to its end.
bool weigh(Scale& scale, int column, const std::shared_ptr<const CsvFile>& file, const Fixes& fixes,
           const CancelFlag& cancel)
{
    RowReader reader(file, RowNumber(1));
    while (const RowView* const row = reader.next()) {
        if (cancel)
            return false;
        if (fixes.leftOut.contains(row->number))
            continue;
        if (const QString* const fixed = fixes.value(row->number, column))
            scale.add(toStd(*fixed));
        else
            scale.add(row->cells[std::size_t(column)]);
    }
    return !reader.failure();
}

} // namespace

QList<Repair> weighed(QList<Repair> offers, const std::shared_ptr<const CsvFile>& file, const Fixes& fixes,
                      const Mapping& mapping, const CancelFlag& cancel)
{
    std::vector<Repair*> conversions;
    for (Repair& offer : offers) {
        // They come with the most rows first.
        if (isConversion(offer) && conversions.size() < mostWeighed)
            conversions.push_back(&offer);
    }
    if (conversions.empty())
        return offers;
    Scale scale(conversions, mapping);
    const bool counted = weigh(scale, conversions.front()->column, file, fixes, cancel);
    std::sort(conversions.begin(), conversions.end(), [](const Repair* a, const Repair* b) {
        return std::tuple(b->rows - b->alters, a->alters, a) < std::tuple(a->rows - a->alters, b->alters, b);
    });
    QList<Repair> kept;
    const auto isGood = [&](const Repair& offer) {
        const auto at = std::find(conversions.begin(), conversions.end(), &offer);
        return counted &&
               at < conversions.begin() + std::min<std::ptrdiff_t>(mostConversions, std::ssize(conversions)) &&
               offer.rows > offer.alters;
    };
    for (const Repair& offer : std::as_const(offers)) {
        if (!isConversion(offer) || isGood(offer))
            kept.append(offer);
    }
    return kept;
}

} // namespace stevedore::ui
