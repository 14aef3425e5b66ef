// SPDX-License-Identifier: GPL-3.0-or-later
// For files that are compiled once for each instruction set (Highway): included anew each time.
#if defined(STEVEDORE_STRUCTURE_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef STEVEDORE_STRUCTURE_INL_H
#undef STEVEDORE_STRUCTURE_INL_H
#else
#define STEVEDORE_STRUCTURE_INL_H
#endif

#include "csv/index/bytemasks.h"

#include <cstring>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();

namespace stevedore::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Bytes = hn::CappedTag<std::uint8_t, 64>;
using Vector = hn::VFromD<Bytes>;

inline const std::uint8_t* unsignedBytes(const char* bytes)
{
    return reinterpret_cast<const std::uint8_t*>(bytes);
}

/// Finds what divides text, 64 bytes at a time.
class Structure
{
public:
    Structure(char delimiter, char quote)
        : m_delimiters(hn::Set(m_d, static_cast<std::uint8_t>(delimiter))),
          m_quotes(hn::Set(m_d, static_cast<std::uint8_t>(quote))),
          m_lineFeeds(hn::Set(m_d, static_cast<std::uint8_t>('\n'))),
          m_carriageReturns(hn::Set(m_d, static_cast<std::uint8_t>('\r')))
    {
    }

    ByteMasks at(const std::uint8_t* p) const
    {
        ByteMasks found;
        for (std::size_t at = 0; at < 64; at += hn::Lanes(m_d)) {
            const Vector v = hn::LoadU(m_d, p + at);
            addBits(v, m_quotes, at, found.quote);
            addBits(v, m_delimiters, at, found.delimiter);
            addBits(v, m_lineFeeds, at, found.lineFeed);
            addBits(v, m_carriageReturns, at, found.carriageReturn);
        }
        return found;
    }

private:
    /// Adds the bits of the bytes that are `wanted`, of one vector at byte `at` of its block.
    void addBits(Vector bytes, Vector wanted, std::size_t at, std::uint64_t& bits) const
    {
        alignas(8) std::uint8_t stored[8] = {};
        hn::StoreMaskBits(m_d, hn::Eq(bytes, wanted), stored);
        std::uint64_t found = 0;
        std::memcpy(&found, stored, sizeof found);
        bits |= found << at;
    }

    Bytes m_d;
    Vector m_delimiters;
    Vector m_quotes;
    Vector m_lineFeeds;
    Vector m_carriageReturns;
};

} // namespace stevedore::HWY_NAMESPACE

HWY_AFTER_NAMESPACE();

#endif
