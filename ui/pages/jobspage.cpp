// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/jobspage.h"

#include "base/text.h"
#include "pages/doubtcard.h"
#include "pages/jobssummary.h"
#include "pages/partlog.h"
#include "pages/partspane.h"
#include "pages/timelinepane.h"
#include "widgets/emptystate.h"
#include "widgets/footbar.h"
#include "widgets/strip.h"
#include "widgets/theme.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

/// Below these heights of the page the log, or the question about a part in doubt, stands where the timeline was.
constexpr int roomForLog = 860;
constexpr int roomForQuestion = 680;
/// Below this height even the question alone needs that the others take less.
constexpr int roomToSpare = 600;
constexpr int usualTable = 150;

} // namespace

JobsPage::JobsPage(QWidget* parent)
    : StepPage(parent), m_content(new QWidget), m_empty(new EmptyState(u"import"_s)), m_strip(new Strip),
      m_doubt(new DoubtCard), m_summary(new JobsSummary), m_timeline(new TimelinePane), m_parts(new PartsPane),
      m_log(new PartLog), m_pause(foot()->addSecondary(tr("Pause"), u"pause"_s)),
      m_stop(foot()->addSecondary(tr("Stop…"), u"stop"_s))
{
    setFocusProxy(m_parts);
    auto* lines = new QVBoxLayout(m_content);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(space::inner);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_strip, m_doubt, m_summary, m_timeline})
        lines->addWidget(widget);
    lines->addWidget(m_parts, 3);
    lines->addWidget(m_log, 2);
    m_log->hide();
    body()->addWidget(m_content, 1);
    body()->addWidget(m_empty, 1);
    bind();
    setNothing();
}

void JobsPage::bind()
{
    connect(m_parts, &PartsPane::currentChanged, this, &JobsPage::partChosen);
    connect(m_parts, &PartsPane::logToggled, this, [this] {
        placeLog();
        fillLog();
    });
    connect(m_timeline, &TimelinePane::partClicked, this, [this](PartId part) {
        m_parts->select(part);
        m_parts->setFocus();
    });
    connect(m_doubt, &DoubtCard::answered, this, &JobsPage::doubtAnswered);
    connect(m_doubt, &DoubtCard::folded, this, &JobsPage::makeRoom);
    connect(m_pause, &QPushButton::clicked, this, [this] {
        if (m_snapshot.record.state == ImportState::Running)
            Q_EMIT pauseWanted();
        else
            Q_EMIT resumeWanted();
    });
    connect(m_stop, &QPushButton::clicked, this, &JobsPage::stopWanted);
    connect(primary(), &QPushButton::clicked, this, &JobsPage::resultsWanted);
}

void JobsPage::setNothing()
{
    m_snapshot = {};
    m_logged.reset();
    m_content->hide();
    m_empty->show();
    m_empty->say(tr("Nothing has been sent"),
                 tr("The jobs appear here as soon as the import is sent from the Check step."));
    m_pause->hide();
    m_stop->hide();
    foot()->say({}, tr("Nothing has been sent."));
    foot()->setPrimary({}, false);
}

void JobsPage::setSnapshot(const ImportSnapshot& snapshot, const QDateTime& now)
{
    m_snapshot = snapshot;
    m_now = now;
    m_empty->hide();
    m_content->show();
    m_parts->setParts(snapshot.parts, now);
    m_summary->setSnapshot(snapshot, now);
    m_timeline->setSnapshot(snapshot, now);
    fillStrip();
    fillFoot();
    partChosen();
}

void JobsPage::partChosen()
{
    const PartSnapshot* const part = m_parts->current();
    m_timeline->setSelected(part ? part->record.id : PartId());
    m_doubt->setParts(m_snapshot.parts, part ? part->record.id : PartId());
    makeRoom();
    fillLog();
}

void JobsPage::fillLog()
{
    if (!m_parts->wantsLog())
        return;
    const PartSnapshot* const part = m_parts->current();
    m_log->setPart(part, m_snapshot.parts);
    if (!part || m_logged == part->record)
        return;
    m_logged = part->record;
    Q_EMIT logWanted(part->record.id);
}

void JobsPage::setLog(PartId part, const QList<EventRecord>& events)
{
    const PartSnapshot* const current = m_parts->current();
    if (current && current->record.id == part)
        m_log->setEvents(events);
}

void JobsPage::placeLog()
{
    const bool wanted = m_parts->wantsLog();
    m_logged.reset();
    m_log->setVisible(wanted);
    makeRoom();
}

void JobsPage::makeRoom()
{
    const int needed = m_parts->wantsLog() ? roomForLog : m_doubt->isAsking() ? roomForQuestion : 0;
    m_timeline->setVisible(height() >= needed);
    const bool tight = m_doubt->isAsking() && height() < roomToSpare;
    m_summary->setCompact(tight);
    m_parts->setMinimumHeight(tight ? 0 : usualTable);
}

void JobsPage::resizeEvent(QResizeEvent* event)
{
    makeRoom();
    StepPage::resizeEvent(event);
}

void JobsPage::fillStrip()
{
    const ImportRecord& record = m_snapshot.record;
    const bool stopped = record.state == ImportState::Stopped;
    // Only one who drives it can be held up; before, the file is read and the parts are planned.
    const bool heldUp = !stopped && m_snapshot.driving && !m_snapshot.waitingFor.isEmpty();
    const QString waiting = waitingText(m_snapshot, m_now);
    const QString key = QString::number(int(record.state)) + u' ' + QString::number(int(heldUp)) + u' ' +
                        (stopped ? record.failure : waiting);
    if (key == m_stripKey)
        return;
    m_stripKey = key;
    if (!stopped) {
        if (heldUp) {
            m_strip->setFailed(false);
            m_strip->say(tr("The import waits for the CRM. Nothing is lost; it goes on by itself."), waiting);
        } else {
            m_strip->setPlain();
            m_strip->say({}, waiting);
        }
        return;
    }
    m_strip->setFailed(true);
    m_strip->say(tr("The import has stopped."), record.failure);
    const bool refused = m_snapshot.stoppedByRefusals;
    QPushButton* goOn = m_strip->addButton(refused ? tr("Go on anyway") : tr("Go on"));
    goOn->setObjectName(u"goOnAnyway"_s);
    connect(goOn, &QPushButton::clicked, this, &JobsPage::resumeWanted);
    if (refused) {
        QPushButton* reasons = m_strip->addButton(tr("Look at the reasons"));
        connect(reasons, &QPushButton::clicked, this, &JobsPage::resultsWanted);
    }
}

void JobsPage::fillFoot()
{
    offerRemaining(m_snapshot.record.state == ImportState::Sampled ? m_snapshot.unsent : 0);
    const ImportState state = m_snapshot.record.state;
    const bool running = state == ImportState::Running;
    m_pause->setVisible(!isAtEnd(state) && state != ImportState::Draft && state != ImportState::Stopped);
    m_pause->setText(running ? tr("Pause") : tr("Go on"));
    m_stop->setVisible(!isAtEnd(state) && state != ImportState::Draft);
    if (running)
        foot()->say({}, tr("You can close this window: jobs at the CRM go on, and the next start goes on from here."));
    else if (state == ImportState::Paused)
        sayPaused();
    else if (state == ImportState::Stopped)
        foot()->say(tr("Stopped."), tr("What was sent is kept. Go on when the cause is gone."));
    else
        foot()->say(m_snapshot.fates.unknown > 0
                        ? tr("%Ln rows wait for your answer.", nullptr, numberOf(m_snapshot.fates.unknown))
                    : state == ImportState::Sampled
                        ? tr("The sample is through; %Ln rows wait.", nullptr, numberOf(m_snapshot.unsent))
                        : tr("All parts are done."),
                    tr("Spent: %Ln credits.", nullptr, numberOf(m_snapshot.credits)));
    foot()->setPrimary(isAtEnd(state) ? tr("Show the results") : tr("Show results so far"),
                       m_snapshot.fates.settled() > 0);
}

void JobsPage::sayPaused()
{
    const auto jobs = std::count_if(m_snapshot.parts.begin(), m_snapshot.parts.end(), [](const PartSnapshot& part) {
        return part.record.stage >= PartStage::Creating && part.record.stage <= PartStage::Ready;
    });
    const QString rows = grouped(m_snapshot.atCrm);
    foot()->say(tr("Paused."),
                jobs == 0 ? tr("Nothing runs at the CRM, and nothing more is sent.")
                : jobs == 1
                    ? tr("One job with %1 rows goes on at the CRM and is fetched; nothing more is sent.").arg(rows)
                    : tr("%1 jobs with %2 rows go on at the CRM and are fetched; nothing more is sent.")
                          .arg(grouped(jobs), rows));
}

} // namespace stevedore::ui
