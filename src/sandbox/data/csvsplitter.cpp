// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/data/csvsplitter.h"

#include <QStringConverter>

#include <array>

namespace stevedore::sandbox {

CsvSplitter::CsvSplitter(std::string_view bytes) : m_bytes(bytes)
{
    if (m_bytes.starts_with("\xEF\xBB\xBF"))
        m_bytes.remove_prefix(3);
    detectDelimiter();
}

void CsvSplitter::detectDelimiter()
{
    constexpr std::string_view candidates = ",;:|";
    std::array<int, 4> counts{};
    bool quoted = false;
    for (const char c : m_bytes) {
        if (c == '"')
            quoted = !quoted;
        if (quoted)
            continue;
        if (c == '\n' || c == '\r')
            break;
        if (const auto which = candidates.find(c); which != std::string_view::npos)
            ++counts[which];
    }
    std::size_t best = 0;
    for (std::size_t i = 1; i < counts.size(); ++i)
        if (counts[i] > counts[best])
            best = i;
    m_delimiter = candidates[best];
}

void CsvSplitter::readQuoted(std::string& cell)
{
    ++m_at;
    while (m_at < m_bytes.size()) {
        const auto quote = m_bytes.find('"', m_at);
        if (quote == std::string_view::npos) {
            cell.append(m_bytes.substr(m_at));
            m_at = m_bytes.size();
            return;
        }
        cell.append(m_bytes.substr(m_at, quote - m_at));
        m_at = quote + 1;
        if (m_at >= m_bytes.size() || m_bytes[m_at] != '"')
            break;
        cell.push_back('"');
        ++m_at;
    }
    readPlain(cell); // whatever stands between the closing quote and the delimiter belongs to the value
}

void CsvSplitter::readPlain(std::string& cell)
{
    const std::size_t begin = m_at;
    while (m_at < m_bytes.size()) {
        const char c = m_bytes[m_at];
        if (c == m_delimiter || c == '\n' || c == '\r')
            break;
        ++m_at;
    }
    cell.append(m_bytes.substr(begin, m_at - begin));
}

bool CsvSplitter::atRecordEnd()
{
    if (m_at >= m_bytes.size())
        return true;
    const char c = m_bytes[m_at];
    if (c == '\r') {
        ++m_at;
        if (m_at < m_bytes.size() && m_bytes[m_at] == '\n')
            ++m_at;
        return true;
    }
    if (c == '\n') {
        ++m_at;
        return true;
    }
    return false;
}

bool CsvSplitter::next(std::vector<std::string>& cells)
{
    while (m_at < m_bytes.size() && (m_bytes[m_at] == '\n' || m_bytes[m_at] == '\r'))
        ++m_at;
    if (m_at >= m_bytes.size())
        return false;
    std::size_t count = 0;
    for (;;) {
        if (count == cells.size())
            cells.emplace_back();
        std::string& cell = cells[count++];
        cell.clear();
        if (m_at < m_bytes.size() && m_bytes[m_at] == '"')
            readQuoted(cell);
        else
            readPlain(cell);
        if (atRecordEnd())
            break;
        ++m_at; // the delimiter
    }
    cells.resize(count);
    return true;
}

void appendCell(std::string& line, std::string_view cell, char delimiter)
{
    const bool quote = cell.find_first_of("\"\r\n") != std::string_view::npos ||
                       cell.find(delimiter) != std::string_view::npos ||
                       (!cell.empty() && (cell.front() == ' ' || cell.back() == ' '));
    if (!quote) {
        line.append(cell);
        return;
    }
    line.push_back('"');
    for (const char c : cell) {
        if (c == '"')
            line.push_back('"');
        line.push_back(c);
    }
    line.push_back('"');
}

/// Latin-1 but for 0x80 to 0x9F.
static QString fromWindows1252(const QByteArray& bytes)
{
    static constexpr std::u16string_view high =
        u"\u20AC\uFFFD\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039"
        u"\u0152\uFFFD\u017D\uFFFD\uFFFD\u2018\u2019\u201C\u201D\u2022\u2013\u2014"
        u"\u02DC\u2122\u0161\u203A\u0153\uFFFD\u017E\u0178";
    QString text = QString::fromLatin1(bytes);
    for (QChar& c : text)
        if (c.unicode() >= 0x80 && c.unicode() <= 0x9F)
            c = QChar(high[c.unicode() - 0x80U]);
    return text;
}

QByteArray toUtf8(const QByteArray& bytes, const QString& encoding)
{
    const QString name = encoding.trimmed().toLower();
    if (name.isEmpty() || name == QStringLiteral("utf-8") || name == QStringLiteral("utf8"))
        return bytes;
    if (name == QStringLiteral("windows-1252") || name == QStringLiteral("cp1252"))
        return fromWindows1252(bytes).toUtf8();
    const auto known = QStringConverter::encodingForName(name.toLatin1().constData());
    if (!known)
        return bytes;
    QStringDecoder decoder(*known);
    return QString(decoder.decode(bytes)).toUtf8();
}

} // namespace stevedore::sandbox
