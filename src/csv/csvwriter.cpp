// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/csvwriter.h"

#include <algorithm>

namespace stevedore {

namespace {

bool needsQuotes(std::string_view text, char delimiter)
{
    if (text.empty())
        return false;
    if (text.front() == ' ' || text.back() == ' ' || text.front() == '\t' || text.back() == '\t')
        return true;
    return std::any_of(text.begin(), text.end(),
                       [delimiter](char c) { return c == delimiter || c == '"' || c == '\n' || c == '\r'; });
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
            m_out += "\"\"";
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

bool startsLikeFormula(QStringView text)
{
    return !text.isEmpty() && QStringView(u"=+-@\t\r").contains(text.front());
}

QString spreadsheetSafe(const QString& value)
{
    return startsLikeFormula(value) ? QLatin1Char('\'') + value : value;
}

} // namespace stevedore
