// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/data/csvsplitter.h"

#include <algorithm>
#include <array>
#include <utility>

namespace stevedore::sandbox {

CsvSplitter::CsvSplitter(Source source) : m_source(std::move(source))
{
    readMore();
    if (m_bytes.starts_with("\xEF\xBB\xBF"))
        m_at = 3;
    detectDelimiter();
}

CsvSplitter::CsvSplitter(std::string_view bytes)
    : CsvSplitter([bytes, done = false](std::string& more) mutable {
          more.append(done ? std::string_view() : bytes);
          return !std::exchange(done, true);
      })
{
}

void CsvSplitter::detectDelimiter()
{
    constexpr std::string_view candidates = ",;:|";
    std::array<int, 4> counts{};
    bool quoted = false;
    for (std::size_t i = m_at;; ++i) {
        while (i >= m_bytes.size() && m_bytes.size() <= longestRecord && readMore()) {
        }
        if (i >= m_bytes.size())
            break;
        const char c = m_bytes[i];
        if (c == '"')
            quoted = !quoted;
        if (quoted)
            continue;
        if ((c == '\n' || c == '\r') && i > m_at)
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

bool CsvSplitter::readMore()
{
    if (m_ended)
        return false;
    // As much again as there is, so that a record of many blocks is not begun anew for each of them.
    const std::size_t wanted = m_bytes.size() * 2;
    do {
        m_ended = !m_source(m_bytes);
    } while (!m_ended && m_bytes.size() < wanted);
    return true;
}

void CsvSplitter::readQuoted(std::string& cell)
{
    ++m_at;
    for (;;) {
        const auto quote = m_bytes.find('"', m_at);
        if (quote == std::string::npos) {
            cell.append(m_bytes, m_at);
            m_at = m_bytes.size();
            m_reachedEnd = true;
            return;
        }
        cell.append(m_bytes, m_at, quote - m_at);
        m_at = quote + 1;
        if (m_at >= m_bytes.size()) {
            m_reachedEnd = true;
            return;
        }
        if (m_bytes[m_at] != '"')
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
    cell.append(m_bytes, begin, m_at - begin);
    m_reachedEnd = m_reachedEnd || m_at >= m_bytes.size();
}

bool CsvSplitter::atRecordEnd()
{
    if (m_at >= m_bytes.size())
        return true;
    const char c = m_bytes[m_at];
    if (c == '\r') {
        ++m_at;
        m_reachedEnd = m_reachedEnd || m_at >= m_bytes.size(); // the other half may be still to come
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

void CsvSplitter::skipEmptyRecords()
{
    do {
        m_at = std::min(m_bytes.find_first_not_of("\r\n", m_at), m_bytes.size());
        if (m_at < m_bytes.size())
            return;
        m_bytes.clear();
        m_at = 0;
    } while (readMore());
}

bool CsvSplitter::readRecord(std::vector<std::string>& cells)
{
    m_reachedEnd = false;
    std::size_t count = 0;
    for (;;) {
        if (count == mostCells) {
            m_broken = true;
            break;
        }
        if (count == cells.size())
            cells.emplace_back();
        std::string& cell = cells[count++];
        cell.clear();
        if (m_at < m_bytes.size() && m_bytes[m_at] == '"')
            readQuoted(cell);
        else
            readPlain(cell);
        m_broken = cell.size() > longestCell;
        if (m_broken || atRecordEnd())
            break;
        ++m_at; // the delimiter
    }
    cells.resize(count);
    return !m_broken && (!m_reachedEnd || m_ended);
}

bool CsvSplitter::next(std::vector<std::string>& cells)
{
    skipEmptyRecords();
    if (m_broken || m_at >= m_bytes.size())
        return false;
    for (;;) {
        const std::size_t begin = m_at;
        if (readRecord(cells))
            return true;
        if (m_broken)
            return false;
        m_bytes.erase(0, begin);
        m_at = 0;
        if (m_bytes.size() > longestRecord) {
            m_broken = true;
            return false;
        }
        readMore();
    }
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

} // namespace stevedore::sandbox
