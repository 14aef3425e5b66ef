// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frequentmodel.h"

#include "base/text.h"
#include "models/roles.h"

namespace stevedore::ui {

void FrequentModel::setValues(const QList<ColumnProfile::Value>& values)
{
    beginResetModel();
    m_values = values;
    endResetModel();
}

int FrequentModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_values.size());
}

QVariant FrequentModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_values.size())
        return {};
    const ColumnProfile::Value& value = m_values.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shownValue(value.value, 60);
    case RawRole:
        return value.value;
    case FigureRole:
        return grouped(value.rows);
    case ShareRole:
        return double(value.rows) / double(std::max<qint64>(1, m_values.first().rows));
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return tr("%1: %2 rows").arg(shownValue(value.value, 200), grouped(value.rows));
    default:
        return {};
    }
}

} // namespace stevedore::ui
