// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/tokenizer.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace stevedore {

/// Where in the grammar a byte stands, by what the one before is. Ones are 1, but for `inside`.
struct RowState
{
    std::uint64_t inside = 0; ///< all ones in a quoted cell
    std::uint64_t afterSeparator = 0;
    std::uint64_t afterBreak = 1;
    std::uint64_t afterCarriageReturn = 0;
    std::uint64_t afterClosing = 0;
};

/// Where rows are in blocks of 64 bytes: a word for each block, in which bit i is byte i.
struct RowMasks
{
    static constexpr std::size_t most = 64;
    using Words = std::array<std::uint64_t, most>;
    Words separators;                      ///< delimiters between cells
    Words begins;                          ///< the first byte of a row
    Words ends;                            ///< the line end of one, of CRLF the first byte
    std::array<std::int64_t, most> before; ///< how many separators are in the blocks before
    std::int64_t inAll = 0;                ///< separators
    std::size_t count = 0;                 ///< of blocks
    std::uint64_t eventful = 0;            ///< bit i: rows begin or end in block i
};

/// Looks at up to `blocks` (at most RowMasks::most) times 64 bytes, and ends before a block that is not regular: one
/// with a quote in the middle of a cell, text behind a closing quote or a line end other than the `usual` one, if there
/// is one. Knows nothing of escapes and comments. Uses the best instruction set of the machine.
void findRows(const char* bytes, std::size_t blocks, const Grammar& grammar, std::optional<LineEnd> usual,
              RowState& state, RowMasks& masks);

/// Where cells end in text that begins with a row: bit i % 64 of ends[i / 64] is set if byte i is the delimiter or the
/// line end behind a cell. `ends` has room for size / 64 + 1; returns how many of them are known: those before the
/// first 64 bytes with a quote in the middle of a cell or text behind a closing quote. Knows nothing of escapes and
/// comments. Uses the best instruction set of the machine.
std::size_t findCellEnds(const char* bytes, std::size_t size, const Grammar& grammar, std::uint64_t* ends);

} // namespace stevedore
