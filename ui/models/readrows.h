// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvfile.h"

#include <vector>

namespace stevedore::ui {

/// Rows of these numbers, ascending, as far as the file has them. Reads the disk: for a pool thread.
Result<std::vector<CsvFile::Row>> readRows(const CsvFile& file, const std::vector<RowNumber>& numbers);

} // namespace stevedore::ui
