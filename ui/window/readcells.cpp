// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/readcells.h"

namespace stevedore::ui {

CellValues readCells(const std::shared_ptr<const CsvFile>& file, const std::vector<RowNumber>& rows, int column,
                     const Fixes& fixes, const CancelFlag& cancel)
{
    CellValues values;
    if (rows.empty() || column < 0)
        return values;
    values.reserve(rows.size());
    RowReader reader(file, rows.front());
    for (const RowNumber row : rows) {
        if (cancel)
            return {};
        if (const QString* fixed = fixes.value(row, column)) {
            values.push_back({row, column, *fixed});
            continue;
        }
        reader.seek(row);
        const RowView* const view = reader.next();
        if (!view || view->number != row || std::size_t(column) >= view->cells.size())
            continue;
        const std::string_view cell = view->cells[std::size_t(column)];
        values.push_back({row, column, QString::fromUtf8(cell.data(), qsizetype(cell.size()))});
    }
    return values;
}

} // namespace stevedore::ui
