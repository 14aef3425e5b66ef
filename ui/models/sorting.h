// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace stevedore::ui {

/// By what rows are sorted.
struct Sorting
{
    static constexpr int byRow = -1;
    static constexpr int byState = -2; ///< whether they are ready
    int column = byRow;                ///< of the file, or one of these
    bool descending = false;
    bool operator==(const Sorting&) const = default;
};

} // namespace stevedore::ui
