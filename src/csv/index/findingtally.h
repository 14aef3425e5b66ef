// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvfile.h"

#include <array>

namespace stevedore {

/// Adds up what is odd, issue by issue, with the first 1,000 rows of each. A row counts once an issue; rows come in
/// ascending order.
class FindingTally
{
public:
    void add(RowFlags flags, RowNumber row);
    void add(StructureFinding::Issue issue, RowNumber row);
    /// What was found in rows numbered from the one behind row `before` on. Row 0 is the header, of which nothing is
    /// told; a line end before row 1 counts as of row 1.
    void addBehind(RowCount before, const FindingTally& more);
    /// In the order of the issues; without those that did not occur.
    std::vector<StructureFinding> findings() const;

private:
    struct Counted
    {
        qint64 count = 0;
        qint64 last = -1; ///< the row that was counted last
        std::vector<RowNumber> rows;
    };
    static constexpr std::size_t mostRows = 1000;

    std::array<Counted, 9> m_issues{};
};

} // namespace stevedore
