// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/undo/undoplan.h"

#include <QStringList>

namespace stevedore {

/// Translated: what the undo would do, what it leaves alone and why, and what cannot be undone at all; a sentence each,
/// what will be done first. `things`: the module's plural ("contacts").
QStringList undoSentences(const UndoPlan& plan, const QString& things);

/// When it was changed, in this computer's time, and by whom, as far as the CRM says.
QString changedAt(const ChangedRecord& record);
QString changedBy(const ChangedRecord& record);
/// "Row 7, record 4801: changed 11/29/26 10:12 AM by Ada Admin."
QString changedSentence(const ChangedRecord& record);

} // namespace stevedore
