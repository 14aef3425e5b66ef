// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/repeats.h"

#include "csv/together.h"

#include <algorithm>
#include <atomic>
#include <bit>

namespace stevedore {

void RepeatFinder::add(RepeatFinder& other)
{
    for (Part& part : other.m_parts)
        m_parts.push_back(std::move(part));
    other.m_parts = std::vector<Part>(1);
}

bool RepeatFinder::finish(const CancelFlag& cancel)
{
    std::atomic<std::size_t> next = 0;
    std::array<std::vector<Entry>, bucketCount> suspects;
    workTogether(qint64(bucketCount), [&](bool) {
        for (std::size_t i = next++; i < bucketCount && !cancel; i = next++) {
            suspects[i] = suspectsIn(i);
            for (Part& part : m_parts)
                part[i].clear();
        }
    });
    if (cancel)
        return false;
    auto all = std::make_shared<std::vector<Entry>>();
    for (const std::vector<Entry>& bucket : suspects)
        all->insert(all->end(), bucket.begin(), bucket.end());
    m_suspects = std::move(all);
    return true;
}

/// Sorting a bucket is what costs, and few entries are suspects: a table of places by hash first finds those that may
/// be. A place that is taken twice, be it by equal hashes or not, makes suspects of both.
std::vector<RepeatFinder::Entry> RepeatFinder::suspectsIn(std::size_t bucket) const
{
    std::size_t entries = 0;
    for (const Part& part : m_parts)
        entries += part[bucket].size();
    const std::size_t places = std::bit_ceil(std::max<std::size_t>(entries * 8, 64));
    const auto placeOf = [places](const Entry& entry) { return entry.hash & (places - 1); };
    std::vector<bool> taken(places);
    std::vector<bool> twice(places);
    for (const Part& part : m_parts)
        for (const Packed& packed : part[bucket]) {
            const std::size_t place = placeOf(packed.in(bucket));
            if (taken[place])
                twice[place] = true;
            taken[place] = true;
        }
    std::vector<Entry> maybe;
    for (const Part& part : m_parts)
        for (const Packed& packed : part[bucket]) {
            const Entry entry = packed.in(bucket);
            if (twice[placeOf(entry)])
                maybe.push_back(entry);
        }
    std::sort(maybe.begin(), maybe.end());
    return withEqualHashes(maybe);
}

std::vector<RepeatFinder::Entry> RepeatFinder::withEqualHashes(const std::vector<Entry>& sorted)
{
    std::vector<Entry> equal;
    for (std::size_t begin = 0; begin < sorted.size();) {
        std::size_t end = begin + 1;
        while (end < sorted.size() && sorted[end].hash == sorted[begin].hash)
            ++end;
        if (end - begin > 1)
            equal.insert(equal.end(), sorted.begin() + std::ptrdiff_t(begin), sorted.begin() + std::ptrdiff_t(end));
        begin = end;
    }
    return equal;
}

std::vector<RowNumber> RepeatFinder::nextBatch()
{
    forgetSeen();
    const std::size_t end = std::min(m_suspects->size(), m_next + m_rowsPerBatch);
    std::vector<RowNumber> rows;
    rows.reserve(end - m_next);
    for (; m_next < end; ++m_next)
        rows.emplace_back((*m_suspects)[m_next].row);
    std::sort(rows.begin(), rows.end());
    return rows;
}

/// The values of the last batch are done with, but for a hash that goes on into the next one.
void RepeatFinder::forgetSeen()
{
    const std::vector<Entry>& all = *m_suspects;
    const bool goesOn = m_next > 0 && m_next < all.size() && all[m_next].hash == all[m_next - 1].hash;
    if (!goesOn) {
        m_seen.clear();
        return;
    }
    auto kept = m_seen.extract(all[m_next].hash);
    m_seen.clear();
    m_seen.insert(std::move(kept));
}

bool RepeatFinder::isTaken(std::string_view value) const
{
    const auto values = m_seen.find(hashOf(value));
    return values != m_seen.end() &&
           std::find(values->second.begin(), values->second.end(), value) != values->second.end();
}

void RepeatFinder::take(std::string_view value)
{
    if (!isTaken(value))
        m_seen[hashOf(value)].emplace_back(value);
}

} // namespace stevedore
