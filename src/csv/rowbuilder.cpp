// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/rowbuilder.h"

#include <QString>

#include <cstring>

namespace stevedore {

void RowBuilder::append(const char* from, const char* to)
{
    const auto count = std::size_t(to - from);
    const std::size_t need = m_used + (m_table ? 3 * count : count) + 8;
    if (need > m_text.size())
        m_text.resize(std::max(need, 2 * m_text.size()));
    char* const out = m_text.data() + m_used;
    if (m_table) {
        m_used += std::size_t(m_table->decode(from, to, out) - out);
    } else {
        std::memcpy(out, from, count);
        m_used += count;
    }
}

void RowBuilder::takeCells(std::vector<std::string_view>& cells, bool repair)
{
    // A cell that was cut may end in the middle of a character.
    if (!m_table && (repair || m_meter.cut()))
        repairCells();
    const bool any = m_columns == anyColumns;
    const std::size_t columns = any ? m_ends.size() : std::size_t(m_columns);
    const std::size_t count = m_meter.extraFilled() ? m_ends.size() : std::min(m_ends.size(), columns);
    cells.clear();
    std::size_t begin = 0;
    for (std::size_t i = 0; i < count; ++i) {
        cells.emplace_back(m_text.data() + begin, m_ends[i] - begin);
        begin = m_ends[i];
    }
    if (cells.size() < columns)
        cells.resize(columns);
}

void RowBuilder::repairCells()
{
    std::string repaired;
    std::size_t begin = 0;
    for (std::size_t& end : m_ends) {
        const QByteArrayView cell(m_text.data() + begin, qsizetype(end - begin));
        begin = end;
        const QByteArray utf8 = QString::fromUtf8(cell).toUtf8();
        repaired.append(utf8.constData(), std::size_t(utf8.size()));
        end = repaired.size();
    }
    m_used = repaired.size();
    m_text = std::move(repaired);
}

} // namespace stevedore
