// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/corrected/damage.h"

#include <optional>

namespace stevedore {

/// What the file that comes back is like.
enum class FileText {
    Unicode,
    OldCodePage, ///< has few letters, and which ones is a guess
};

/// What made `after` of `before`, which are different: a kind of damage, or nothing if somebody meant it. Knows no
/// locale and no column: what any spreadsheet may do to any cell. Where a change is what repairing looks like too
/// (zeros put back in front, another number, an emptied cell), it is a correction.
std::optional<DamageKind> cellDamage(const QString& before, const QString& after, FileText text);

} // namespace stevedore
