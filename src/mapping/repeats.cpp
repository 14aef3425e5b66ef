// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/repeats.h"

#include <algorithm>

namespace stevedore {

void RepeatFinder::reserve(std::size_t rows)
{
    // Hashes spread evenly, so a little more than the average is nearly always enough.
    const std::size_t average = rows / bucketCount;
    for (std::vector<Entry>& bucket : m_buckets)
        bucket.reserve(average + average / 16 + 16);
}

void RepeatFinder::add(RepeatFinder& other)
{
    for (std::size_t i = 0; i < bucketCount; ++i) {
        std::vector<Entry>& more = other.m_buckets[i];
        if (m_buckets[i].empty())
            m_buckets[i] = std::move(more);
        else
            m_buckets[i].insert(m_buckets[i].end(), more.begin(), more.end());
        more = {};
    }
}

bool RepeatFinder::finish(const CancelFlag& cancel)
{
    for (std::vector<Entry>& bucket : m_buckets) {
        if (cancel)
            return false;
        std::sort(bucket.begin(), bucket.end());
        keepSuspects(bucket);
        bucket = {};
    }
    return true;
}

void RepeatFinder::keepSuspects(std::vector<Entry>& bucket)
{
    for (std::size_t begin = 0; begin < bucket.size();) {
        std::size_t end = begin + 1;
        while (end < bucket.size() && bucket[end].hash == bucket[begin].hash)
            ++end;
        if (end - begin > 1) {
            m_suspects.insert(m_suspects.end(), bucket.begin() + std::ptrdiff_t(begin),
                              bucket.begin() + std::ptrdiff_t(end));
        }
        begin = end;
    }
}

std::vector<RowNumber> RepeatFinder::nextBatch()
{
    forgetSeen();
    const std::size_t end = std::min(m_suspects.size(), m_next + m_rowsPerBatch);
    std::vector<RowNumber> rows;
    rows.reserve(end - m_next);
    for (; m_next < end; ++m_next)
        rows.emplace_back(m_suspects[m_next].row);
    std::sort(rows.begin(), rows.end());
    return rows;
}

/// The values of the last batch are done with, but for a hash that goes on into the next one.
void RepeatFinder::forgetSeen()
{
    const bool goesOn =
        m_next > 0 && m_next < m_suspects.size() && m_suspects[m_next].hash == m_suspects[m_next - 1].hash;
    if (!goesOn) {
        m_seen.clear();
        return;
    }
    auto kept = m_seen.extract(m_suspects[m_next].hash);
    m_seen.clear();
    m_seen.insert(std::move(kept));
}

bool RepeatFinder::confirm(std::string_view value)
{
    std::vector<std::string>& values = m_seen[m_hash(value)];
    if (std::find(values.begin(), values.end(), value) != values.end())
        return true;
    values.emplace_back(value);
    return false;
}

} // namespace stevedore
