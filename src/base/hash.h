// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace stevedore {

/// The first `count` (at most 8) of the bytes as a number, the first one the lowest.
constexpr std::uint64_t littleEndian(std::string_view bytes, std::size_t count)
{
    std::uint64_t word = 0;
    for (std::size_t k = 0; k < count; ++k)
        word |= std::uint64_t(static_cast<unsigned char>(bytes[k])) << (8 * k);
    return word;
}

/// The same of eight bytes, in one load where the processor has it.
constexpr std::uint64_t littleEndian8(std::string_view bytes)
{
    if (std::is_constant_evaluated() || std::endian::native != std::endian::little)
        return littleEndian(bytes, 8);
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data(), sizeof word);
    return word;
}

/// littleEndian() of fewer than eight bytes, all of them, without a loop whose end would often be guessed wrong.
constexpr std::uint64_t littleEndianRest(std::string_view bytes)
{
    const std::size_t size = bytes.size();
    if (std::is_constant_evaluated() || std::endian::native != std::endian::little || size == 0)
        return littleEndian(bytes, size);
    const auto at = [bytes](std::size_t i) { return std::uint64_t(static_cast<unsigned char>(bytes[i])) << (8 * i); };
    if (size < 4)
        return at(0) | at(size / 2) | at(size - 1);
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::memcpy(&first, bytes.data(), sizeof first);
    std::memcpy(&last, bytes.data() + size - sizeof last, sizeof last);
    return first | std::uint64_t(last) << (8 * (size - sizeof last));
}

/// A 64-bit mix of the bytes, the same on every machine and in every run; not for security.
/// Two different values of a million collide with a probability of about 3 in 100 million, so a caller for whom a
/// collision would matter compares the values as well.
constexpr std::uint64_t hashBytes(std::string_view bytes, std::uint64_t seed = 0)
{
    constexpr std::uint64_t multiplier = 0x9E3779B97F4A7C15ULL;
    std::uint64_t h = seed ^ (bytes.size() * multiplier);
    std::size_t i = 0;
    for (; i + 8 <= bytes.size(); i += 8) {
        h = (h ^ littleEndian8(bytes.substr(i))) * multiplier;
        h ^= h >> 29;
    }
    const std::size_t rest = bytes.size() - i;
    std::uint64_t tail = 0;
    if (rest > 0 && i > 0)
        tail = littleEndian8(bytes.substr(bytes.size() - 8)) >> (8 * (8 - rest));
    else
        tail = littleEndianRest(bytes.substr(i));
    h = (h ^ tail) * 0xBF58476D1CE4E5B9ULL;
    h ^= h >> 32;
    h *= 0x94D049BB133111EBULL;
    return h ^ (h >> 29);
}

} // namespace stevedore
