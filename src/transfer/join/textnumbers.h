// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/hash.h"

#include <bit>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stevedore {

/// Numbers texts in the order in which they are met first, from 0. All of them lie in one piece of memory: a node for
/// each would take most of the time of joining.
class TextNumbers
{
public:
    /// For at most so many different texts, of about so many bytes in all.
    TextNumbers(std::size_t most, std::size_t bytes) : m_slots(std::bit_ceil(most * 2 + 2), none)
    {
        m_ends.reserve(most);
        m_bytes.reserve(bytes);
    }

    /// The text's number, and whether it is new.
    std::pair<int, bool> of(std::string_view text)
    {
        const std::size_t mask = m_slots.size() - 1;
        std::size_t at = hashBytes(text) & mask;
        while (m_slots[at] != none && this->text(m_slots[at]) != text)
            at = (at + 1) & mask;
        if (m_slots[at] != none)
            return {m_slots[at], false};
        m_slots[at] = int(m_ends.size());
        m_bytes += text;
        m_ends.push_back(m_bytes.size());
        return {m_slots[at], true};
    }

    /// Valid until the next new text comes.
    std::string_view text(int number) const
    {
        const auto i = std::size_t(number);
        const std::size_t begin = i == 0 ? 0 : m_ends[i - 1];
        return std::string_view(m_bytes).substr(begin, m_ends[i] - begin);
    }

private:
    static constexpr int none = -1;

    std::vector<int> m_slots; ///< at least half of them are free
    std::string m_bytes;
    std::vector<std::size_t> m_ends;
};

} // namespace stevedore
