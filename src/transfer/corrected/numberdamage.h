// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/corrected/damage.h"

#include <optional>
#include <string_view>

namespace stevedore {

/// Whether `text` is a number in any of the usual forms: with either decimal sign, grouped, scientific.
bool isAnyNumber(std::string_view text);

/// What happened to a number, if both are numbers and one may have come of the other; see cellDamage().
std::optional<DamageKind> numberDamage(std::string_view before, std::string_view after);

} // namespace stevedore
