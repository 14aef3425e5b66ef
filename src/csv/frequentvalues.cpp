// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/frequentvalues.h"

#include <algorithm>

namespace stevedore {

void FrequentValues::add(std::string_view value, std::uint64_t hash)
{
    if (value.size() > mostBytes) {
        m_exact = false;
        return;
    }
    const auto found = m_entries.find(hash);
    if (found != m_entries.end()) {
        ++found->second.rows;
        return;
    }
    if (m_entries.size() >= m_capacity)
        dropRarest();
    m_entries.emplace(hash, Entry{std::string(value), 1});
}

void FrequentValues::dropRarest()
{
    m_exact = false;
    std::vector<qint64> counts;
    counts.reserve(m_entries.size());
    for (const auto& [hash, entry] : m_entries)
        counts.push_back(entry.rows);
    const auto middle = counts.begin() + std::ptrdiff_t(counts.size() / 2);
    std::nth_element(counts.begin(), middle, counts.end());
    const qint64 limit = *middle;
    std::erase_if(m_entries, [limit](const auto& item) { return item.second.rows <= limit; });
}

QList<ColumnProfile::Value> FrequentValues::top(std::size_t most) const
{
    std::vector<const Entry*> entries;
    entries.reserve(m_entries.size());
    for (const auto& [hash, entry] : m_entries)
        entries.push_back(&entry);
    const auto end = entries.begin() + std::ptrdiff_t(std::min(most, entries.size()));
    std::partial_sort(entries.begin(), end, entries.end(), [](const Entry* a, const Entry* b) {
        return a->rows != b->rows ? a->rows > b->rows : a->value < b->value;
    });
    QList<ColumnProfile::Value> values;
    for (auto it = entries.begin(); it != end; ++it)
        values.append({QString::fromStdString((*it)->value), (*it)->rows});
    return values;
}

} // namespace stevedore
