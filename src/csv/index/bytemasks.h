// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

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

/// Of `blocks` times 64 bytes; `masks` has room for as many. Uses the best instruction set of the machine.
void findStructure(const char* bytes, std::size_t blocks, char delimiter, char quote, ByteMasks* masks);

/// The same of any number of bytes, all kinds in one: bit i % 64 of specials[i / 64] is byte i. Without a `quote`
/// ('\0') none is looked for.
void findSpecials(const char* bytes, std::size_t size, char delimiter, char quote,
                  std::vector<std::uint64_t>& specials);

/// Whether all of it is well-formed UTF-8 (RFC 3629), with no character broken off at either end. Uses the best
/// instruction set of the machine.
bool isWellFormedUtf8(const char* bytes, std::size_t size);

} // namespace stevedore
