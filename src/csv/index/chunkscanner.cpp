// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/index/chunkscanner.h"

#include <bit>
#include <cstring>

namespace stevedore {

namespace {

constexpr qint64 scanWidth = 64;

/// std::popcount() is a call where the compiler may not rely on the instruction.
int countOf(std::uint64_t bits)
{
    bits -= bits >> 1 & 0x5555555555555555U;
    bits = (bits & 0x3333333333333333U) + (bits >> 2 & 0x3333333333333333U);
    bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0FU;
    return static_cast<int>(bits * 0x0101010101010101U >> 56);
}

std::uint64_t bitsBelow(int bit)
{
    return (std::uint64_t{1} << bit) - 1;
}

/// Looks for values behind the last column.
class ExtraValues
{
public:
    explicit ExtraValues(int columns) : m_meter(columns) {}

    void beginRow(const char*) { m_meter.beginRow(); }
    void text(const char* from, const char* to) { m_meter.keep(to - from); }
    void bareQuote() {}
    void unclosedQuote() {}
    void endCell() { m_meter.endCell(); }
    bool endRow(const char*) { return true; }
    void lineEnd(LineEnd) {}
    bool found() const { return m_meter.extraFilled(); }

private:
    RowMeter m_meter;
};

} // namespace

Result<RowFlags> flagsOfRowAt(const ScanSource& source, qint64 begin)
{
    constexpr qint64 smallBlock = qint64(64) * 1024;
    RowStream stream(source.bytes, source.format, begin, source.end, smallBlock);
    RowView row;
    if (stream.next())
        stream.view(row);
    if (stream.failure())
        return fail(*stream.failure());
    return row.flags;
}

ChunkScanner::ChunkScanner(const ScanSource& source, qint64 offset, bool quoted)
    : m_source(source), m_tokenizer(source.format.grammar), m_audit(source.format.text, source.format.table.get()),
      m_offset(offset), m_inRow(quoted), m_atBegin(offset == source.begin),
      m_rare(source.format.grammar.escape != '\0' || source.format.grammar.comment != '\0')
{
    if (quoted)
        setState(Tokenizer::State::Quoted);
    if (m_atBegin && source.hasHeader)
        m_found.rows = -1; // the header is row 0
}

void ChunkScanner::feed(QByteArrayView bytes)
{
    m_offset += m_bytes.size();
    m_bytes = bytes;
    m_audit.feed(bytes.data(), bytes.size(), m_offset);
    const std::size_t most = m_rare ? 1 : RowMasks::most;
    std::size_t atATime = most;
    qint64 plainly = 1; // blocks, for where one is not regular others are not, and looking at them is in vain
    const char* p = bytes.data();
    const char* const end = p + bytes.size();
    while (end - p >= scanWidth) {
        const std::size_t blocks = std::min(atATime, std::size_t((end - p) / scanWidth));
        if (!(m_rare && hasRare(p)) && takeRegular(p, blocks)) {
            atATime = std::min(2 * atATime, most);
            plainly = 1;
            continue;
        }
        const char* const behind = p + std::min<qint64>(plainly * scanWidth, end - p);
        takePlainly(std::exchange(p, behind), behind);
        atATime = 1;
        plainly = std::min<qint64>(2 * plainly, 16);
    }
    takePlainly(p, end);
}

ChunkFindings ChunkScanner::finish()
{
    if (m_state.afterCarriageReturn != 0)
        lineEnd(LineEnd::Cr);
    m_found.open = m_inRow ? m_begin : -1;
    if (m_inRow)
        m_found.openFlags = m_audit.takeBefore(m_offset + m_bytes.size());
    return std::move(m_found);
}

/// Whether a block may hold what only the tokenizer knows of.
bool ChunkScanner::hasRare(const char* block) const
{
    const auto holds = [block](char c) { return c != '\0' && std::memchr(block, c, scanWidth) != nullptr; };
    return m_held || holds(m_source.format.grammar.escape) || holds(m_source.format.grammar.comment);
}

/// Moves on behind the blocks that are regular; false if not all of them are.
bool ChunkScanner::takeRegular(const char*& p, std::size_t blocks)
{
    RowMasks masks;
    findRows(p, blocks, m_source.format.grammar, m_source.usual, m_state, masks);
    takeRows(masks, m_offset + (p - m_bytes.data()));
    p += std::ptrdiff_t(masks.count) * scanWidth;
    return masks.count == blocks;
}

void ChunkScanner::takeRows(const RowMasks& masks, qint64 offset)
{
    qint64 before = m_inRow ? -m_cells : 0; // separators before the row; between rows there are none
    for (std::uint64_t rest = masks.eventful; rest != 0; rest &= rest - 1) {
        const auto at = static_cast<std::size_t>(std::countr_zero(rest));
        const qint64 first = offset + qint64(at) * scanWidth;
        // They take turns: what begins has to end before the next begins.
        for (std::uint64_t events = masks.begins[at] | masks.ends[at]; events != 0; events &= events - 1) {
            const int bit = std::countr_zero(events);
            if ((masks.begins[at] >> bit & 1) != 0) {
                beginRowAt(first + bit);
                continue;
            }
            const qint64 separators = masks.before[at] + countOf(masks.separators[at] & bitsBelow(bit));
            m_cells = separators - before + 1;
            before = separators;
            endRowAt(first + bit + 1);
        }
    }
    m_cells = masks.inAll - before;
}

void ChunkScanner::takePlainly(const char* from, const char* to)
{
    if (from == to)
        return;
    m_tokenizer.setState(state());
    m_tokenizer.feed(from, to, *this);
    setState(m_tokenizer.state());
}

Tokenizer::State ChunkScanner::state() const
{
    using State = Tokenizer::State;
    if (m_held)
        return *m_held;
    if (m_state.inside != 0)
        return State::Quoted;
    if (m_state.afterClosing != 0)
        return State::QuoteSeen;
    if (m_state.afterCarriageReturn != 0)
        return State::AfterCr;
    if (m_state.afterBreak != 0)
        return State::RowStart;
    return m_state.afterSeparator != 0 ? State::CellStart : State::Bare;
}

void ChunkScanner::setState(Tokenizer::State state)
{
    using State = Tokenizer::State;
    const bool rare = state == State::Comment || state == State::EscapedBare || state == State::EscapedQuoted ||
                      state == State::EscapedCr;
    m_held = rare ? std::optional(state) : std::nullopt;
    m_state.inside = state == State::Quoted ? ~0ULL : 0;
    m_state.afterClosing = state == State::QuoteSeen ? 1 : 0;
    m_state.afterCarriageReturn = state == State::AfterCr ? 1 : 0;
    m_state.afterBreak = state == State::RowStart || state == State::AfterCr ? 1 : 0;
    m_state.afterSeparator = state == State::CellStart ? 1 : 0;
}

void ChunkScanner::beginRowAt(qint64 offset)
{
    m_begin = offset;
    m_inRow = true;
    if (m_rare)
        m_audit.takeBefore(offset); // what stands in comments is nobody's fault
    m_cells = 0;
    m_bareQuote = false;
    // While a row is read, `rows` are those before it.
    if (m_begun++ % RowIndex::stride == 0)
        m_found.anchors.push_back({RowNumber(m_found.rows + 1), ByteOffset(offset)});
}

bool ChunkScanner::endRow(const char* behind)
{
    endRowAt(m_offset + (behind - m_bytes.data()));
    return false;
}

void ChunkScanner::endRowAt(qint64 end)
{
    ++m_found.rows;
    m_inRow = false;
    const bool usual = m_cells == m_source.format.columns && !m_bareQuote && end - m_begin <= mostCellBytes;
    if (!usual || m_audit.foundAny()) [[unlikely]]
        examineRow(end);
}

void ChunkScanner::examineRow(qint64 end)
{
    RowFlags flags = m_audit.takeBefore(end);
    const bool header = m_found.rows == 0;
    if (m_begin < 0)
        m_found.flagsBefore = flags;
    if (m_begin < 0 || header)
        return;
    if (end - m_begin > mostCellBytes) {
        const auto read = flagsOfRowAt(m_source, m_begin);
        if (!read)
            m_failure = read.error();
        flags |= read.value_or(RowFlags());
    } else {
        flags.setFlag(RowFlag::BareQuote, m_bareQuote);
        flags.setFlag(RowFlag::TooFewCells, m_cells < m_source.format.columns);
        flags.setFlag(RowFlag::TooManyCells, m_cells > m_source.format.columns && hasExtraValue(m_begin, end));
    }
    if (flags)
        m_found.tally.add(flags, RowNumber(m_found.rows));
}

bool ChunkScanner::hasExtraValue(qint64 begin, qint64 end) const
{
    if (begin < m_offset) { // no longer in memory
        const auto read = flagsOfRowAt(m_source, begin);
        return read && read->testFlag(RowFlag::TooManyCells);
    }
    ExtraValues extra(m_source.format.columns);
    Tokenizer tokenizer(m_source.format.grammar);
    tokenizer.feed(m_bytes.data() + (begin - m_offset), m_bytes.data() + (end - m_offset), extra);
    return extra.found();
}

void ChunkScanner::lineEnd(LineEnd end)
{
    if (end == m_source.usual) [[likely]]
        return;
    // A bare LF comes before the end of its row is counted, CR and CRLF show behind it only. Those of blank lines count
    // as the row before, so that rows are told in their order.
    const qint64 row = m_found.rows + (end == LineEnd::Lf && m_inRow ? 1 : 0);
    m_found.tally.add(Issue::MixedLineEnds, RowNumber(std::max<qint64>(row, m_atBegin ? 1 : 0)));
}

} // namespace stevedore
