// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/index/findingtally.h"

namespace stevedore {

using Issue = StructureFinding::Issue;

void FindingTally::add(RowFlags flags, RowNumber row)
{
    static constexpr std::array<std::pair<RowFlag, Issue>, 6> issues{{
        {RowFlag::TooFewCells, Issue::TooFewCells},
        {RowFlag::TooManyCells, Issue::TooManyCells},
        {RowFlag::UnclosedQuote, Issue::UnclosedQuote},
        {RowFlag::InvalidBytes, Issue::InvalidBytes},
        {RowFlag::NulByte, Issue::NulByte},
        {RowFlag::BareQuote, Issue::BareQuote},
    }};
    for (const auto& [flag, issue] : issues) {
        if (flags.testFlag(flag))
            add(issue, row);
    }
}

void FindingTally::add(Issue issue, RowNumber row)
{
    Counted& counted = m_issues[std::size_t(issue)];
    if (counted.last == row.value)
        return;
    counted.last = row.value;
    ++counted.count;
    if (counted.rows.size() < mostRows)
        counted.rows.push_back(row);
}

void FindingTally::addBehind(RowCount before, const FindingTally& more)
{
    for (std::size_t i = 0; i < m_issues.size(); ++i) {
        const Counted& added = more.m_issues[i];
        if (added.count == 0)
            continue;
        Counted& counted = m_issues[i];
        const bool ofHeader = Issue(i) != Issue::MixedLineEnds && before.value + added.rows.front().value < 1;
        counted.count += added.count - (ofHeader ? 1 : 0);
        for (std::size_t row = ofHeader ? 1 : 0; row < added.rows.size(); ++row) {
            const qint64 number = std::max<qint64>(before.value + added.rows[row].value, 1);
            if (number == counted.last)
                --counted.count; // at a border: a row counts once
            else if (counted.rows.size() < mostRows)
                counted.rows.emplace_back(number);
            counted.last = number;
        }
        if (before.value + added.last >= 1)
            counted.last = before.value + added.last;
    }
}

std::vector<StructureFinding> FindingTally::findings() const
{
    std::vector<StructureFinding> result;
    for (std::size_t i = 0; i < m_issues.size(); ++i)
        if (const Counted& counted = m_issues[i]; counted.count > 0)
            result.push_back({Issue(i), RowCount(counted.count), counted.rows, {}, {}});
    return result;
}

} // namespace stevedore
