// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/columnstate.h"

#include <QAbstractTableModel>
#include <QSet>

namespace stevedore::ui {

/// One line for each column of the file: what is in it and where it goes.
class MappingModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Samples, Filled, FieldChoice, Matched, Conversion, State, columns };

    using QAbstractTableModel::QAbstractTableModel;

    /// `profiles` may be empty while the file is being counted.
    void setMapping(const Mapping& mapping, const ModuleMeta& meta, const std::vector<ColumnProfile>& profiles,
                    const QSet<int>& confirmedDates);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

Q_SIGNALS:
    void fieldChosen(int column, const QString& apiName);

private:
    const ColumnProfile* profile(int row) const;
    QString text(int row, int column) const;
    QVariant badge(int row, int column) const;

    Mapping m_mapping;
    ModuleMeta m_meta;
    std::vector<ColumnProfile> m_profiles;
    QSet<int> m_confirmedDates;
};

} // namespace stevedore::ui
