// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/mapping.h"

namespace stevedore {

/// Where the column of this name stands, or -1. Blanks and case change from export to export; they do not make another
/// column, unless there is one of exactly the name.
qsizetype findColumn(const QStringList& columns, const QString& header);

/// Columns of these names, none of which feeds a field.
std::vector<ColumnMapping> leftOutColumns(const QStringList& columns);

} // namespace stevedore
