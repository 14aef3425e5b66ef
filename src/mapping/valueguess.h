// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/profile.h"

namespace stevedore {

/// '.' or ',': the decimal sign that the values of a column of numbers show; '.' where they show none.
char guessDecimalSign(const ColumnProfile& profile);

/// The values known of a column: the most frequent ones and the first ones.
QStringList knownValues(const ColumnProfile& profile);

} // namespace stevedore
