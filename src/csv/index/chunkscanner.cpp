// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/index/chunkscanner.h"

#include <bit>
#include <cstring>

namespace stevedore {

namespace {

constexpr qint64 blockSize = 64;
constexpr std::size_t blocksAtATime = 64;

/// Bit i is the parity of the bits up to i: from an odd one on, up to before the next one, all are set.
std::uint64_t parities(std::uint64_t bits)
{
    for (int shift = 1; shift < 64; shift *= 2)
        bits ^= bits << shift;
    return bits;
}

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

int highestBit(std::uint64_t bits)
{
    return 63 - std::countl_zero(bits);
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
      m_quotes(source.format.grammar.quote == '\0' ? 0 : ~0ULL),
      m_rare(source.format.grammar.escape != '\0' || source.format.grammar.comment != '\0'), m_offset(offset),
      m_atBegin(offset == source.begin), m_inRow(quoted)
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
    const char* const begin = bytes.data();
    std::array<ByteMasks, blocksAtATime> masks;
    qint64 at = 0;
    while (bytes.size() - at >= blockSize) {
        const auto blocks = std::min(blocksAtATime, static_cast<std::size_t>((bytes.size() - at) / blockSize));
        findStructure(begin + at, blocks, m_source.format.grammar.delimiter, m_source.format.grammar.quote,
                      masks.data());
        for (std::size_t i = 0; i < blocks; ++i, at += blockSize)
            if ((m_rare && hasRare(begin + at)) || !takeRegular(masks[i], m_offset + at)) [[unlikely]]
                takePlainly(begin + at, begin + at + blockSize);
    }
    takePlainly(begin + at, begin + bytes.size());
}

ChunkFindings ChunkScanner::finish()
{
    if (m_afterCarriageReturn != 0)
        lineEnd(LineEnd::Cr);
    m_found.open = m_inRow ? m_begin : -1;
    if (m_inRow)
        m_found.openFlags = m_audit.takeBefore(m_offset + m_bytes.size());
    return std::move(m_found);
}

/// Whether a block may hold what only the tokenizer knows of.
bool ChunkScanner::hasRare(const char* block) const
{
    const auto holds = [block](char c) { return c != '\0' && std::memchr(block, c, blockSize) != nullptr; };
    return m_held || holds(m_source.format.grammar.escape) || holds(m_source.format.grammar.comment);
}

/// False if something here is not regular; then nothing has changed.
bool ChunkScanner::takeRegular(const ByteMasks& masks, qint64 offset)
{
    const std::uint64_t quotes = masks.quote & m_quotes;
    const std::uint64_t inside = quotes == 0 ? m_inside : parities(quotes) ^ m_inside;
    const std::uint64_t separators = masks.delimiter & ~inside;
    const std::uint64_t lineFeeds = masks.lineFeed & ~inside;
    const std::uint64_t carriageReturns = masks.carriageReturn & ~inside;
    const std::uint64_t breaks = lineFeeds | carriageReturns;
    const std::uint64_t afterBreak = breaks << 1 | m_afterBreak;
    const std::uint64_t closing = quotes & ~inside;
    std::uint64_t irregular = 0;
    if ((quotes | m_afterClosing) != 0) {
        const std::uint64_t afterClosing = closing << 1 | m_afterClosing;
        const std::uint64_t cellBegins = separators << 1 | m_afterSeparator | afterBreak;
        irregular = (quotes & inside & ~(cellBegins | afterClosing)) | (afterClosing & ~(quotes | separators | breaks));
    }
    if (m_source.usual == LineEnd::Lf)
        irregular |= carriageReturns | m_afterCarriageReturn;
    else if (m_source.usual == LineEnd::CrLf)
        irregular |= lineFeeds ^ (carriageReturns << 1 | m_afterCarriageReturn);
    else
        irregular |= lineFeeds;
    if (irregular != 0)
        return false;
    const std::uint64_t ends = breaks & ~afterBreak;
    const std::uint64_t begins = afterBreak & ~breaks;
    if ((ends | begins) == 0)
        m_cells += countOf(separators);
    else
        takeRows(begins, ends, separators, offset);
    m_inside = inside >> 63 != 0 ? ~0ULL : 0;
    m_afterSeparator = separators >> 63;
    m_afterBreak = breaks >> 63;
    m_afterCarriageReturn = carriageReturns >> 63;
    m_afterClosing = closing >> 63;
    return true;
}

void ChunkScanner::takeRows(std::uint64_t begins, std::uint64_t ends, std::uint64_t separators, qint64 offset)
{
    std::uint64_t rest = ~0ULL; // what is not yet taken
    for (; ends != 0; ends &= ends - 1) {
        const int end = std::countr_zero(ends);
        const std::uint64_t row = bitsBelow(end) & rest;
        if (const std::uint64_t begin = begins & row)
            beginRowAt(offset + highestBit(begin));
        m_cells += countOf(separators & row) + 1;
        endRowAt(offset + end + 1);
        rest = ~bitsBelow(end);
    }
    if (const std::uint64_t begin = begins & rest)
        beginRowAt(offset + highestBit(begin));
    m_cells += countOf(separators & rest);
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
    if (m_inside != 0)
        return State::Quoted;
    if (m_afterClosing != 0)
        return State::QuoteSeen;
    if (m_afterCarriageReturn != 0)
        return State::AfterCr;
    if (m_afterBreak != 0)
        return State::RowStart;
    return m_afterSeparator != 0 ? State::CellStart : State::Bare;
}

void ChunkScanner::setState(Tokenizer::State state)
{
    using State = Tokenizer::State;
    const bool rare = state == State::Comment || state == State::EscapedBare || state == State::EscapedQuoted ||
                      state == State::EscapedCr;
    m_held = rare ? std::optional(state) : std::nullopt;
    m_inside = state == State::Quoted ? ~0ULL : 0;
    m_afterClosing = state == State::QuoteSeen ? 1 : 0;
    m_afterCarriageReturn = state == State::AfterCr ? 1 : 0;
    m_afterBreak = state == State::RowStart || state == State::AfterCr ? 1 : 0;
    m_afterSeparator = state == State::CellStart ? 1 : 0;
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
