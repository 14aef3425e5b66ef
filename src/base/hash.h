// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace stevedore {

/// A 64-bit mix of the bytes, the same on every machine and in every run; not for security.
/// Two different values of a million collide with a probability of about 3 in 100 million, so a caller for whom a
/// collision would matter compares the values as well.
constexpr std::uint64_t hashBytes(std::string_view bytes, std::uint64_t seed = 0)
{
    constexpr std::uint64_t multiplier = 0x9E3779B97F4A7C15ULL;
    std::uint64_t h = seed ^ (bytes.size() * multiplier);
    std::size_t i = 0;
    for (; i + 8 <= bytes.size(); i += 8) {
        std::uint64_t word = 0;
        for (std::size_t k = 0; k < 8; ++k)
            word |= std::uint64_t(static_cast<unsigned char>(bytes[i + k])) << (8 * k);
        h = (h ^ word) * multiplier;
        h ^= h >> 29;
    }
    std::uint64_t tail = 0;
    for (std::size_t k = 0; i + k < bytes.size(); ++k)
        tail |= std::uint64_t(static_cast<unsigned char>(bytes[i + k])) << (8 * k);
    h = (h ^ tail) * 0xBF58476D1CE4E5B9ULL;
    h ^= h >> 32;
    h *= 0x94D049BB133111EBULL;
    return h ^ (h >> 29);
}

} // namespace stevedore
