// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/index/rowmasks.h"

#include <algorithm>
#include <bit>
#include <cstring>

// Compiles what is between BEFORE and AFTER once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "csv/index/rowmasks.cpp" // NOLINT(cppcoreguidelines-macro-usage): Highway's way
// What is included anew each time has to come behind what does so.
// clang-format off
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
#include "csv/index/structure-inl.h"
// clang-format on

HWY_BEFORE_NAMESPACE();

namespace stevedore::HWY_NAMESPACE {

using Lanes = hn::CappedTag<std::uint64_t, 8>; ///< RowMasks::most is a multiple of any number of them
using Words = hn::VFromD<Lanes>;

/// Bit i: lane i is not zero.
inline std::uint64_t notZero(Words words)
{
    const Lanes d;
    alignas(8) std::uint8_t stored[8] = {};
    hn::StoreMaskBits(d, hn::Not(hn::Eq(words, hn::Zero(d))), stored);
    return stored[0];
}

/// Bit i is the parity of the bits up to i: from an odd one on, up to before the next one, all are set.
inline Words parities(Words bits)
{
    bits = hn::Xor(bits, hn::ShiftLeft<1>(bits));
    bits = hn::Xor(bits, hn::ShiftLeft<2>(bits));
    bits = hn::Xor(bits, hn::ShiftLeft<4>(bits));
    bits = hn::Xor(bits, hn::ShiftLeft<8>(bits));
    bits = hn::Xor(bits, hn::ShiftLeft<16>(bits));
    return hn::Xor(bits, hn::ShiftLeft<32>(bits));
}

/// A word for each block, behind that of the block before them, of which only the last bit counts.
class Sequence
{
public:
    explicit Sequence(std::uint64_t lastBit) { m_words[0] = lastBit << 63; }
    void set(std::size_t i, Words words) { hn::StoreU(words, Lanes(), &m_words[i + 1]); }
    Words at(std::size_t i) const { return hn::LoadU(Lanes(), &m_words[i + 1]); }
    /// Bit i tells of the byte before byte i.
    Words before(std::size_t i) const
    {
        return hn::Or(hn::ShiftLeft<1>(at(i)), hn::ShiftRight<63>(hn::LoadU(Lanes(), &m_words[i])));
    }
    std::uint64_t lastBit(std::size_t blocks) const { return m_words[blocks] >> 63; }

private:
    std::array<std::uint64_t, RowMasks::most + 1> m_words;
};

/// Finds rows in RowMasks::most blocks or fewer: every step in all blocks before the next step, many blocks at a time.
class RowFinder
{
public:
    RowFinder(const Structure& structure, const std::uint8_t* bytes, std::size_t blocks, const RowState& state)
        : m_blocks(blocks), m_state(state)
    {
        // Nothing is in the words behind the last block that are worked on with it.
        for (std::size_t i = 0; i < blocks || i % hn::Lanes(m_d) != 0; ++i) {
            const ByteMasks found = i < blocks ? structure.at(bytes + i * 64) : ByteMasks();
            m_quotes[i] = found.quote;
            m_delimiters[i] = found.delimiter;
            m_lineFeeds[i] = found.lineFeed;
            m_carriageReturns[i] = found.carriageReturn;
        }
    }

    void find(std::uint64_t quotable, std::optional<LineEnd> usual, RowMasks& masks)
    {
        findInside(quotable);
        leaveQuoted(masks);
        std::uint64_t irregular = 0;
        masks.eventful = 0;
        for (std::size_t i = 0; i < m_blocks; i += hn::Lanes(m_d)) {
            irregular |= notZero(hn::Or(irregularQuotes(i), irregularBreaks(i, usual))) << i;
            masks.eventful |= findEvents(i, masks) << i;
        }
        irregular &= bitsBelow(m_blocks);
        masks.count = irregular == 0 ? m_blocks : static_cast<std::size_t>(std::countr_zero(irregular));
        masks.eventful &= bitsBelow(masks.count);
        masks.inAll = 0;
        for (std::size_t i = 0; i < masks.count; ++i) {
            masks.before[i] = masks.inAll;
            masks.inAll += std::popcount(masks.separators[i]);
        }
    }
    /// Behind `count` blocks.
    RowState stateBehind(std::size_t count) const
    {
        if (count == 0)
            return m_state;
        return {m_inside[count - 1] >> 63 != 0 ? ~std::uint64_t{0} : 0, m_separators.lastBit(count),
                m_breaks.lastBit(count), m_returns.lastBit(count), m_closing.lastBit(count)};
    }

private:
    static std::uint64_t bitsBelow(std::size_t bit)
    {
        return bit < 64 ? (std::uint64_t{1} << bit) - 1 : ~std::uint64_t{0};
    }
    Words load(const RowMasks::Words& words, std::size_t i) const { return hn::LoadU(m_d, &words[i]); }

    /// Within each block, and then from block to block by a word with a bit for each.
    void findInside(std::uint64_t quotable)
    {
        std::uint64_t odd = 0;
        for (std::size_t i = 0; i < m_blocks; i += hn::Lanes(m_d)) {
            const Words quotes = hn::And(load(m_quotes, i), hn::Set(m_d, quotable));
            const Words inside = parities(quotes);
            hn::StoreU(quotes, m_d, &m_quotes[i]);
            hn::StoreU(inside, m_d, &m_inside[i]);
            odd |= notZero(hn::ShiftRight<63>(inside)) << i;
        }
        const std::uint64_t begun = hn::GetLane(parities(hn::Set(m_d, odd))) << 1 ^ m_state.inside;
        for (std::size_t i = 0; i < m_blocks; i += hn::Lanes(m_d)) {
            const Words bits = hn::Shr(hn::Set(m_d, begun >> i), hn::Iota(m_d, 0));
            const Words inside = hn::Sub(hn::Zero(m_d), hn::And(bits, hn::Set(m_d, std::uint64_t{1})));
            hn::StoreU(hn::Xor(load(m_inside, i), inside), m_d, &m_inside[i]);
        }
    }
    /// What is in quoted cells divides nothing.
    void leaveQuoted(RowMasks& masks)
    {
        for (std::size_t i = 0; i < m_blocks; i += hn::Lanes(m_d)) {
            const Words inside = load(m_inside, i);
            const Words separators = hn::AndNot(inside, load(m_delimiters, i));
            const Words lineFeeds = hn::AndNot(inside, load(m_lineFeeds, i));
            const Words returns = hn::AndNot(inside, load(m_carriageReturns, i));
            hn::StoreU(separators, m_d, &masks.separators[i]);
            hn::StoreU(lineFeeds, m_d, &m_lineFeeds[i]);
            m_separators.set(i, separators);
            m_returns.set(i, returns);
            m_breaks.set(i, hn::Or(lineFeeds, returns));
            m_closing.set(i, hn::AndNot(inside, load(m_quotes, i)));
        }
    }
    /// A quote where no cell begins, and what follows a closing one but does not end the cell.
    Words irregularQuotes(std::size_t i) const
    {
        const Words quotes = load(m_quotes, i);
        const Words afterClosing = m_closing.before(i);
        const Words mayOpen = hn::Or(hn::Or(m_separators.before(i), m_breaks.before(i)), afterClosing);
        const Words mayFollow = hn::Or(hn::Or(m_separators.at(i), m_breaks.at(i)), quotes);
        return hn::Or(hn::AndNot(mayOpen, hn::And(quotes, load(m_inside, i))), hn::AndNot(mayFollow, afterClosing));
    }
    /// Without a `usual` one any line end will do.
    Words irregularBreaks(std::size_t i, std::optional<LineEnd> usual) const
    {
        const Words lineFeeds = load(m_lineFeeds, i);
        const Words afterReturn = m_returns.before(i);
        if (!usual)
            return hn::Zero(m_d);
        if (*usual == LineEnd::Lf)
            return hn::Or(m_returns.at(i), afterReturn);
        return *usual == LineEnd::CrLf ? hn::Xor(lineFeeds, afterReturn) : lineFeeds;
    }
    /// Bit i: there are any in that block.
    std::uint64_t findEvents(std::size_t i, RowMasks& masks) const
    {
        const Words breaks = m_breaks.at(i);
        const Words afterBreak = m_breaks.before(i);
        const Words begins = hn::AndNot(breaks, afterBreak);
        const Words ends = hn::AndNot(afterBreak, breaks);
        hn::StoreU(begins, m_d, &masks.begins[i]);
        hn::StoreU(ends, m_d, &masks.ends[i]);
        return notZero(hn::Or(begins, ends));
    }

    Lanes m_d;
    std::size_t m_blocks;
    RowState m_state;
    RowMasks::Words m_quotes;
    RowMasks::Words m_delimiters;
    RowMasks::Words m_lineFeeds;
    RowMasks::Words m_carriageReturns;
    RowMasks::Words m_inside; ///< quoted cells, with the quote before and without the one behind
    Sequence m_separators{m_state.afterSeparator};
    Sequence m_breaks{m_state.afterBreak};
    Sequence m_returns{m_state.afterCarriageReturn};
    Sequence m_closing{m_state.afterClosing};
};

void findRows(const char* bytes, std::size_t blocks, const Grammar& grammar, std::optional<LineEnd> usual,
              RowState& state, RowMasks& masks)
{
    RowFinder finder(Structure(grammar.delimiter, grammar.quote), unsignedBytes(bytes), blocks, state);
    finder.find(grammar.quote == '\0' ? 0 : ~std::uint64_t{0}, usual, masks);
    state = finder.stateBehind(masks.count);
}

} // namespace stevedore::HWY_NAMESPACE

HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace stevedore {

HWY_EXPORT(findRows);

void findRows(const char* bytes, std::size_t blocks, const Grammar& grammar, std::optional<LineEnd> usual,
              RowState& state, RowMasks& masks)
{
    HWY_DYNAMIC_DISPATCH(findRows)(bytes, blocks, grammar, usual, state, masks);
}

std::size_t findCellEnds(const char* bytes, std::size_t size, const Grammar& grammar, std::uint64_t* ends)
{
    RowState state;
    RowMasks masks;
    std::size_t known = 0;
    const auto take = [&](const char* from, std::size_t blocks) {
        findRows(from, blocks, grammar, {}, state, masks);
        for (std::size_t i = 0; i < masks.count; ++i)
            ends[known++] = masks.separators[i] | masks.ends[i];
        return masks.count == blocks;
    };
    // Few blocks at first: where one is not regular others are not, and looking ahead is in vain.
    for (std::size_t atATime = 4; known < size / 64; atATime = std::min(2 * atATime, RowMasks::most))
        if (!take(bytes + known * 64, std::min(atATime, size / 64 - known)))
            return known;
    std::array<char, 64> last{};
    std::memcpy(last.data(), bytes + known * 64, size % 64);
    take(last.data(), 1);
    return known;
}

} // namespace stevedore

#endif
