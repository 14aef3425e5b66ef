// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <QFlags>

#include <string_view>
#include <vector>

namespace stevedore {

/// What is odd about the shape of one row.
enum class RowFlag : unsigned {
    TooFewCells = 1,   ///< the missing cells read as empty
    TooManyCells = 2,  ///< cells beyond the header's last column, at least one of them not empty
    UnclosedQuote = 4, ///< a quote opened in this row is never closed: the row swallows the rest of the file
    InvalidBytes = 8,  ///< bytes that the encoding does not know; they read as U+FFFD
    NulByte = 16,      ///< holds a zero byte
    BareQuote = 32,    ///< a quote in the middle of an unquoted cell, or text after a closing quote; kept as it stands
};
Q_DECLARE_FLAGS(RowFlags, RowFlag)
Q_DECLARE_OPERATORS_FOR_FLAGS(RowFlags)

/// One data row, valid until the reader moves on. Cells are UTF-8, unquoted, in file order; at least as many as the
/// file has columns (missing ones are empty), more if the row has more.
struct RowView
{
    RowNumber number;
    std::vector<std::string_view> cells;
    RowFlags flags;
    int cellsInFile = 0; ///< how many the row really has
};

} // namespace stevedore
