// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/profile.h"

#include <QAbstractListModel>

namespace stevedore::ui {

/// The most frequent values of a column, as bars against the most frequent one.
class FrequentModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;
    void setValues(const QList<ColumnProfile::Value>& values);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QList<ColumnProfile::Value> m_values;
};

} // namespace stevedore::ui
