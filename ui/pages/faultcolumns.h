// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvfile.h"
#include "models/rowsetmodel.h"

namespace stevedore::ui {

/// The columns of a grid of rows with a fault: state first if wanted, then what tells who it is, then the cell at fault
/// with its preview, then all others in the order of the file. `fault` may be -1.
QList<RowSetModel::Column> faultColumns(const CsvFile* file, int fault, bool withState, bool withAfter);

} // namespace stevedore::ui
