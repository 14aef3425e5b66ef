// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/valuemapmodel.h"

#include "base/text.h"

namespace stevedore::ui {

void ValueMapModel::setValues(const ColumnProfile& profile, const ColumnMapping& column, const Field& field)
{
    QList<ColumnProfile::Value> values;
    for (const ColumnProfile::Value& value : profile.frequent) {
        if (!value.value.trimmed().isEmpty())
            values.append(value);
    }
    const bool sameLines = values == m_values && !values.isEmpty();
    if (!sameLines)
        beginResetModel();
    m_values = values;
    m_column = column;
    m_field = field;
    if (!sameLines)
        endResetModel();
    else
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

int ValueMapModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_values.size());
}

int ValueMapModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QString ValueMapModel::target(const ColumnProfile::Value& value) const
{
    const QString known = listedTarget(value.value, m_column, m_field);
    return known.isEmpty() ? m_column.conversion.values.value(value.value) : known;
}

QVariant ValueMapModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ColumnProfile::Value& value = m_values.at(index.row());
    const QString goesTo = target(value);
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == InFile)
            return shownValue(value.value, 80);
        return index.column() == Rows ? grouped(value.rows) : goesTo.isEmpty() ? tr("choose…") : goesTo;
    case Qt::EditRole:
        return index.column() == InCrm ? goesTo : QString();
    case Qt::TextAlignmentRole:
        return index.column() == Rows ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case ChoiceRole:
        return index.column() == InCrm;
    case OpenRole:
        return index.column() == InCrm && goesTo.isEmpty();
    case ChoicesRole:
        return listedValues(m_field);
    case Qt::AccessibleTextRole:
        return goesTo.isEmpty()
                   ? tr("%1, %2 rows, no counterpart in the CRM").arg(shownValue(value.value), grouped(value.rows))
                   : tr("%1, %2 rows, goes to %3").arg(shownValue(value.value), grouped(value.rows), goesTo);
    default:
        return {};
    }
}

QVariant ValueMapModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == Rows)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == InFile ? tr("In the file") : section == Rows ? tr("Rows") : tr("In the CRM");
}

Qt::ItemFlags ValueMapModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() == InCrm ? flags | Qt::ItemIsEditable : flags;
}

bool ValueMapModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !index.isValid() || index.column() != InCrm)
        return false;
    const ColumnProfile::Value& line = m_values.at(index.row());
    if (value.toString() != target(line))
        Q_EMIT targetChosen(line.value, value.toString());
    return true;
}

} // namespace stevedore::ui
