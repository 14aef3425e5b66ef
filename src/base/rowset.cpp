// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/rowset.h"

#include <algorithm>
#include <charconv>

namespace stevedore {

RowSet::RowSet(const std::vector<RowNumber>& rows)
{
    for (const RowNumber row : rows)
        append(row);
}

void RowSet::append(RowNumber row)
{
    if (!m_ranges.empty() && m_ranges.back().second.value + 1 == row.value)
        m_ranges.back().second = row;
    else
        m_ranges.emplace_back(row, row);
}

RowCount RowSet::count() const
{
    qint64 count = 0;
    for (const auto& [from, to] : m_ranges)
        count += to.value - from.value + 1;
    return RowCount(count);
}

bool RowSet::contains(RowNumber row) const
{
    const auto behind = std::upper_bound(m_ranges.begin(), m_ranges.end(), row,
                                         [](RowNumber r, const auto& range) { return r < range.first; });
    return behind != m_ranges.begin() && row <= std::prev(behind)->second;
}

std::vector<RowNumber> RowSet::rows() const
{
    std::vector<RowNumber> out;
    out.reserve(size_t(count().value));
    for (const auto& [from, to] : m_ranges) {
        for (RowNumber row = from; row <= to; ++row)
            out.push_back(row);
    }
    return out;
}

QByteArray RowSet::encoded() const
{
    QByteArray out;
    for (const auto& [from, to] : m_ranges) {
        if (!out.isEmpty())
            out += ',';
        out += QByteArray::number(from.value);
        if (from != to)
            out += '-' + QByteArray::number(to.value);
    }
    return out;
}

std::optional<RowSet> RowSet::decoded(QByteArrayView text)
{
    RowSet out;
    const char* at = text.data();
    const char* const end = at + text.size();
    const auto number = [&](qint64& value) {
        const auto [next, error] = std::from_chars(at, end, value);
        at = next;
        return error == std::errc{};
    };
    while (at != end) {
        qint64 from = 0;
        if (!number(from))
            return std::nullopt;
        qint64 to = from;
        if (at != end && *at == '-') {
            ++at;
            if (!number(to))
                return std::nullopt;
        }
        const bool ascending = out.m_ranges.empty() || out.m_ranges.back().second.value < from;
        if (from < 1 || to < from || !ascending)
            return std::nullopt;
        out.m_ranges.emplace_back(RowNumber(from), RowNumber(to));
        if (at != end && (*at != ',' || ++at == end))
            return std::nullopt;
    }
    return out;
}

} // namespace stevedore
