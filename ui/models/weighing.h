// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvfile.h"
#include "models/repair.h"

namespace stevedore::ui {

/// Another conversion concerns every row of the column, not only those that want mending: counts the others that it
/// would change, and keeps of the offers only those that mend more rows than they change; of conversions that mend the
/// same column, the best two. Reads the whole file once if there is anything to count: for a pool thread.
QList<Repair> weighed(QList<Repair> offers, const std::shared_ptr<const CsvFile>& file, const Fixes& fixes,
                      const Mapping& mapping, const CancelFlag& cancel);

} // namespace stevedore::ui
