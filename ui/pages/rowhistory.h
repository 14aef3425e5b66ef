// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/records.h"

namespace stevedore::ui {

/// "added", "there already", ...: translated.
QString fateName(Fate fate);

/// What was tried with a row and what came of it, one line a try.
QString historyText(RowNumber row, const QList<AttemptRecord>& history);

} // namespace stevedore::ui
