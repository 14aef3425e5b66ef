// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace stevedore {

/// Which characters divide the text of a source into rows and cells. All of them are ASCII.
struct Grammar
{
    char delimiter = ',';
    char quote = '"';    ///< doubled inside a quoted cell; '\0' means that nothing is quoted
    char escape = '\0';  ///< before a delimiter, quote, line break or itself: that character is text; '\0' if none does
    char comment = '\0'; ///< a line that begins with it is no row; '\0' if none does

    bool operator==(const Grammar&) const = default;
};

} // namespace stevedore
