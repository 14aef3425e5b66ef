// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/roles.h"
#include "transfer/snapshot.h"

#include <QAbstractTableModel>

namespace stevedore::ui {

/// The parts of an import as the monitor shows them. Snapshots are merged: only what differs is announced.
class PartsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Number, Rows, Stage, Progress, Added, Refused, Credits, Elapsed, Job, columns };

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

    QList<PartSnapshot> m_parts;
    QDateTime m_now;
};

/// The colour of a part's stage.

Meaning stageMeaning(const PartRecord& part);
/// The rows of a part as people read them ("1–25,000").
QString rowsText(const PartRecord& part);
/// How far a part is on its whole way, 0 to 1.
double stageShare(const PartSnapshot& part);

} // namespace stevedore::ui
