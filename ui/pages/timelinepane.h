// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/snapshot.h"
#include "widgets/timeline.h"

namespace stevedore::ui {

/// The parts against the clock, with what the colours mean. It may be made low: then it shows fewer parts.
class TimelinePane final : public QWidget
{
    Q_OBJECT

public:
    explicit TimelinePane(QWidget* parent = nullptr);

    void setSnapshot(const ImportSnapshot& snapshot, const QDateTime& now);
    /// Its line is marked and kept in sight.
    void setSelected(PartId part);
    bool hasHeightForWidth() const override { return false; }

Q_SIGNALS:
    void partClicked(stevedore::PartId part);

private:
    Timeline* m_timeline;
    QList<PartId> m_parts;
};

/// The blocks of a part.
Timeline::Line timelineOf(const PartSnapshot& part);

} // namespace stevedore::ui
