// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/condition/condition.h"

namespace stevedore {

bool Condition::operator==(const Condition& other) const = default;

} // namespace stevedore
