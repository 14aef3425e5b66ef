// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/grammar.h"

#include <array>
#include <cstring>

namespace stevedore {

/// The line ends that end rows.
enum class LineEnd : unsigned char { Lf, CrLf, Cr };

/// The grammar of the file, in one place: the index and the readers differ only in what they do with what it finds.
/// It is fed blocks of any size, and keeps a state and nothing else between them, so no row has to fit anywhere.
///
/// A Sink has: void beginRow(const char* first), void text(const char* from, const char* to), void bareQuote(),
/// void unclosedQuote(), void endCell(), bool endRow(const char* behind) (true stops feed() there) and
/// void lineEnd(LineEnd), which for CR and CRLF comes after endRow() of the row that it ended.
class Tokenizer
{
public:
    explicit Tokenizer(const Grammar& grammar) : m_grammar(grammar)
    {
        m_special[static_cast<unsigned char>(grammar.delimiter)] = true;
        m_special[static_cast<unsigned char>('\n')] = true;
        m_special[static_cast<unsigned char>('\r')] = true;
        for (const char c : {grammar.quote, grammar.escape})
            if (c != '\0')
                m_special[static_cast<unsigned char>(c)] = true;
    }

    /// Reads on; returns where it stopped: `end`, or behind the row for which the sink said stop.
    template <typename Sink>
    const char* feed(const char* p, const char* end, Sink& sink);

    /// The file ends here.
    template <typename Sink>
    void finish(Sink& sink);

    /// Where in the grammar it stands.
    enum class State : unsigned char {
        RowStart,
        AfterCr,
        CellStart,
        Bare,
        Quoted,
        QuoteSeen,
        Comment,
        EscapedBare,   ///< behind an escape
        EscapedQuoted, ///< the same in a quoted cell
        EscapedCr,     ///< behind a carriage return that was escaped: a line feed belongs to it
    };
    State state() const { return m_state; }
    void setState(State state) { m_state = state; }

private:
    bool isQuote(char c) const { return c == m_grammar.quote && c != '\0'; }
    bool isEscape(char c) const { return c == m_grammar.escape && c != '\0'; }
    bool isComment(char c) const { return c == m_grammar.comment && c != '\0'; }
    template <typename Sink>
    const char* rowStart(const char* p, Sink& sink);
    template <typename Sink>
    const char* bare(const char* p, const char* end, Sink& sink, bool& stop);
    template <typename Sink>
    const char* quoted(const char* p, const char* end, Sink& sink);
    const char* endOfQuoted(const char* p, const char* end) const;
    template <typename Sink>
    const char* quoteSeen(const char* p, Sink& sink);
    template <typename Sink>
    const char* comment(const char* p, const char* end, Sink& sink);
    template <typename Sink>
    const char* escaped(const char* p, Sink& sink);

    Grammar m_grammar;
    State m_state = State::RowStart;
    std::array<bool, 256> m_special{};
};

template <typename Sink>
const char* Tokenizer::feed(const char* p, const char* end, Sink& sink)
{
    bool stop = false;
    while (p != end && !stop) {
        switch (m_state) {
        case State::RowStart:
        case State::AfterCr:
            p = rowStart(p, sink);
            break;
        case State::CellStart:
            if (isQuote(*p)) {
                m_state = State::Quoted;
                ++p;
                break;
            }
            m_state = State::Bare;
            [[fallthrough]];
        case State::Bare:
            p = bare(p, end, sink, stop);
            break;
        case State::Quoted:
            p = quoted(p, end, sink);
            break;
        case State::QuoteSeen:
            p = quoteSeen(p, sink);
            break;
        case State::Comment:
            p = comment(p, end, sink);
            break;
        case State::EscapedBare:
        case State::EscapedQuoted:
            p = escaped(p, sink);
            break;
        case State::EscapedCr:
            if (*p == '\n') {
                sink.text(p, p + 1);
                ++p;
            }
            m_state = State::Bare;
            break;
        }
    }
    return p;
}

template <typename Sink>
const char* Tokenizer::rowStart(const char* p, Sink& sink)
{
    const bool afterCr = m_state == State::AfterCr;
    if (*p == '\n') {
        sink.lineEnd(afterCr ? LineEnd::CrLf : LineEnd::Lf);
        m_state = State::RowStart;
        return p + 1;
    }
    if (afterCr)
        sink.lineEnd(LineEnd::Cr);
    if (*p == '\r') {
        m_state = State::AfterCr;
        return p + 1;
    }
    if (isComment(*p)) {
        m_state = State::Comment;
        return p;
    }
    sink.beginRow(p);
    m_state = State::CellStart;
    return p;
}

template <typename Sink>
const char* Tokenizer::bare(const char* p, const char* end, Sink& sink, bool& stop)
{
    const char* const from = p;
    while (p != end && !m_special[static_cast<unsigned char>(*p)])
        ++p;
    if (p != from)
        sink.text(from, p);
    if (p == end)
        return p;
    if (*p == m_grammar.delimiter) {
        sink.endCell();
        m_state = State::CellStart;
        return p + 1;
    }
    if (isQuote(*p)) {
        sink.bareQuote();
        sink.text(p, p + 1);
        return p + 1;
    }
    if (isEscape(*p)) {
        m_state = State::EscapedBare;
        return p + 1;
    }
    const bool cr = *p == '\r';
    m_state = cr ? State::AfterCr : State::RowStart;
    if (!cr)
        sink.lineEnd(LineEnd::Lf);
    sink.endCell();
    stop = sink.endRow(p + 1);
    return p + 1;
}

template <typename Sink>
const char* Tokenizer::quoted(const char* p, const char* end, Sink& sink)
{
    const char* const to = endOfQuoted(p, end);
    if (to != p)
        sink.text(p, to);
    if (to == end)
        return end;
    m_state = isQuote(*to) ? State::QuoteSeen : State::EscapedQuoted;
    return to + 1;
}

inline const char* Tokenizer::endOfQuoted(const char* p, const char* end) const
{
    if (m_grammar.escape != '\0') {
        while (p != end && !isQuote(*p) && !isEscape(*p))
            ++p;
        return p;
    }
    const void* const found = std::memchr(p, m_grammar.quote, static_cast<std::size_t>(end - p));
    return found ? static_cast<const char*>(found) : end;
}

template <typename Sink>
const char* Tokenizer::quoteSeen(const char* p, Sink& sink)
{
    if (isQuote(*p)) {
        sink.text(p, p + 1);
        m_state = State::Quoted;
        return p + 1;
    }
    // Text behind a closing quote belongs to the cell, and the next line break ends the row all the same.
    if (*p != m_grammar.delimiter && *p != '\n' && *p != '\r')
        sink.bareQuote();
    m_state = State::Bare;
    return p;
}

template <typename Sink>
const char* Tokenizer::comment(const char* p, const char* end, Sink& sink)
{
    while (p != end && *p != '\n' && *p != '\r')
        ++p;
    if (p == end)
        return p;
    const bool cr = *p == '\r';
    m_state = cr ? State::AfterCr : State::RowStart;
    if (!cr)
        sink.lineEnd(LineEnd::Lf);
    return p + 1;
}

/// An escape before anything else is text, as in "C:\temp".
template <typename Sink>
const char* Tokenizer::escaped(const char* p, Sink& sink)
{
    const bool quoted = m_state == State::EscapedQuoted;
    const bool meant = m_special[static_cast<unsigned char>(*p)] || isComment(*p);
    if (meant)
        sink.text(p, p + 1);
    else
        sink.text(&m_grammar.escape, &m_grammar.escape + 1);
    m_state = quoted ? State::Quoted : meant && *p == '\r' ? State::EscapedCr : State::Bare;
    return meant ? p + 1 : p;
}

template <typename Sink>
void Tokenizer::finish(Sink& sink)
{
    const State last = m_state;
    m_state = State::RowStart;
    if (last == State::AfterCr)
        sink.lineEnd(LineEnd::Cr);
    if (last == State::RowStart || last == State::AfterCr || last == State::Comment)
        return;
    if (last == State::EscapedBare || last == State::EscapedQuoted)
        sink.text(&m_grammar.escape, &m_grammar.escape + 1);
    if (last == State::Quoted || last == State::EscapedQuoted)
        sink.unclosedQuote();
    sink.endCell();
    sink.endRow(nullptr);
}

} // namespace stevedore
