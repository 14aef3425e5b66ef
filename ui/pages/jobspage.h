// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/steppage.h"
#include "transfer/snapshot.h"
#include "widgets/timeline.h"

class QLabel;
class QPushButton;

namespace stevedore::ui {

class EmptyState;
class Grid;
class PartsModel;
class SplitBar;
class Strip;

/// Step 4: how far the whole is, the parts against the clock, and each part in the monitor.
class JobsPage final : public StepPage
{
    Q_OBJECT

public:
    explicit JobsPage(QWidget* parent = nullptr);

    /// `now` moves what goes by the clock; call it again each second while something runs.
    void setSnapshot(const ImportSnapshot& snapshot, const QDateTime& now);
    /// Nothing was sent yet.
    void setNothing();

Q_SIGNALS:
    void pauseWanted();
    void resumeWanted();
    void stopWanted();
    void doubtAnswered(stevedore::PartId part, bool isThere);
    void resultsWanted();

private:
    QWidget* makeSummary();
    QWidget* makeTimeline();
    void fillSummary();
    void fillTimeline();
    void fillStrip();
    void fillFoot();
    void selectPart(int row);

    ImportSnapshot m_snapshot;
    QDateTime m_now;
    QString m_stripKey;
    QWidget* m_content;
    EmptyState* m_empty;
    Strip* m_strip;
    QLabel* m_percent;
    QLabel* m_counts;
    QLabel* m_pace;
    SplitBar* m_bar;
    Timeline* m_timeline;
    Grid* m_grid;
    PartsModel* m_parts;
    QPushButton* m_pause;
    QPushButton* m_stop;
};

/// The blocks of a part for the timeline.
Timeline::Line timelineOf(const PartSnapshot& part);

} // namespace stevedore::ui
