// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/encoding.h"
#include "csv/grammar.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stevedore {

/// Reads rows that are as nearly all are: complete in a block of bytes, with as many cells as there are columns and no
/// quote where none belongs. Far faster than the Tokenizer, which has to read all others.
class RegularRows
{
public:
    /// `table` belongs to the caller; nullptr for UTF-8. The grammar has neither escapes nor comments.
    RegularRows(const Grammar& grammar, int columns, const ByteTable* table)
        : m_grammar(grammar), m_table(table), m_cells(std::size_t(columns))
    {
    }

    /// The bytes that were read from so far have changed.
    void forget() { m_known = 0; }
    /// Reads the row at `p`, or behind the blank lines there; no row is begun before. Returns where the bytes behind it
    /// begin: behind the first byte of its line end. nullptr if that row is not regular, and for some behind such rows.
    const char* take(const char* p, const char* end)
    {
        if (m_passed < m_toPass) {
            ++m_passed;
            return nullptr;
        }
        const char* const behind = read(p, end);
        m_passed = 0;
        m_toPass = behind ? 0 : std::min(2 * m_toPass + 1, 31);
        return behind;
    }
    /// Of the row last taken; valid while the bytes stay and no other is taken.
    const std::vector<std::string_view>& cells() const { return m_cells; }

private:
    const char* read(const char* p, const char* end);
    void find(const char* p, const char* end);
    bool moveTo(const char* p, const char* end);
    const char* nextEnd();
    std::string_view textOf(const char* from, const char* to);
    std::string_view copied(const char* from, const char* to, bool doubled);
    void append(const char* from, const char* to);

    Grammar m_grammar;
    const ByteTable* m_table;
    std::vector<std::string_view> m_cells;
    std::vector<std::uint64_t> m_ends; ///< see findCellEnds()
    std::size_t m_known = 0;           ///< of m_ends
    const char* m_begin = nullptr;     ///< where they begin
    const char* m_end = nullptr;       ///< behind the bytes
    std::size_t m_word = 0;            ///< which of them is looked at
    std::uint64_t m_rest = 0;          ///< what of it was not yet met
    // Where rows are not regular others are not, and looking at them is in vain: more and more are passed by.
    int m_toPass = 0;
    int m_passed = 0;
    std::string m_text;     ///< cells that do not stand in the file as they are
    std::size_t m_used = 0; ///< of m_text
};

} // namespace stevedore
