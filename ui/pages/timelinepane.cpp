// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/timelinepane.h"

#include "base/text.h"
#include "widgets/legend.h"
#include "widgets/pane.h"

#include <QHBoxLayout>

namespace stevedore::ui {

Timeline::Line timelineOf(const PartSnapshot& part)
{
    const PartRecord& r = part.record;
    Timeline::Line line;
    line.name = grouped(r.number);
    const auto block = [&line](const QDateTime& from, const QDateTime& to, bool over, Meaning meaning) {
        if (from.isValid() && (to.isValid() || !over))
            line.blocks.append({from, to, meaning, false});
    };
    const bool failed = r.stage == PartStage::Failed;
    const bool halted = r.isOver();
    block(r.packedFrom, r.packedAt, halted, Meaning::Waiting);
    block(r.uploadFrom, r.uploadedAt, halted, Meaning::AtCrm);
    const QDateTime queuedFrom = r.createdAt.isValid() ? r.createdAt : QDateTime();
    block(queuedFrom, r.workingAt.isValid() ? r.workingAt : r.readyAt, halted, Meaning::Attention);
    const QDateTime workFrom = r.workingAt.isValid() ? r.workingAt : r.readyAt;
    block(workFrom, r.doneAt.isValid() ? r.doneAt : QDateTime(), halted, failed ? Meaning::Refused : Meaning::In);
    if (r.route != Route::Job)
        block(r.intentAt, r.doneAt, halted, Meaning::In);
    // Nobody knows what happens there, for as long as it is not answered.
    if (r.stage == PartStage::Doubt && r.intentAt.isValid())
        line.blocks.append({r.intentAt, {}, Meaning::Attention, true});
    return line;
}

TimelinePane::TimelinePane(QWidget* parent) : QWidget(parent), m_timeline(new Timeline)
{
    auto* pane = new Pane(tr("Timeline"));
    const QList<Legend::Entry> legends = {{Meaning::Waiting, tr("packed")},
                                          {Meaning::AtCrm, tr("uploaded")},
                                          {Meaning::Attention, tr("queued")},
                                          {Meaning::In, tr("worked on, fetched")},
                                          {Meaning::Attention, tr("in doubt"), true}};
    for (const Legend::Entry& entry : legends)
        pane->head()->addWidget(new Legend(entry));
    pane->body()->addWidget(m_timeline);
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->addWidget(pane);
    connect(m_timeline, &Timeline::lineClicked, this, [this](int line) { Q_EMIT partClicked(m_parts.at(line)); });
}

void TimelinePane::setSnapshot(const ImportSnapshot& snapshot, const QDateTime& now)
{
    QList<Timeline::Line> lines;
    m_parts.clear();
    for (const PartSnapshot& part : snapshot.parts) {
        lines.append(timelineOf(part));
        m_parts.append(part.record.id);
    }
    m_timeline->setLines(lines, now, isAtEnd(snapshot.record.state));
}

void TimelinePane::setSelected(PartId part)
{
    m_timeline->setSelected(int(m_parts.indexOf(part)));
}

} // namespace stevedore::ui
