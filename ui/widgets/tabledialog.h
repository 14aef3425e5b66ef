// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

class QWidget;

namespace stevedore::ui {

/// A table with a question about it.
struct TableQuestion
{
    QString question;
    QString detail;
    QStringList header;
    QList<QStringList> rows; ///< as many cells as the header; a few thousand at most
    QString doIt;            ///< on the button that makes it happen
    QString leaveIt;         ///< on the default button

    bool operator==(const TableQuestion&) const = default;
};

/// Asks; true for doIt. The table can be walked through with the keyboard.
bool askAboutTable(QWidget* parent, const TableQuestion& question);

} // namespace stevedore::ui
