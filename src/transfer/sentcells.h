// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/spool.h"

namespace stevedore {

/// The values of one field as a packed part sent them, in the order of its rows. Fails with FailureKind::Usage if the
/// part has no such column. For a pool thread.
Result<QStringList> sentCells(const Spool& spool, const PartRecord& part, const QString& field);

} // namespace stevedore
