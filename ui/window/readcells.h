// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvfile.h"
#include "models/repair.h"

namespace stevedore::ui {

/// The present values of one column in some rows (ascending), fixes included. Reads the disk: for a pool thread.
CellValues readCells(const std::shared_ptr<const CsvFile>& file, const std::vector<RowNumber>& rows, int column,
                     const Fixes& fixes, const CancelFlag& cancel);

} // namespace stevedore::ui
