// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/frequentvalues.h"

namespace stevedore {

void FrequentValues::occupySlot(std::uint64_t hash, std::size_t place)
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t at = hash & mask;
    while (m_slots[at].place != 0)
        at = (at + 1) & mask;
    m_slots[at] = {tagOf(hash), static_cast<std::uint16_t>(place + 1)};
}

void FrequentValues::add(std::string_view value, std::uint64_t hash, const Traits& traits)
{
    if (value.size() > mostBytes) {
        m_exact = false;
        return;
    }
    if (isWorthCounting(hash))
        append(value, {hash, 1, 0, 0, traits});
}

bool FrequentValues::isWorthCounting(std::uint64_t hash)
{
    if (m_metLately.empty())
        return true;
    std::uint32_t& lately = m_metLately[(hash >> 16) & (m_metLately.size() - 1)];
    return std::exchange(lately, rememberedPart(hash)) == rememberedPart(hash);
}

void FrequentValues::add(const FrequentValues& other)
{
    m_exact = m_exact && other.m_exact;
    for (const Entry& entry : other.m_entries) {
        if (Entry* const mine = find(entry.hash))
            mine->rows += entry.rows;
        else
            append(other.text(entry), entry);
    }
}

void FrequentValues::append(std::string_view value, const Entry& entry)
{
    if (m_entries.size() >= m_capacity)
        dropRarest();
    m_entries.push_back({entry.hash, entry.rows, static_cast<std::uint32_t>(m_texts.size()),
                         static_cast<std::uint32_t>(value.size()), entry.traits});
    m_texts += value;
    if (m_entries.size() * 2 > m_slots.size())
        rebuildSlots(m_slots.size() * 2);
    else
        occupySlot(entry.hash, m_entries.size() - 1);
}

void FrequentValues::rebuildSlots(std::size_t count)
{
    m_slots.assign(count, {});
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        occupySlot(m_entries[i].hash, i);
}

void FrequentValues::dropRarest()
{
    constexpr std::size_t remembered = 4096;
    m_exact = false;
    m_metLately.resize(remembered);
    std::vector<qint64> counts;
    counts.reserve(m_entries.size());
    for (const Entry& entry : m_entries)
        counts.push_back(entry.rows);
    const auto middle = counts.begin() + std::ptrdiff_t(counts.size() / 2);
    std::nth_element(counts.begin(), middle, counts.end());
    const std::vector<Entry> entries = std::exchange(m_entries, {});
    const std::string texts = std::exchange(m_texts, {});
    for (const Entry& entry : entries) {
        if (entry.rows <= *middle)
            continue;
        m_entries.push_back(
            {entry.hash, entry.rows, static_cast<std::uint32_t>(m_texts.size()), entry.size, entry.traits});
        m_texts.append(texts, entry.begin, entry.size);
    }
    rebuildSlots(m_slots.size());
}

QList<ColumnProfile::Value> FrequentValues::top(std::size_t most) const
{
    std::vector<Entry> entries = m_entries;
    const auto end = entries.begin() + std::ptrdiff_t(std::min(most, entries.size()));
    std::partial_sort(entries.begin(), end, entries.end(), [this](const Entry& a, const Entry& b) {
        return a.rows != b.rows ? a.rows > b.rows : text(a) < text(b);
    });
    QList<ColumnProfile::Value> values;
    for (auto it = entries.begin(); it != end; ++it)
        values.append({QString::fromUtf8(text(*it).data(), qsizetype(it->size)), it->rows});
    return values;
}

} // namespace stevedore
