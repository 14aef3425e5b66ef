// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/crmtypes.h"
#include "journal/records.h"

#include <QMap>

namespace stevedore::ui {

/// "added", "there already", ...: translated.
QString fateName(Fate fate);

/// What was tried with a row and what came of it, one line a try. `values`: with which values, by api_name, as far as
/// they are known by now; told are those that were refused and those that changed.
QString historyText(RowNumber row, const QList<AttemptRecord>& history, const QList<QMap<QString, QString>>& values,
                    const ModuleMeta& meta);

} // namespace stevedore::ui
