// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/records.h"

#include <QAbstractTableModel>

namespace stevedore::ui {

/// What happened to a part, in order: its stages, its requests, the answers of people. A stage that was stored several
/// times, with each look at the job, is told once.
class EventsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { At, Kind, Text, columns };

    using QAbstractTableModel::QAbstractTableModel;

    /// `route` is that of the part. Events that were there before stay as they are, so that a selection holds.
    void setEvents(const QList<EventRecord>& events, Route route);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const EventRecord& event) const;

    QList<EventRecord> m_events;
    Route m_route = Route::Job;
};

} // namespace stevedore::ui
