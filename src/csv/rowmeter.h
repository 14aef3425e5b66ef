// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/row.h"

#include <algorithm>

namespace stevedore {

/// Of a longer cell only so many bytes are kept: no cell of a CRM comes near, but an unclosed quote does.
inline constexpr qint64 mostCellBytes = qint64(16) << 20;
/// Of a longer row only so many bytes are kept.
inline constexpr qint64 mostRowBytes = qint64(64) << 20;
/// So many cells beyond the header's last one are kept.
inline constexpr qint64 mostExtraCells = 10'000;

/// Measures one row while it goes by. The index and the readers both use it, so they say the same of a row.
class RowMeter
{
public:
    explicit RowMeter(int columns) : m_columns(columns) {}

    void beginRow() { *this = RowMeter(m_columns); }

    /// How many of `count` more bytes of the current cell are to be kept.
    qint64 keep(qint64 count)
    {
        const qint64 room = std::min(mostCellBytes - m_cellBytes, mostRowBytes - m_rowBytes);
        m_cellBytes += count;
        m_rowBytes += count;
        if (count <= room) [[likely]]
            return count;
        m_cut = true;
        return std::max<qint64>(room, 0);
    }
    void endCell()
    {
        ++m_cells;
        if (m_cells > m_columns && m_cellBytes > 0)
            m_extraFilled = true;
        m_cellBytes = 0;
    }
    void bareQuote() { m_bareQuote = true; }
    void unclosedQuote() { m_unclosed = true; }

    qint64 cells() const { return m_cells; }
    bool cut() const { return m_cut; }
    bool extraFilled() const { return m_extraFilled; }
    RowFlags flags() const
    {
        RowFlags flags;
        // Of a row that is cut nobody can tell how many cells were meant.
        flags.setFlag(RowFlag::TooFewCells, m_cells < m_columns && !m_cut);
        flags.setFlag(RowFlag::TooManyCells, m_extraFilled && !m_cut);
        flags.setFlag(RowFlag::BareQuote, m_bareQuote);
        flags.setFlag(RowFlag::UnclosedQuote, m_unclosed || m_cut);
        return flags;
    }

private:
    int m_columns;
    qint64 m_cells = 0;
    qint64 m_cellBytes = 0;
    qint64 m_rowBytes = 0;
    bool m_extraFilled = false;
    bool m_bareQuote = false;
    bool m_unclosed = false;
    bool m_cut = false;
};

} // namespace stevedore
