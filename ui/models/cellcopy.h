// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvfile.h"
#include "mapping/fixes.h"

#include <functional>
#include <memory>
#include <vector>

namespace stevedore::ui {

/// Which cells go to the clipboard.
struct CellChoice
{
    std::vector<RowNumber> rows; ///< ascending
    std::vector<int> columns;    ///< ascending
    bool withNames = false;      ///< the columns' names first
};

/// One line as spreadsheets paste it: cells divided by tabs, a line break at the end; a cell that holds either, or
/// begins with a quote, in quotes.
QString clipboardLine(const QStringList& cells);

/// The cells of such lines, as spreadsheets and this program copy them. Lines may have different numbers of cells.
QList<QStringList> clipboardCells(const QString& text);

/// Cells of a file as such lines. Fixes are laid over the file. Reads the disk: for a pool thread.
Result<QString> cellsAsText(const CsvFile& file, const CellChoice& choice, const Fixes& fixes);

/// Puts them on the clipboard, read on the pool, and tells how many, or what went wrong, unless `context` is gone.
void copyCells(QObject* context, const std::shared_ptr<const CsvFile>& file, const CellChoice& choice,
               const Fixes& fixes, const std::function<void(const QString& sentence)>& told);

} // namespace stevedore::ui
