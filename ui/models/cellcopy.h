// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sourcemodel.h"

namespace stevedore::ui {

/// Which cells go to the clipboard.
struct CellChoice
{
    std::vector<RowNumber> rows; ///< ascending
    std::vector<int> columns;    ///< ascending
    bool withNames = false;      ///< the columns' names first
};

/// As spreadsheets paste it: cells divided by tabs, rows by line breaks, a cell that holds either, or a quote, in
/// quotes. Reads the disk: for a pool thread. Fixes are `fixed`, row by row, of the same shape as what is read; an
/// unset one leaves what the file says.
Result<QString> cellsAsText(const CsvFile& file, const CellChoice& choice,
                            const std::vector<std::vector<std::optional<QString>>>& fixed);

} // namespace stevedore::ui
