// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/roles.h"
#include "transfer/snapshot.h"

#include <QAbstractTableModel>

namespace stevedore::ui {

/// The parts of an import as the monitor shows them. Snapshots are merged: only what differs is announced. RawRole
/// sorts by value, CopyRole has what the clipboard gets: plain figures and whole ids.
class PartsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Number,
        Rows,
        Stage,
        Progress,
        Added,
        Updated,
        Skipped,
        Refused,
        Credits,
        Started,
        Elapsed,
        Job,
        columns
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// `now` is for the elapsed time of parts that are under way.
    void setParts(const QList<PartSnapshot>& parts, const QDateTime& now);
    const QList<PartSnapshot>& parts() const { return m_parts; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const PartSnapshot& part, int column) const;
    QVariant sortValue(int row, int column) const;
    QString copyText(int row, int column) const;

    QList<PartSnapshot> m_parts;
    QDateTime m_now;
};

} // namespace stevedore::ui
