// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

class QAbstractItemModel;

namespace stevedore::ui {

/// Whole rows of a table under its column heads, as spreadsheets paste them (models/cellcopy.h). A cell, and a
/// head, gives its CopyRole, or what it shows.
QString rowsAsText(const QAbstractItemModel& model, const QList<int>& rows);

} // namespace stevedore::ui
