// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/undo/undoplan.h"

#include <QStringList>

namespace stevedore {

/// Translated: what the undo would do, what it leaves alone and why, and what cannot be undone at all; a sentence each,
/// what will be done first. `things`: the module's plural ("contacts").
QStringList undoSentences(const UndoPlan& plan, const QString& things);

} // namespace stevedore
