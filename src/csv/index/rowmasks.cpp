// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/index/rowmasks.h"

#include <bit>
#include <cstring>
#include <optional>

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

/// Bit i is the parity of the bits up to i: from an odd one on, up to before the next one, all are set.
inline std::uint64_t parities(std::uint64_t bits)
{
#if HWY_TARGET <= HWY_SSE4 && !defined(HWY_DISABLE_PCLMUL_AES)
    // A product without carries by ones everywhere adds up, for each bit, all those below it.
    const hn::Full128<std::uint64_t> d;
    return hn::GetLane(hn::CLMulLower(hn::Set(d, bits), hn::Set(d, ~std::uint64_t{0})));
#else
    for (int shift = 1; shift < 64; shift *= 2)
        bits ^= bits << shift;
    return bits;
#endif
}

/// Without a `usual` one any line end will do.
inline std::uint64_t irregularBreaks(std::optional<LineEnd> usual, std::uint64_t lineFeeds,
                                     std::uint64_t carriageReturns, std::uint64_t afterCarriageReturn)
{
    if (!usual)
        return 0;
    switch (*usual) {
    case LineEnd::Lf:
        return carriageReturns | afterCarriageReturn;
    case LineEnd::CrLf:
        return lineFeeds ^ (carriageReturns << 1 | afterCarriageReturn);
    case LineEnd::Cr:
        break;
    }
    return lineFeeds;
}

inline std::uint64_t quotableBits(const Grammar& grammar)
{
    return grammar.quote == '\0' ? 0 : ~std::uint64_t{0};
}

/// False if something here is not regular; then nothing has changed.
inline bool takeBlock(const ByteMasks& found, std::uint64_t quotable, std::optional<LineEnd> usual, RowState& state,
                      RowMasks::Block& block)
{
    const std::uint64_t quotes = found.quote & quotable;
    const std::uint64_t inside = parities(quotes) ^ state.inside;
    const std::uint64_t separators = found.delimiter & ~inside;
    const std::uint64_t lineFeeds = found.lineFeed & ~inside;
    const std::uint64_t carriageReturns = found.carriageReturn & ~inside;
    const std::uint64_t breaks = lineFeeds | carriageReturns;
    const std::uint64_t afterBreak = breaks << 1 | state.afterBreak;
    const std::uint64_t closing = quotes & ~inside;
    const std::uint64_t afterClosing = closing << 1 | state.afterClosing;
    const std::uint64_t cellBegins = separators << 1 | state.afterSeparator | afterBreak;
    const std::uint64_t irregular = (quotes & inside & ~(cellBegins | afterClosing)) |
                                    (afterClosing & ~(quotes | separators | breaks)) |
                                    irregularBreaks(usual, lineFeeds, carriageReturns, state.afterCarriageReturn);
    if (irregular != 0)
        return false;
    block.separators = separators;
    block.begins = afterBreak & ~breaks;
    block.ends = breaks & ~afterBreak;
    state = {inside >> 63 != 0 ? ~std::uint64_t{0} : 0, separators >> 63, breaks >> 63, carriageReturns >> 63,
             closing >> 63};
    return true;
}

void findRows(const char* bytes, std::size_t blocks, const Grammar& grammar, LineEnd usual, RowState& state,
              RowMasks& masks)
{
    const Structure structure(grammar.delimiter, grammar.quote);
    const std::uint64_t quotable = quotableBits(grammar);
    RowState now = state;
    std::uint64_t eventful = 0;
    std::int64_t separators = 0;
    std::size_t i = 0;
    for (; i < blocks; ++i) {
        RowMasks::Block& block = masks.blocks[i];
        if (!takeBlock(structure.at(unsignedBytes(bytes) + i * 64), quotable, usual, now, block)) [[unlikely]]
            break;
        block.before = separators;
        separators += std::popcount(block.separators);
        eventful |= std::uint64_t{(block.begins | block.ends) != 0 ? 1U : 0U} << i;
    }
    state = now;
    masks.count = i;
    masks.eventful = eventful;
    masks.separators = separators;
}

std::size_t findCellEnds(const char* bytes, std::size_t size, const Grammar& grammar, std::uint64_t* ends)
{
    const Structure structure(grammar.delimiter, grammar.quote);
    const std::uint64_t quotable = quotableBits(grammar);
    RowState state;
    RowMasks::Block block{};
    const auto take = [&](const std::uint8_t* p, std::size_t i) {
        const bool regular = takeBlock(structure.at(p), quotable, {}, state, block);
        ends[i] = block.separators | block.ends;
        return regular;
    };
    const std::uint8_t* const p = unsignedBytes(bytes);
    std::size_t i = 0;
    for (; (i + 1) * 64 <= size; ++i)
        if (!take(p + i * 64, i)) [[unlikely]]
            return i;
    std::uint8_t last[64] = {};
    std::memcpy(last, p + i * 64, size - i * 64);
    return take(last, i) ? i + 1 : i;
}

} // namespace stevedore::HWY_NAMESPACE

HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace stevedore {

HWY_EXPORT(findRows);
HWY_EXPORT(findCellEnds);

void findRows(const char* bytes, std::size_t blocks, const Grammar& grammar, LineEnd usual, RowState& state,
              RowMasks& masks)
{
    HWY_DYNAMIC_DISPATCH(findRows)(bytes, blocks, grammar, usual, state, masks);
}

std::size_t findCellEnds(const char* bytes, std::size_t size, const Grammar& grammar, std::uint64_t* ends)
{
    return HWY_DYNAMIC_DISPATCH(findCellEnds)(bytes, size, grammar, ends);
}

} // namespace stevedore

#endif
