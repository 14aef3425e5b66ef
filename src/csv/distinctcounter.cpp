// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/distinctcounter.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace stevedore {

DistinctCounter::DistinctCounter(std::size_t exactLimit) : m_limit(exactLimit), m_slots(64) {}

bool DistinctCounter::add(std::uint64_t hash)
{
    if (!isExact()) {
        note(hash);
        return false;
    }
    if (hash == 0) {
        const bool isNew = !m_zeroSeen;
        m_zeroSeen = true;
        return isNew;
    }
    const std::size_t mask = m_slots.size() - 1;
    std::size_t at = hash & mask;
    while (m_slots[at] != 0) {
        if (m_slots[at] == hash)
            return false;
        at = (at + 1) & mask;
    }
    if (m_used >= m_limit) {
        estimateFromNowOn();
        note(hash);
        return false;
    }
    m_slots[at] = hash;
    if (++m_used * 4 > m_slots.size() * 3)
        grow();
    return true;
}

void DistinctCounter::grow()
{
    std::vector<std::uint64_t> larger(m_slots.size() * 2);
    const std::size_t mask = larger.size() - 1;
    for (const std::uint64_t hash : m_slots) {
        if (hash == 0)
            continue;
        std::size_t at = hash & mask;
        while (larger[at] != 0)
            at = (at + 1) & mask;
        larger[at] = hash;
    }
    m_slots = std::move(larger);
}

void DistinctCounter::estimateFromNowOn()
{
    m_registers.resize(registerCount);
    for (const std::uint64_t hash : m_slots) {
        if (hash != 0)
            note(hash);
    }
    if (m_zeroSeen)
        note(0);
    m_slots = {};
}

void DistinctCounter::note(std::uint64_t hash)
{
    const std::size_t at = registerOf(hash);
    const std::uint64_t rest = (hash << registerBits) | (std::uint64_t(1) << (registerBits - 1));
    const auto rank = static_cast<std::uint8_t>(std::countl_zero(rest) + 1);
    m_registers[at] = std::max(m_registers[at], rank);
}

void DistinctCounter::add(const DistinctCounter& other)
{
    if (other.m_zeroSeen)
        add(0);
    for (const std::uint64_t hash : other.m_slots)
        if (hash != 0)
            add(hash);
    if (other.isExact())
        return;
    if (isExact())
        estimateFromNowOn();
    for (std::size_t i = 0; i < m_registers.size(); ++i)
        m_registers[i] = std::max(m_registers[i], other.m_registers[i]);
}

qint64 DistinctCounter::count() const
{
    if (isExact())
        return qint64(m_used) + (m_zeroSeen ? 1 : 0);
    double sum = 0;
    int free = 0;
    for (const std::uint8_t rank : m_registers) {
        sum += std::ldexp(1.0, -int(rank));
        free += rank == 0 ? 1 : 0;
    }
    const auto registers = double(registerCount);
    double estimate = (0.7213 / (1 + 1.079 / registers)) * registers * registers / sum;
    // Few values leave registers free, and those tell more.
    if (estimate < 2.5 * registers && free > 0)
        estimate = registers * std::log(registers / free);
    return std::max(qint64(std::llround(estimate)), qint64(m_limit) + 1);
}

} // namespace stevedore
