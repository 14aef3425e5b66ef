// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/chosenfields.h"

#include "exports/exportfields.h"
#include "models/roles.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

void ChosenFields::setMeta(const ModuleMeta& meta)
{
    m_meta = meta;
    if (!m_fields.isEmpty())
        Q_EMIT dataChanged(index(0), index(int(m_fields.size()) - 1));
}

void ChosenFields::setFields(const QStringList& fields)
{
    QStringList wanted = fields;
    wanted.removeDuplicates();
    wanted = wanted.mid(0, mostFields);
    if (wanted == m_fields)
        return;
    beginResetModel();
    m_fields = wanted;
    endResetModel();
    Q_EMIT changed();
}

bool ChosenFields::add(const QString& field)
{
    const int row = int(m_fields.size());
    if (row >= mostFields || m_fields.contains(field))
        return false;
    beginInsertRows({}, row, row);
    m_fields.append(field);
    endInsertRows();
    Q_EMIT changed();
    return true;
}

void ChosenFields::remove(QList<int> rows)
{
    std::sort(rows.begin(), rows.end(), std::greater<>());
    for (const int row : std::as_const(rows)) {
        beginRemoveRows({}, row, row);
        m_fields.removeAt(row);
        endRemoveRows();
    }
    if (!rows.isEmpty())
        Q_EMIT changed();
}

void ChosenFields::shift(QList<int> rows, int by)
{
    std::sort(rows.begin(), rows.end());
    if (rows.isEmpty() || rows.first() + by < 0 || rows.last() + by >= m_fields.size())
        return;
    if (by > 0)
        std::reverse(rows.begin(), rows.end());
    for (const int row : std::as_const(rows))
        moveRows({}, row, 1, {}, by < 0 ? row - 1 : row + 2);
}

int ChosenFields::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_fields.size());
}

QVariant ChosenFields::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const QString& name = m_fields.at(index.row());
    const Field* const field = m_meta.field(name);
    switch (role) {
    case Qt::DisplayRole:
        return field ? field->label : name;
    case DetailRole:
        return field ? name : QString();
    case RawRole:
        return name;
    case Qt::ToolTipRole:
        return field ? u"%1\n%2"_s.arg(field->label, name) : name;
    case Qt::AccessibleTextRole:
        return tr("Column %1: %2").arg(index.row() + 1).arg(field ? field->label : name);
    default:
        return {};
    }
}

Qt::ItemFlags ChosenFields::flags(const QModelIndex& index) const
{
    // Dropped is between the columns only, never on one.
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren
                           : Qt::ItemIsDropEnabled;
}

bool ChosenFields::moveRows(const QModelIndex& from, int row, int count, const QModelIndex& to, int before)
{
    if (!beginMoveRows(from, row, row + count - 1, to, before))
        return false;
    QStringList moved = m_fields.mid(row, count);
    m_fields.remove(row, count);
    const int place = before > row ? before - count : before;
    for (int i = 0; i < count; ++i)
        m_fields.insert(place + i, moved.at(i));
    endMoveRows();
    Q_EMIT changed();
    return true;
}

} // namespace stevedore::ui
