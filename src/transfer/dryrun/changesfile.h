// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/dryrun/dryrun.h"

namespace stevedore {

/// Writes row, field, old, new and certain (true, or false where the two cannot be compared) as CSV, in which no cell
/// is a formula to a spreadsheet. Answers with the number of values. Use a pool thread where there is a window.
Result<qint64> writeChanges(const DryRun& dryRun, const QString& path, const CancelFlag& cancel);

} // namespace stevedore
