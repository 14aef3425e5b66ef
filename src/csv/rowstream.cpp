// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/rowstream.h"

#include "csv/index/bytemasks.h"

#include <bit>
#include <limits>

namespace stevedore {

RowStream::RowStream(const ByteSource& source, const RowFormat& format, qint64 begin, qint64 end, qint64 block)
    : m_format(format), m_blocks(source, begin, end, block), m_tokenizer(format.grammar),
      m_builder(format.columns, m_format.table.get()), m_audit(format.text, m_format.table.get()), m_position(begin)
{
}

bool RowStream::load()
{
    const QByteArrayView block = m_blocks.next();
    if (block.isEmpty())
        return false;
    m_audit.feed(block.data(), block.size(), m_blocks.offset());
    findSpecials(block.data(), std::size_t(block.size()), m_format.grammar.delimiter, m_format.grammar.quote,
                 m_specials);
    m_block = m_at = block.data();
    m_end = m_at + block.size();
    return true;
}

const char* RowStream::nextSpecial(const char* from, const char* to) const
{
    const auto begin = std::size_t(from - m_block);
    const auto end = std::size_t(to - m_block);
    std::uint64_t notBefore = ~std::uint64_t{0} << begin % 64;
    for (std::size_t word = begin / 64; word * 64 < end; ++word, notBefore = ~std::uint64_t{0})
        if (const std::uint64_t bits = m_specials[word] & notBefore; bits != 0)
            return m_block + std::min(word * 64 + std::size_t(std::countr_zero(bits)), end);
    return to;
}

/// To the end of the row, of the block or of the file; false if there is no more.
bool RowStream::advance()
{
    if (m_finished)
        return false;
    if (m_at == m_end && !load()) {
        m_finished = true;
        if (m_blocks.failure())
            return false;
        m_audit.finish();
        m_tokenizer.finish(m_builder);
        return m_builder.isComplete();
    }
    const char* const from = m_at;
    if (m_format.grammar.escape != '\0')
        m_at = m_tokenizer.feed(m_at, m_end, m_builder);
    else
        m_at = m_tokenizer.feed(m_at, m_end, m_builder,
                                [this](const char* begin, const char* end) { return nextSpecial(begin, end); });
    const char* const first = m_format.grammar.comment != '\0' ? m_builder.takeFirst() : nullptr;
    if (first)
        m_audit.takeBefore(m_position + (first - from)); // what stands in comments is nobody's fault
    m_position += m_at - from;
    return true;
}

bool RowStream::next()
{
    if (m_midRow) {
        while (!m_builder.isComplete()) {
            if (!advance())
                return false;
        }
        m_audit.takeBefore(m_position);
    }
    m_builder.expectRow();
    while (!m_builder.isComplete() && !m_builder.meter().cut()) {
        if (!advance())
            return false;
    }
    m_midRow = !m_builder.isComplete();
    if (m_midRow)
        m_builder.endCut();
    m_byteFlags = m_audit.takeBefore(m_position);
    return true;
}

void RowStream::view(RowView& row)
{
    row.flags = m_builder.meter().flags() | m_byteFlags;
    const qint64 cells = m_builder.meter().cells() + (m_midRow ? 1 : 0);
    row.cellsInFile = int(std::min<qint64>(cells, std::numeric_limits<int>::max()));
    m_builder.takeCells(row.cells, m_byteFlags.testFlag(RowFlag::InvalidBytes));
}

} // namespace stevedore
