// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/causesmodel.h"

#include "base/text.h"
#include "models/roles.h"

namespace stevedore::ui {

void CausesModel::setCauses(const QList<CauseGroup>& causes, const ModuleMeta& meta)
{
    const bool sameLines =
        std::equal(causes.begin(), causes.end(), m_causes.begin(), m_causes.end(),
                   [](const CauseGroup& a, const CauseGroup& b) { return a.code == b.code && a.field == b.field; });
    if (sameLines && meta == m_meta) {
        m_causes = causes;
        if (!causes.isEmpty())
            Q_EMIT dataChanged(index(0), index(int(causes.size()) - 1));
        return;
    }
    beginResetModel();
    m_causes = causes;
    m_meta = meta;
    endResetModel();
}

int CausesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_causes.size());
}

QString CausesModel::fieldLabel(const CauseGroup& cause) const
{
    const Field* const field = m_meta.field(cause.field);
    return field ? field->label : cause.field.isEmpty() ? tr("The whole row") : cause.field;
}

QVariant CausesModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_causes.size())
        return {};
    const CauseGroup& cause = m_causes.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return fieldLabel(cause);
    case DetailRole:
        return causeText(cause.code);
    case FigureRole:
        return grouped(cause.rows);
    case ToneRole:
        return QVariant::fromValue(Meaning::Refused);
    case Qt::ToolTipRole:
        return cause.code;
    case Qt::AccessibleTextRole:
        return tr("%1: %2, %3 rows").arg(fieldLabel(cause), causeText(cause.code), grouped(cause.rows));
    default:
        return {};
    }
}

} // namespace stevedore::ui
