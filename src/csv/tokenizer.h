// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    Tokenizer(char delimiter, char quote) : m_delimiter(delimiter), m_quote(quote)
    {
        m_special[static_cast<unsigned char>(delimiter)] = true;
        m_special[static_cast<unsigned char>('\n')] = true;
        m_special[static_cast<unsigned char>('\r')] = true;
        if (quote != '\0')
            m_special[static_cast<unsigned char>(quote)] = true;
    }

    /// Reads on; returns where it stopped: `end`, or behind the row for which the sink said stop.
    template <typename Sink>
    const char* feed(const char* p, const char* end, Sink& sink)
    {
        return feed(p, end, sink, [this](const char* from, const char* to) {
            while (from != to && !m_special[static_cast<unsigned char>(*from)])
                ++from;
            return from;
        });
    }
    /// The same with somebody else's knowledge of where the next delimiter, quote or line end is, `to` if none is
    /// before: nextSpecial(from, to).
    template <typename Sink, typename NextSpecial>
    const char* feed(const char* p, const char* end, Sink& sink, const NextSpecial& nextSpecial);

    /// The file ends here.
    template <typename Sink>
    void finish(Sink& sink);

    /// Where in the grammar it stands.
    enum class State : unsigned char { RowStart, AfterCr, CellStart, Bare, Quoted, QuoteSeen };
    State state() const { return m_state; }
    void setState(State state) { m_state = state; }

private:
    bool isQuote(char c) const { return c == m_quote && m_quote != '\0'; }
    template <typename Sink>
    const char* rowStart(const char* p, Sink& sink);
    template <typename Sink, typename NextSpecial>
    const char* bare(const char* p, const char* end, Sink& sink, const NextSpecial& nextSpecial, bool& stop);
    template <typename Sink>
    const char* quoted(const char* p, const char* end, Sink& sink);
    template <typename Sink>
    const char* quoteSeen(const char* p, Sink& sink);

    char m_delimiter;
    char m_quote;
    State m_state = State::RowStart;
    std::array<bool, 256> m_special{};
};

template <typename Sink, typename NextSpecial>
const char* Tokenizer::feed(const char* p, const char* end, Sink& sink, const NextSpecial& nextSpecial)
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
            p = bare(p, end, sink, nextSpecial, stop);
            break;
        case State::Quoted:
            p = quoted(p, end, sink);
            break;
        case State::QuoteSeen:
            p = quoteSeen(p, sink);
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
    sink.beginRow(p);
    m_state = State::CellStart;
    return p;
}

template <typename Sink, typename NextSpecial>
const char* Tokenizer::bare(const char* p, const char* end, Sink& sink, const NextSpecial& nextSpecial, bool& stop)
{
    const char* const from = p;
    p = nextSpecial(p, end);
    if (p != from)
        sink.text(from, p);
    if (p == end)
        return p;
    if (*p == m_delimiter) {
        sink.endCell();
        m_state = State::CellStart;
        return p + 1;
    }
    if (isQuote(*p)) {
        sink.bareQuote();
        sink.text(p, p + 1);
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
    const void* const found = std::memchr(p, m_quote, static_cast<std::size_t>(end - p));
    const char* const to = found ? static_cast<const char*>(found) : end;
    if (to != p)
        sink.text(p, to);
    if (to == end)
        return end;
    m_state = State::QuoteSeen;
    return to + 1;
}

template <typename Sink>
const char* Tokenizer::quoteSeen(const char* p, Sink& sink)
{
    if (*p == m_quote) {
        sink.text(p, p + 1);
        m_state = State::Quoted;
        return p + 1;
    }
    // Text behind a closing quote belongs to the cell, and the next line break ends the row all the same.
    if (*p != m_delimiter && *p != '\n' && *p != '\r')
        sink.bareQuote();
    m_state = State::Bare;
    return p;
}

template <typename Sink>
void Tokenizer::finish(Sink& sink)
{
    const State last = m_state;
    m_state = State::RowStart;
    if (last == State::AfterCr)
        sink.lineEnd(LineEnd::Cr);
    if (last == State::RowStart || last == State::AfterCr)
        return;
    if (last == State::Quoted)
        sink.unclosedQuote();
    sink.endCell();
    sink.endRow(nullptr);
}

} // namespace stevedore
