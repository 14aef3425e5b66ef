// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/rowstream.h"

#include <limits>

namespace stevedore {

RowStream::RowStream(const ByteSource& source, const RowFormat& format, qint64 begin, qint64 end, qint64 block)
    : m_format(format), m_blocks(source, begin, end, block), m_tokenizer(format.grammar),
      m_builder(format.columns, m_format.table.get()), m_audit(format.text, m_format.table.get()),
      m_regularRows(format.grammar, format.columns, m_format.table.get()), m_position(begin)
{
}

bool RowStream::load()
{
    const QByteArrayView block = m_blocks.next();
    if (block.isEmpty())
        return false;
    m_audit.feed(block.data(), block.size(), m_blocks.offset());
    m_regularRows.forget();
    m_at = block.data();
    m_end = m_at + block.size();
    return true;
}

/// False if the row has to be read by the tokenizer.
bool RowStream::takeRegular()
{
    const Tokenizer::State state = m_tokenizer.state();
    if (m_format.grammar.escape != '\0' || m_format.grammar.comment != '\0' || m_midRow ||
        (state != Tokenizer::State::RowStart && state != Tokenizer::State::AfterCr))
        return false;
    if ((m_at == m_end && !load()) || m_audit.foundAny())
        return false;
    const char* const behind = m_regularRows.take(m_at, m_end);
    if (!behind)
        return false;
    m_tokenizer.setState(Tokenizer::State::RowStart);
    m_position += behind - std::exchange(m_at, behind);
    return true;
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
    m_at = m_tokenizer.feed(m_at, m_end, m_builder);
    const char* const first = m_format.grammar.comment != '\0' ? m_builder.takeFirst() : nullptr;
    if (first)
        m_audit.takeBefore(m_position + (first - from)); // what stands in comments is nobody's fault
    m_position += m_at - from;
    return true;
}

bool RowStream::next()
{
    m_regular = takeRegular();
    if (m_regular)
        return true;
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
    if (m_regular) {
        row.flags = {};
        row.cellsInFile = m_format.columns;
        row.cells = m_regularRows.cells();
        return;
    }
    row.flags = m_builder.meter().flags() | m_byteFlags;
    const qint64 cells = m_builder.meter().cells() + (m_midRow ? 1 : 0);
    row.cellsInFile = int(std::min<qint64>(cells, std::numeric_limits<int>::max()));
    m_builder.takeCells(row.cells, m_byteFlags.testFlag(RowFlag::InvalidBytes));
}

} // namespace stevedore
