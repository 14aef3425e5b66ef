// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/corrected/damage.h"

#include <optional>
#include <string_view>

namespace stevedore {

/// What happened to a date, a time, or to what a spreadsheet took for one; see cellDamage().
std::optional<DamageKind> dateDamage(std::string_view before, std::string_view after);

} // namespace stevedore
