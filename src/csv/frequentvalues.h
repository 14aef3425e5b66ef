// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/profile.h"

#include <algorithm>
#include <hwy/cache_control.h>
#include <string>
#include <string_view>

namespace stevedore {

/// Counts values while there are not too many different ones; beyond that drops the rarest and goes on, so that the
/// counts become lower bounds but what is really frequent stays.
class FrequentValues
{
public:
    /// Longer values are not counted: nobody picks them from a list.
    static constexpr std::size_t mostBytes = 200;

    /// More than 65,000 values are not counted at a time.
    explicit FrequentValues(std::size_t capacity) : m_capacity(std::min<std::size_t>(capacity, 65'000)), m_slots(64) {}

    /// What is known of a value once it was looked at.
    struct Traits
    {
        unsigned shapes = 0; ///< see shapesOf()
        int length = 0;      ///< in characters
    };
    /// Tells the processor that the value will be asked for.
    void prefetch(std::uint64_t hash) const { hwy::Prefetch(&m_slots[hash & (m_slots.size() - 1)]); }
    /// Counts the value if it is one of those being counted. `hash` stands for the value: two values with one hash are
    /// counted as one.
    const Traits* count(std::uint64_t hash)
    {
        Entry* const entry = find(hash);
        if (!entry)
            return nullptr;
        ++entry->rows;
        return &entry->traits;
    }
    /// Counts one that count() did not know.
    void add(std::string_view value, std::uint64_t hash, const Traits& traits);
    /// As if the other's values had been counted here.
    void add(const FrequentValues& other);
    /// By rows descending, then by value.
    QList<ColumnProfile::Value> top(std::size_t most) const;
    bool isExact() const { return m_exact; }

private:
    struct Entry
    {
        std::uint64_t hash;
        qint64 rows;
        std::uint32_t begin; ///< of the value in m_texts
        std::uint32_t size;
        Traits traits;
    };
    /// A part of the hash stands in the slot, so that a value that is not counted seldom costs a look at an entry.
    /// Small, so that many of them are in the processor's cache.
    struct Slot
    {
        std::uint16_t tag = 0;
        std::uint16_t place = 0; ///< in m_entries, plus one; 0 for a free slot
    };
    static std::uint16_t tagOf(std::uint64_t hash) { return static_cast<std::uint16_t>(hash >> 48); }
    static std::uint32_t rememberedPart(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }
    Entry* find(std::uint64_t hash)
    {
        const std::size_t mask = m_slots.size() - 1;
        for (std::size_t at = hash & mask; m_slots[at].place != 0; at = (at + 1) & mask) {
            if (m_slots[at].tag != tagOf(hash))
                continue;
            if (Entry& entry = m_entries[m_slots[at].place - 1]; entry.hash == hash)
                return &entry;
        }
        return nullptr;
    }
    void occupySlot(std::uint64_t hash, std::size_t place);
    std::string_view text(const Entry& entry) const
    {
        return std::string_view(m_texts).substr(entry.begin, entry.size);
    }
    bool isWorthCounting(std::uint64_t hash);
    void append(std::string_view value, const Entry& entry);
    void rebuildSlots(std::size_t count);
    void dropRarest();

    std::size_t m_capacity;
    std::vector<Entry> m_entries;
    std::string m_texts;
    std::vector<Slot> m_slots; ///< open addressing, a power of two
    bool m_exact = true;
    /// Once values had to be dropped: parts of the hashes of those met lately. One is counted from its second time on,
    /// so that columns of nothing but different values do not turn the table over and over.
    std::vector<std::uint32_t> m_metLately;
};

} // namespace stevedore
