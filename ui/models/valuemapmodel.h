// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/columnstate.h"

#include <QAbstractTableModel>

namespace stevedore::ui {

/// The different values of a column beside the values of a picklist that they go to.
class ValueMapModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { InFile, Rows, InCrm, columns };

    using QAbstractTableModel::QAbstractTableModel;

    void setValues(const ColumnProfile& profile, const ColumnMapping& column, const Field& field);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

Q_SIGNALS:
    /// An empty `target` takes the choice back.
    void targetChosen(const QString& value, const QString& target);

private:
    QString target(const ColumnProfile::Value& value) const;

    QList<ColumnProfile::Value> m_values;
    ColumnMapping m_column;
    Field m_field;
};

} // namespace stevedore::ui
