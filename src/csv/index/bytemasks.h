// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace stevedore {

/// Which of 64 bytes are what: bit i is byte i.
struct ByteMasks
{
    std::uint64_t quote = 0;
    std::uint64_t delimiter = 0;
    std::uint64_t lineFeed = 0;
    std::uint64_t carriageReturn = 0;

    bool operator==(const ByteMasks&) const = default;
};

/// Of `blocks` times 64 bytes; `masks` has room for as many. What findRows() begins with, apart so that every byte can
/// be tried on every instruction set. Uses the best instruction set of the machine.
void findStructure(const char* bytes, std::size_t blocks, char delimiter, char quote, ByteMasks* masks);

/// Whether all of it is well-formed UTF-8 (RFC 3629), with no character broken off at either end. Uses the best
/// instruction set of the machine.
bool isWellFormedUtf8(const char* bytes, std::size_t size);

} // namespace stevedore
