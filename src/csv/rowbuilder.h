// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/encoding.h"
#include "csv/rowmeter.h"
#include "csv/tokenizer.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stevedore {

/// Puts the cells of one row together, in UTF-8: the sink of those who read rows rather than count them.
class RowBuilder
{
public:
    /// For a row that may have any number of cells, and all of them are wanted.
    static constexpr int anyColumns = -1;

    /// `table` belongs to the caller; nullptr for UTF-8.
    RowBuilder(int columns, const ByteTable* table) : m_columns(columns), m_table(table), m_meter(columns) {}

    void beginRow(const char* first)
    {
        m_first = first;
        m_used = 0;
        m_ends.clear();
        m_complete = false;
        m_meter.beginRow();
    }
    void text(const char* from, const char* to)
    {
        const qint64 count = m_meter.keep(to - from);
        if (count > 0)
            append(from, from + count);
    }
    void bareQuote() { m_meter.bareQuote(); }
    void unclosedQuote() { m_meter.unclosedQuote(); }
    void endCell()
    {
        m_meter.endCell();
        if (m_columns == anyColumns || m_meter.cells() <= m_columns + mostExtraCells)
            m_ends.push_back(m_used);
    }
    bool endRow(const char*)
    {
        m_complete = true;
        return true;
    }
    void lineEnd(LineEnd) {}

    bool isComplete() const { return m_complete; }
    /// Before the first row, and after each one that was taken.
    void expectRow()
    {
        m_complete = false;
        m_meter.beginRow();
    }
    /// Makes do with what was kept of a row that is cut: its last cell ends here.
    void endCut() { m_ends.push_back(m_used); }
    const RowMeter& meter() const { return m_meter; }
    /// Where the row begins that began since this was asked last, nullptr if none did.
    const char* takeFirst() { return std::exchange(m_first, nullptr); }

    /// The cells of the complete row, at least as many as columns; valid until the next row begins. With `repair`, what
    /// is not UTF-8 is replaced by U+FFFD.
    void takeCells(std::vector<std::string_view>& cells, bool repair);

private:
    void append(const char* from, const char* to);
    void repairCells();

    int m_columns;
    const ByteTable* m_table;
    RowMeter m_meter;
    std::string m_text; ///< cells one behind the other, with room behind m_used
    std::size_t m_used = 0;
    std::vector<std::size_t> m_ends;
    bool m_complete = false;
    const char* m_first = nullptr;
};

} // namespace stevedore
