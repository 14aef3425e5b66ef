// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/snapshot.h"

#include <QWidget>

class QLabel;

namespace stevedore::ui {

class EventsModel;
class Grid;
class Pane;

/// The log of one part: what there is to say of it, and each stage and request with its time.
class PartLog final : public QWidget
{
    Q_OBJECT

public:
    explicit PartLog(QWidget* parent = nullptr);

    /// `part` may be nullptr: none is chosen. `all` are the parts of its import.
    void setPart(const PartSnapshot* part, const QList<PartSnapshot>& all);
    void setEvents(const QList<EventRecord>& events);
    /// It gives way where room is short, and scrolls.
    bool hasHeightForWidth() const override { return false; }

private:
    void copy(bool all) const;

    Pane* m_pane;
    QLabel* m_facts;
    QLabel* m_sentence;
    EventsModel* m_events;
    Grid* m_grid;
    PartId m_part;
    Route m_route = Route::Job;
    bool m_fresh = true; ///< another part than before: it is read from its beginning
};

} // namespace stevedore::ui
