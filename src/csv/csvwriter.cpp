// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/csvwriter.h"

#include "base/hash.h"
#include "base/planted.h"

#include <algorithm>

namespace stevedore {

namespace {

constexpr std::uint64_t everyByte = 0x0101010101010101ULL;

/// Whether one of the eight bytes is `c`.
constexpr bool holds(std::uint64_t word, char c)
{
    const std::uint64_t same = word ^ (everyByte * static_cast<unsigned char>(c));
    return ((same - everyByte) & ~same & (everyByte << 7U)) != 0;
}

constexpr bool holdsOdd(std::uint64_t word, char delimiter)
{
    return holds(word, delimiter) || holds(word, '"') || holds(word, '\n') || holds(word, '\r');
}

/// Eight bytes at a time: every cell that is written comes by here.
bool needsQuotes(std::string_view text, char delimiter)
{
    if (text.empty())
        return false;
    if (text.front() == ' ' || text.back() == ' ' || text.front() == '\t' || text.back() == '\t')
        return true;
    for (; text.size() >= 8; text.remove_prefix(8))
        if (holdsOdd(littleEndian8(text), delimiter))
            return true;
    // The bytes that are missing to eight are zeros, which no delimiter is.
    return holdsOdd(littleEndianRest(text), delimiter);
}

} // namespace

void CsvWriter::cell(std::string_view utf8)
{
    if (m_cells++ > 0)
        m_out += m_delimiter;
    m_onlyEmpty = m_onlyEmpty && utf8.empty();
    if (!needsQuotes(utf8, m_delimiter)) {
        m_out += utf8;
        return;
    }
    m_out += '"';
    for (std::size_t from = 0; from < utf8.size();) {
        const std::size_t quote = std::min(utf8.find('"', from), utf8.size());
        m_out += utf8.substr(from, quote - from);
        if (quote < utf8.size())
            m_out += STEVEDORE_PLANTED_BUG("quotes-not-doubled") ? "\"" : "\"\"";
        from = quote + 1;
    }
    m_out += '"';
}

void CsvWriter::endRow()
{
    // An empty line would not be a row to those who read it.
    if (m_cells <= 1 && m_onlyEmpty)
        m_out += "\"\"";
    m_out += "\r\n";
    m_cells = 0;
    m_onlyEmpty = true;
}

void CsvWriter::row(const QStringList& cells)
{
    for (const QString& text : cells)
        cell(text);
    endRow();
}

namespace {

QStringView behindApostrophes(QStringView text)
{
    while (text.startsWith(u'\''))
        text = text.mid(1);
    return text;
}

} // namespace

bool startsLikeFormula(QStringView text)
{
    return !text.isEmpty() && QStringView(u"=+-@\t\r").contains(text.front());
}

QString spreadsheetSafe(const QString& value)
{
    return startsLikeFormula(behindApostrophes(value)) ? QLatin1Char('\'') + value : value;
}

QString withoutSafety(const QString& value)
{
    return value.startsWith(u'\'') && startsLikeFormula(behindApostrophes(value)) ? value.mid(1) : value;
}

} // namespace stevedore
