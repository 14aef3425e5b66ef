// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "crm/crmtypes.h"
#include "mapping/mapping.h"
#include "transfer/snapshot.h"

namespace stevedore {

/// What sending so many rows costs by both routes, and which one is cheaper among those that are possible; `mostRows`
/// in a job.
ResendPlan sendingPlan(RowCount rows, qint64 mostRows, const Mapping& mapping, const ModuleMeta& meta);
/// The same where it is known already why the Records API cannot do it; empty if it can.
ResendPlan sendingPlan(RowCount rows, qint64 mostRows, const QString& whyNotRecords);

/// The mapping by which rows of an import update the records that exist already, found by a unique field. Empty cells
/// change nothing, whatever the import's own updates would do: nobody was asked.
Mapping updatingBy(Mapping mapping, const QString& field);

} // namespace stevedore
