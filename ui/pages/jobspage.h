// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/failure.h"
#include "pages/steppage.h"
#include "transfer/snapshot.h"

#include <optional>

class QPushButton;

namespace stevedore::ui {

class DoubtCard;
class EmptyState;
class JobsSummary;
class PartLog;
class PartsPane;
class Strip;
class TimelinePane;

/// Step 4: how far the whole is, the parts against the clock, each part in the monitor, and on demand the log of one.
class JobsPage final : public StepPage
{
    Q_OBJECT

public:
    explicit JobsPage(QWidget* parent = nullptr);

    /// `now` moves what goes by the clock; call it again each second while something runs.
    void setSnapshot(const ImportSnapshot& snapshot, const QDateTime& now);
    /// Nothing was sent yet.
    void setNothing();
    /// Answers logWanted(); dropped if another part is chosen by now.
    void setLog(PartId part, const QList<EventRecord>& events);

Q_SIGNALS:
    void pauseWanted();
    void resumeWanted();
    void stopWanted();
    void doubtAnswered(stevedore::PartId part, bool isThere);
    void resultsWanted();
    /// The log of the part is in sight, and the part has changed.
    void logWanted(stevedore::PartId part);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void bind();
    void fillStrip();
    void fillFoot();
    void sayPaused();
    void partChosen();
    void fillLog();
    void placeLog();
    void makeRoom();

    ImportSnapshot m_snapshot;
    QDateTime m_now;
    QString m_stripKey;
    std::optional<PartRecord> m_logged;
    QWidget* m_content;
    EmptyState* m_empty;
    Strip* m_strip;
    DoubtCard* m_doubt;
    JobsSummary* m_summary;
    TimelinePane* m_timeline;
    PartsPane* m_parts;
    PartLog* m_log;
    QPushButton* m_pause;
    QPushButton* m_stop;
};

} // namespace stevedore::ui
