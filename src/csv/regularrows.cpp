// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/regularrows.h"

#include "csv/index/rowmasks.h"

#include <bit>
#include <cstring>

namespace stevedore {

const char* RegularRows::read(const char* p, const char* end)
{
    while (p != end && (*p == '\n' || *p == '\r'))
        ++p;
    if (p == end || !moveTo(p, end))
        return nullptr;
    m_used = 0;
    const std::string_view* const last = &m_cells.back();
    for (std::string_view& cell : m_cells) {
        const char* const to = nextEnd();
        if (!to || (*to == m_grammar.delimiter) == (&cell == last))
            return nullptr;
        cell = textOf(p, to);
        p = to + 1;
    }
    return p;
}

void RegularRows::find(const char* p, const char* end)
{
    const auto size = std::size_t(end - p);
    if (m_ends.size() < size / 64 + 1)
        m_ends.resize(size / 64 + 1);
    m_known = findCellEnds(p, size, m_grammar, m_ends.data());
    m_begin = p;
    m_end = end;
}

/// False if nothing is known there.
bool RegularRows::moveTo(const char* p, const char* end)
{
    if (m_known == 0 || std::size_t(p - m_begin) / 64 >= m_known)
        find(p, end);
    const auto at = std::size_t(p - m_begin);
    m_word = at / 64;
    m_rest = m_word < m_known ? m_ends[m_word] & ~std::uint64_t{0} << at % 64 : 0;
    return m_known > 0;
}

/// nullptr if it is not known.
const char* RegularRows::nextEnd()
{
    while (m_rest == 0) {
        if (++m_word >= m_known)
            return nullptr;
        m_rest = m_ends[m_word];
    }
    const char* const to = m_begin + m_word * 64 + std::countr_zero(m_rest);
    m_rest &= m_rest - 1;
    return to;
}

std::string_view RegularRows::textOf(const char* from, const char* to)
{
    const bool quoted = from != to && *from == m_grammar.quote && m_grammar.quote != '\0';
    if (quoted) {
        ++from;
        --to;
    }
    const auto size = std::size_t(to - from);
    const bool doubled = quoted && std::memchr(from, m_grammar.quote, size) != nullptr;
    return doubled || m_table ? copied(from, to, doubled) : std::string_view(from, size);
}

/// `doubled`: two quotes stand for one.
std::string_view RegularRows::copied(const char* from, const char* to, bool doubled)
{
    // The text of a row must not move, so there is room for all that may follow. Decoding may write 8 bytes more.
    const std::size_t most = std::size_t(m_end - from) * (m_table ? 3 : 1) + 8;
    if (m_used == 0 && m_text.size() < most)
        m_text.resize(most);
    const std::size_t begin = m_used;
    while (doubled) {
        const void* const quote = std::memchr(from, m_grammar.quote, std::size_t(to - from));
        if (!quote)
            break;
        const char* const behind = static_cast<const char*>(quote) + 1;
        append(from, behind);
        from = behind + 1;
    }
    append(from, to);
    return {m_text.data() + begin, m_used - begin};
}

void RegularRows::append(const char* from, const char* to)
{
    char* const out = m_text.data() + m_used;
    if (m_table) {
        m_used += std::size_t(m_table->decode(from, to, out) - out);
    } else {
        std::memcpy(out, from, std::size_t(to - from));
        m_used += std::size_t(to - from);
    }
}

} // namespace stevedore
