// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/distinctcounter.h"
#include "csv/frequentvalues.h"
#include "csv/shape.h"

namespace stevedore {

/// Gathers what is in one column, cell by cell.
class ColumnProfiler
{
public:
    struct Limits
    {
        std::size_t exactDistinct = 100'000;
        std::size_t countedValues = 25'000;
        /// Smaller ones for very wide files, so that memory has a bound whatever the file.
        static Limits forColumns(int columns);
    };
    explicit ColumnProfiler(const Limits& limits) : m_distinct(limits.exactDistinct), m_frequent(limits.countedValues)
    {
    }

    /// add() in two steps, so that the tables of all columns of a row come into the cache at the same time. The cell
    /// has to stay until addTaken().
    void take(std::string_view cell);
    void addTaken()
    {
        ++m_rows;
        if (m_taken.empty())
            return;
        // Most cells of most columns hold a value that was met before: all about it is known.
        if (const auto* const known = m_frequent.count(m_hash))
            note(*known);
        else
            addUnknown();
    }
    void add(std::string_view cell)
    {
        take(cell);
        addTaken();
    }
    /// As if the other's cells had been added behind those here.
    void add(const ColumnProfiler& other);
    ColumnProfile profile() const;

private:
    void note(const FrequentValues::Traits& traits)
    {
        m_shortest = m_filled == 0 ? traits.length : std::min(m_shortest, traits.length);
        m_longest = std::max(m_longest, traits.length);
        ++m_filled;
        ++m_shapes[traits.shapes >> 1U & (m_shapes.size() - 1)];
    }
    void addUnknown();
    ValueShape shape() const;

    std::string_view m_taken; ///< trimmed
    std::uint64_t m_hash = 0; ///< of m_taken
    qint64 m_rows = 0;
    qint64 m_filled = 0;
    int m_shortest = 0;
    int m_longest = 0;
    static constexpr std::size_t shapeCount = std::size_t(ValueShape::Text) + 1;
    /// How many cells have which shapes, but for Empty, which none of them has, and Text, which all have.
    std::array<qint64, std::size_t(1) << (shapeCount - 2)> m_shapes{};
    DistinctCounter m_distinct;
    FrequentValues m_frequent;
    std::vector<std::string> m_samples;
};

} // namespace stevedore
