// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/tokenizer.h"

#include <array>
#include <cstddef>
#include <cstdint>

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

/// Where rows are in blocks of 64 bytes: bit i is byte i.
struct RowMasks
{
    static constexpr std::size_t most = 64;
    struct Block
    {
        std::uint64_t separators; ///< delimiters between cells
        std::uint64_t begins;     ///< the first byte of a row
        std::uint64_t ends;       ///< the line end of one, of CRLF the first byte
        std::int64_t before;      ///< separators in the blocks before
    };
    std::array<Block, most> blocks;
    std::size_t count = 0;       ///< of blocks
    std::uint64_t eventful = 0;  ///< bit i: rows begin or end in blocks[i]
    std::int64_t separators = 0; ///< in all
};

/// Looks at up to `blocks` (at most RowMasks::most) times 64 bytes, and ends before a block that is not regular: one
/// with a quote in the middle of a cell, text behind a closing quote or a line end other than `usual`. Knows nothing
/// of escapes and comments. Uses the best instruction set of the machine.
void findRows(const char* bytes, std::size_t blocks, const Grammar& grammar, LineEnd usual, RowState& state,
              RowMasks& masks);

/// Where cells end in text that begins with a row: bit i % 64 of ends[i / 64] is set if byte i is the delimiter or the
/// line end behind a cell. `ends` has room for size / 64 + 1; returns how many of them are known: those before the
/// first 64 bytes with a quote in the middle of a cell or text behind a closing quote. Knows nothing of escapes and
/// comments. Uses the best instruction set of the machine.
std::size_t findCellEnds(const char* bytes, std::size_t size, const Grammar& grammar, std::uint64_t* ends);

} // namespace stevedore
