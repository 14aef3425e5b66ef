// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/crmtypes.h"
#include "transfer/snapshot.h"

#include <QAbstractListModel>

namespace stevedore::ui {

/// Why rows are not in: one line a cause, with the number of rows.
class CausesModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setCauses(const QList<CauseGroup>& causes, const ModuleMeta& meta);
    const QList<CauseGroup>& causes() const { return m_causes; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QString fieldLabel(const CauseGroup& cause) const;

    QList<CauseGroup> m_causes;
    ModuleMeta m_meta;
};

} // namespace stevedore::ui
