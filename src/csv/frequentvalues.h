// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/profile.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace stevedore {

/// Counts values while there are not too many different ones; beyond that drops the rarest and goes on, so that the
/// counts become lower bounds but what is really frequent stays.
class FrequentValues
{
public:
    /// Longer values are not counted: nobody picks them from a list.
    static constexpr std::size_t mostBytes = 200;

    explicit FrequentValues(std::size_t capacity) : m_capacity(capacity) {}

    void add(std::string_view value, std::uint64_t hash);
    /// By rows descending, then by value.
    QList<ColumnProfile::Value> top(std::size_t most) const;
    bool isExact() const { return m_exact; }

private:
    struct Entry
    {
        std::string value;
        qint64 rows = 0;
    };
    /// The keys are hashes already.
    struct AsIs
    {
        std::size_t operator()(std::uint64_t hash) const { return std::size_t(hash); }
    };
    void dropRarest();

    std::size_t m_capacity;
    std::unordered_map<std::uint64_t, Entry, AsIs> m_entries;
    bool m_exact = true;
};

} // namespace stevedore
