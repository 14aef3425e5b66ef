// SPDX-License-Identifier: GPL-3.0-or-later
// What a condition means, as plainly as can be: without JSON, without SQL.
#pragma once

#include "crm/condition/condition.h"
#include "flow/equipmentrows.h"

namespace stevedore::test {

/// Whether it is true of the row. Where the documentation is silent, as the local CRM reads it: the letters of English
/// in any case, several values joined by semicolons, and "not" being true of empty fields.
bool holds(const Condition& condition, const EquipmentRows::Row& row, const EquipmentRows& rows, const QDateTime& now);

} // namespace stevedore::test
