// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tablecopy.h"

#include "models/cellcopy.h"
#include "models/roles.h"

namespace stevedore::ui {

QString rowsAsText(const QAbstractItemModel& model, const QList<int>& rows)
{
    QStringList heads;
    for (int column = 0; column < model.columnCount(); ++column) {
        const QVariant copied = model.headerData(column, Qt::Horizontal, CopyRole);
        heads.append(copied.isValid() ? copied.toString() : model.headerData(column, Qt::Horizontal).toString());
    }
    QString text = clipboardLine(heads);
    for (const int row : rows) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column) {
            const QModelIndex index = model.index(row, column);
            const QVariant copied = index.data(CopyRole);
            cells.append(copied.isValid() ? copied.toString() : index.data().toString());
        }
        text += clipboardLine(cells);
    }
    return text;
}

} // namespace stevedore::ui
