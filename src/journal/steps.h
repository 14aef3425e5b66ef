// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "journal/records.h"

#include <vector>

namespace stevedore {

class Database;

// Steps of a larger transaction, shared by the files of this folder. Each leaves committing to its caller.

Result<void> updatePartIn(Database& db, const PartRecord& part);
/// Takes the rows of a part of a later round: their fates move to the history and they cannot be planned twice. Fails
/// if one is taken already.
Result<void> leaseRowsIn(Database& db, const PartRecord& part);
/// Stores fates and keeps the counts right.
Result<void> settleRowsIn(Database& db, ImportId import, PartId part, const std::vector<OutcomeRecord>& outcomes);

} // namespace stevedore
