// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/repair.h"

namespace stevedore::ui {

/// The ways to map a column that may mend these values, none of which the mapping may not have; whether they do, and
/// how many rows, is for the caller to count. In no order.
QList<Repair> remappings(Reason reason, const ColumnMapping& column, const CellValues& values, const Mapping& mapping,
                         const ModuleMeta& meta);

/// What a change of the conversion does, in a few words: "Read the dates as dd.MM.yyyy".
QString remappingText(const Remapping& remapping);

} // namespace stevedore::ui
