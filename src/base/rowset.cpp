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
    append(row, row);
}

void RowSet::append(RowNumber from, RowNumber to)
{
    if (!m_ranges.empty() && m_ranges.back().second.value + 1 == from.value)
        m_ranges.back().second = to;
    else
        m_ranges.emplace_back(from, to);
}

RowSet RowSet::without(const std::vector<RowNumber>& rows) const
{
    RowSet out;
    auto skip = rows.begin();
    for (const auto& [from, to] : m_ranges) {
        RowNumber begin = from;
        skip = std::lower_bound(skip, rows.end(), begin);
        for (; skip != rows.end() && *skip <= to; ++skip) {
            if (begin < *skip)
                out.append(begin, RowNumber(skip->value - 1));
            begin = RowNumber(skip->value + 1);
        }
        if (begin <= to)
            out.append(begin, to);
    }
    return out;
}

RowSet RowSet::with(const std::vector<RowNumber>& rows) const
{
    RowSet out;
    auto added = rows.begin();
    const auto addUpTo = [&](RowNumber behind) {
        for (; added != rows.end() && *added < behind; ++added)
            out.append(*added);
    };
    for (const auto& [from, to] : m_ranges) {
        addUpTo(from);
        out.append(from, to);
        added = std::upper_bound(added, rows.end(), to);
    }
    for (; added != rows.end(); ++added)
        out.append(*added);
    return out;
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
