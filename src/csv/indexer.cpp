// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/indexer.h"

namespace stevedore {

using Issue = StructureFinding::Issue;

void FindingTally::add(RowFlags flags, RowNumber row)
{
    static constexpr std::array<std::pair<RowFlag, Issue>, 6> issues{{
        {RowFlag::TooFewCells, Issue::TooFewCells},
        {RowFlag::TooManyCells, Issue::TooManyCells},
        {RowFlag::UnclosedQuote, Issue::UnclosedQuote},
        {RowFlag::InvalidBytes, Issue::InvalidBytes},
        {RowFlag::NulByte, Issue::NulByte},
        {RowFlag::BareQuote, Issue::BareQuote},
    }};
    for (const auto& [flag, issue] : issues) {
        if (flags.testFlag(flag))
            add(issue, row);
    }
}

void FindingTally::add(Issue issue, RowNumber row)
{
    StructureFinding& finding = m_tally[std::size_t(issue)];
    ++finding.count;
    if (finding.rows.size() < mostRows)
        finding.rows.push_back(row);
}

std::vector<StructureFinding> FindingTally::findings() const
{
    std::vector<StructureFinding> result;
    for (std::size_t i = 0; i < m_tally.size(); ++i) {
        if (m_tally[i].count.value == 0)
            continue;
        result.push_back(m_tally[i]);
        result.back().issue = Issue(i);
    }
    return result;
}

Indexer::Indexer(const RowFormat& format, bool hasHeader, qint64 begin)
    : m_format(format), m_tokenizer(format.delimiter, format.quote), m_meter(format.columns),
      m_audit(format.text, m_format.table.get()), m_blockOffset(begin), m_row(hasHeader ? -1 : 0)
{
}

void Indexer::feed(QByteArrayView block)
{
    m_blockOffset += m_blockSize;
    m_block = block.data();
    m_blockSize = block.size();
    m_audit.feed(m_block, m_blockSize, m_blockOffset);
    m_tokenizer.feed(m_block, m_block + m_blockSize, *this);
}

void Indexer::finish()
{
    m_audit.finish();
    m_tokenizer.finish(*this);
}

void Indexer::beginRow(const char* first)
{
    m_meter.beginRow();
    if (m_row >= 0 && m_row % RowIndex::stride == 0)
        m_offsets.emplace_back(m_blockOffset + (first - m_block));
}

bool Indexer::endRow(const char* behind)
{
    const qint64 end = m_blockOffset + (behind ? behind - m_block : m_blockSize);
    const RowFlags flags = m_meter.flags() | m_audit.takeBefore(end);
    ++m_row;
    if (flags && m_row > 0) [[unlikely]]
        m_tally.add(flags, RowNumber(m_row));
    return false;
}

void Indexer::lineEnd(LineEnd end)
{
    if (!m_firstLineEnd)
        m_firstLineEnd = end;
    if (end == *m_firstLineEnd) [[likely]]
        return;
    // A bare LF comes before the end of its row is counted, CR and CRLF show behind it only.
    const qint64 row = std::max<qint64>(m_row + (end == LineEnd::Lf ? 1 : 0), 1);
    if (row != m_lastMixedRow)
        m_tally.add(Issue::MixedLineEnds, RowNumber(row));
    m_lastMixedRow = row;
}

} // namespace stevedore
