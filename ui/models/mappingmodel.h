// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/columnstate.h"

#include <QAbstractTableModel>
#include <QSet>

namespace stevedore::ui {

/// What the mapping step knows of the file beside the mapping.
struct FileSample
{
    std::vector<ColumnProfile> profiles; ///< one for each column; empty while the file is being counted
    QList<QStringList> rows;             ///< the first rows as they stand, for texts made of several columns
    bool operator==(const FileSample&) const = default;
};

/// One line for each column of the file: what is in it and where it goes; below them a line for each field that gets a
/// text of its own, and one to add such a field.
class MappingModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Filled, Arrow, FieldChoice, Matched, Conversion, State, columns };

    using QAbstractTableModel::QAbstractTableModel;

    void setMapping(const Mapping& mapping, const ModuleMeta& meta, const FileSample& sample,
                    const QSet<int>& confirmedDates, bool locked);

    /// What feeds a field in this line; nullptr for the line that adds one.
    const ColumnMapping* line(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

Q_SIGNALS:
    /// An empty name leaves the column out, or gives the field without a column up.
    void fieldChosen(int row, const QString& apiName);

private:
    int lines() const { return int(m_mapping.columns.size() + m_mapping.composed.size()); }
    const ColumnProfile* profile(const ColumnMapping& line) const;
    QString text(const ColumnMapping& line, int column) const;
    QString samples(const ColumnMapping& line) const;
    ColumnState state(const ColumnMapping& line) const;
    QVariant badge(const ColumnMapping& line, int column) const;
    QVariant addingData(int column, int role) const;

    /// What takes more than a glance at the mapping; made once for each mapping, not for each painting.
    struct Shown
    {
        QString samples;
        ColumnState state;
    };
    const Shown& shown(const ColumnMapping& line) const { return m_shown[std::size_t(line.column)]; }

    Mapping m_mapping;
    ModuleMeta m_meta;
    FileSample m_sample;
    std::vector<Shown> m_shown; ///< by ColumnMapping::column
    QSet<int> m_confirmedDates;
    bool m_locked = false;
};

} // namespace stevedore::ui
