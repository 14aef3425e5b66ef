// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

namespace stevedore {

/// Who may belong to whom, when each of n rows belongs to exactly one of n outcomes.
struct Partners
{
    /// Rows and outcomes of the same part may have each other, those of different parts cannot in any way that gives
    /// every row an outcome. Parts are numbered from 0.
    std::vector<int> partOfRow;
    std::vector<int> partOfOutcome;
    int parts = 0;
};

/// `allowed[row]` are the outcomes that a row may have, from 0 to the number of rows. Nothing if no way gives each row
/// an outcome of its own. Time and memory grow with the number of allowed pairs, the time with its root as well.
std::optional<Partners> possiblePartners(const std::vector<std::vector<int>>& allowed);

} // namespace stevedore
