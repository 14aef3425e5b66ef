// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cstdint>
#include <vector>

namespace stevedore {

/// Counts different 64-bit hashes: exactly up to a limit, beyond it by an estimate that is good to about 1 %.
class DistinctCounter
{
public:
    explicit DistinctCounter(std::size_t exactLimit);

    /// True if the hash is certainly new; never true beyond the limit.
    bool add(std::uint64_t hash);
    /// As if the other's hashes had been added here.
    void add(const DistinctCounter& other);
    qint64 count() const;
    bool isExact() const { return m_registers.empty(); }

private:
    /// HyperLogLog with 2^14 registers: 16 KiB, a standard error of 0.8 %.
    static constexpr unsigned registerBits = 14;
    static constexpr std::size_t registerCount = std::size_t(1) << registerBits;
    static std::size_t registerOf(std::uint64_t hash) { return hash >> (64 - registerBits); }
    void grow();
    void estimateFromNowOn();
    void note(std::uint64_t hash);

    std::size_t m_limit;
    std::size_t m_used = 0;
    bool m_zeroSeen = false;            ///< 0 marks a free slot, so it is kept apart
    std::vector<std::uint64_t> m_slots; ///< open addressing, a power of two
    std::vector<std::uint8_t> m_registers;
};

} // namespace stevedore
