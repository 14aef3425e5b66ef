// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/jobspage.h"

#include "base/text.h"
#include "models/partsmodel.h"
#include "widgets/emptystate.h"
#include "widgets/footbar.h"
#include "widgets/grid.h"
#include "widgets/pane.h"
#include "widgets/splitbar.h"
#include "widgets/strip.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

/// A small square of a stage's colour and its name.
class Legend final : public QWidget
{
public:
    Legend(Meaning meaning, const QString& text) : m_meaning(meaning), m_text(text)
    {
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override { return {fontMetrics().horizontalAdvance(m_text) + 18, 18}; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Colours& colours = coloursOf(palette());
        QPainter painter(this);
        const bool mirrored = layoutDirection() == Qt::RightToLeft;
        painter.fillRect(mirrored ? width() - 10 : 0, 4, 10, 10, colours.tone(m_meaning).solid);
        painter.setPen(colours.dim);
        painter.drawText(rect().adjusted(mirrored ? 0 : 15, 0, mirrored ? -15 : 0, 0), Qt::AlignVCenter, m_text);
    }

private:
    Meaning m_meaning;
    QString m_text;
};

QString durationText(qint64 seconds)
{
    if (seconds < 60)
        return JobsPage::tr("%1 s").arg(seconds);
    if (seconds < 3600)
        return JobsPage::tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
    return JobsPage::tr("%1 h %2 min").arg(seconds / 3600).arg(seconds / 60 % 60);
}

} // namespace

Timeline::Line timelineOf(const PartSnapshot& part)
{
    const PartRecord& r = part.record;
    Timeline::Line line;
    line.name = grouped(r.number);
    const auto block = [&line](const QDateTime& from, const QDateTime& to, bool over, Meaning meaning) {
        if (from.isValid() && (to.isValid() || !over))
            line.blocks.append({from, to, meaning});
    };
    const bool failed = r.stage == PartStage::Failed;
    const bool halted = r.isOver();
    block(r.packedFrom, r.packedAt, halted, Meaning::Waiting);
    block(r.uploadFrom, r.uploadedAt, halted, Meaning::AtCrm);
    const QDateTime queuedFrom = r.createdAt.isValid() ? r.createdAt : QDateTime();
    block(queuedFrom, r.workingAt.isValid() ? r.workingAt : r.readyAt, halted, Meaning::Attention);
    const QDateTime workFrom = r.workingAt.isValid() ? r.workingAt : r.readyAt;
    block(workFrom, r.doneAt.isValid() ? r.doneAt : QDateTime(), halted, failed ? Meaning::Refused : Meaning::In);
    if (r.route == Route::Records)
        block(r.intentAt, r.doneAt, halted, Meaning::In);
    return line;
}

JobsPage::JobsPage(QWidget* parent)
    : StepPage(parent), m_content(new QWidget), m_empty(new EmptyState(u"import"_s)), m_strip(new Strip),
      m_percent(plainLabel({}, "figure")), m_counts(new QLabel), m_pace(plainLabel({}, "dim")), m_bar(new SplitBar),
      m_timeline(new Timeline), m_grid(new Grid), m_parts(new PartsModel(this)),
      m_pause(foot()->addSecondary(tr("Pause"), u"pause"_s)), m_stop(foot()->addSecondary(tr("Stop…"), u"stop"_s))
{
    m_grid->setModel(m_parts);
    m_grid->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_grid->setObjectName(u"partsGrid"_s);
    m_grid->setAccessibleName(tr("Parts and their jobs"));
    setFocusProxy(m_grid);
    auto* gridPane = new Pane;
    gridPane->body()->addWidget(m_grid);
    auto* lines = new QVBoxLayout(m_content);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(space::inner);
    lines->addWidget(m_strip);
    lines->addWidget(makeSummary());
    lines->addWidget(makeTimeline());
    lines->addWidget(gridPane, 1);
    body()->addWidget(m_content, 1);
    body()->addWidget(m_empty, 1);
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& now) { m_timeline->setSelected(now.row()); });
    connect(m_timeline, &Timeline::lineClicked, this, &JobsPage::selectPart);
    connect(m_pause, &QPushButton::clicked, this, [this] {
        if (m_snapshot.record.state == ImportState::Running)
            Q_EMIT pauseWanted();
        else
            Q_EMIT resumeWanted();
    });
    connect(m_stop, &QPushButton::clicked, this, &JobsPage::stopWanted);
    connect(primary(), &QPushButton::clicked, this, &JobsPage::resultsWanted);
    setNothing();
}

QWidget* JobsPage::makeSummary()
{
    auto* pane = new Pane;
    QBoxLayout* lines = pane->addPadded();
    auto* top = new QHBoxLayout;
    top->setSpacing(space::inner);
    m_counts->setTextFormat(Qt::RichText);
    m_counts->setWordWrap(true);
    m_pace->setWordWrap(true);
    top->addWidget(m_percent);
    top->addWidget(m_counts, 1);
    lines->addLayout(top);
    lines->addWidget(m_bar);
    lines->addWidget(m_pace);
    return pane;
}

QWidget* JobsPage::makeTimeline()
{
    auto* pane = new Pane(tr("Timeline"));
    const QList<std::pair<Meaning, QString>> legends = {{Meaning::Waiting, tr("packed")},
                                                        {Meaning::AtCrm, tr("uploaded")},
                                                        {Meaning::Attention, tr("queued")},
                                                        {Meaning::In, tr("worked on, fetched")}};
    for (const auto& [meaning, text] : legends)
        pane->head()->addWidget(new Legend(meaning, text));
    pane->body()->addWidget(m_timeline);
    return pane;
}

void JobsPage::setNothing()
{
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
    const bool first = m_parts->rowCount() == 0 && !snapshot.parts.isEmpty();
    m_snapshot = snapshot;
    m_now = now;
    m_empty->hide();
    m_content->show();
    m_parts->setParts(snapshot.parts, now);
    if (first) {
        m_grid->fitColumns(56, 170);
        m_grid->setColumnWidth(PartsModel::Number, 92);
        m_grid->setColumnWidth(PartsModel::Rows, 160);
        m_grid->setColumnWidth(PartsModel::Stage, 150);
        for (const int column : {PartsModel::Added, PartsModel::Refused, PartsModel::Credits, PartsModel::Elapsed})
            m_grid->setColumnWidth(column, 84);
        m_grid->setColumnWidth(PartsModel::Job, 118);
        m_grid->horizontalHeader()->setSectionResizeMode(PartsModel::Progress, QHeaderView::Stretch);
    }
    fillSummary();
    fillTimeline();
    fillStrip();
    fillFoot();
}

void JobsPage::fillSummary()
{
    const ImportSnapshot& s = m_snapshot;
    const qint64 rows = std::max<qint64>(1, s.record.rowCount);
    const qint64 out = s.fates.refused + s.fates.unprocessed;
    const bool over = isAtEnd(s.record.state);
    // What is in doubt is not done.
    const qint64 settled = s.fates.settled() - s.fates.unknown;
    m_percent->setText(tr("%1 %").arg(over && settled >= rows ? 100 : std::min<qint64>(99, settled * 100 / rows)));
    const Colours& colours = coloursOf(palette());
    QStringList counts = {tr("%1 in").arg(grouped(s.fates.in()))};
    if (out > 0)
        counts.append(u"<span style=\"color:%1\">%2</span>"_s.arg(colours.refused.fore.name(),
                                                                  tr("%1 refused").arg(grouped(out))));
    if (s.fates.unknown > 0)
        counts.append(u"<span style=\"color:%1\">%2</span>"_s.arg(colours.attention.fore.name(),
                                                                  tr("%1 in doubt").arg(grouped(s.fates.unknown))));
    if (s.atCrm > 0)
        counts.append(tr("%1 at the CRM").arg(grouped(s.atCrm)));
    if (s.toSend > 0)
        counts.append(tr("%1 to send").arg(grouped(s.toSend)));
    if (s.unsent > 0)
        counts.append(tr("%1 not sent yet").arg(grouped(s.unsent)));
    m_counts->setText(counts.join(u" · "_s));
    QStringList pace;
    if (s.rowsPerSecond >= 1 && !over)
        pace.append(tr("%1 rows/s").arg(grouped(qint64(s.rowsPerSecond))));
    if (s.secondsLeft >= 0 && !over)
        pace.append(tr("about %1 left").arg(durationText(s.secondsLeft)));
    if (over && s.record.startedAt.isValid() && s.record.endedAt.isValid())
        pace.append(tr("took %1").arg(durationText(s.record.startedAt.secsTo(s.record.endedAt))));
    pace.append(s.creditsPlanned > s.credits ? tr("%1 of %2 credits").arg(grouped(s.credits), grouped(s.creditsPlanned))
                                             : tr("%1 credits").arg(grouped(s.credits)));
    if (s.nextPoll.isValid() && s.driving && m_now < s.nextPoll)
        pace.append(tr("asking again in %1 s").arg(std::max<qint64>(1, m_now.secsTo(s.nextPoll))));
    m_pace->setText(pace.join(u" · "_s));
    m_bar->setSegments({{Meaning::In, s.fates.in()},
                        {Meaning::Refused, out},
                        {Meaning::Attention, s.fates.unknown},
                        {Meaning::AtCrm, s.atCrm}},
                       rows);
    m_bar->setAccessibleName(m_percent->text() + u", "_s + pace.join(u", "_s));
}

void JobsPage::fillTimeline()
{
    QList<Timeline::Line> lines;
    for (const PartSnapshot& part : std::as_const(m_snapshot.parts))
        lines.append(timelineOf(part));
    m_timeline->setLines(lines, m_now, isAtEnd(m_snapshot.record.state));
}

void JobsPage::fillStrip()
{
    const PartRecord* doubt = nullptr;
    for (const PartSnapshot& part : std::as_const(m_snapshot.parts)) {
        if (!doubt && part.record.stage == PartStage::Doubt)
            doubt = &part.record;
    }
    const ImportRecord& record = m_snapshot.record;
    const bool stopped = record.state == ImportState::Stopped;
    const QString key = doubt ? QString::number(doubt->id.value) : stopped ? record.failure : m_snapshot.waitingFor;
    if (key == m_stripKey)
        return;
    m_stripKey = key;
    m_strip->setFailed(stopped && !doubt);
    if (doubt) {
        m_strip->say(
            tr("Part %1 is in doubt: %2 rows may be in the CRM or not.")
                .arg(doubt->number)
                .arg(grouped(doubt->rowCount)),
            doubt->failure + u' ' +
                tr("Look into the CRM for records of these rows (%1), then say what you found.").arg(rowsText(*doubt)));
        QPushButton* there = m_strip->addButton(tr("It is there"));
        QPushButton* missing = m_strip->addButton(tr("It is not there: send again"));
        there->setObjectName(u"doubtThere"_s);
        missing->setObjectName(u"doubtMissing"_s);
        const PartId id = doubt->id;
        connect(there, &QPushButton::clicked, this, [this, id] { Q_EMIT doubtAnswered(id, true); });
        connect(missing, &QPushButton::clicked, this, [this, id] { Q_EMIT doubtAnswered(id, false); });
    } else if (stopped) {
        m_strip->say(tr("The import has stopped."), record.failure);
    } else {
        m_strip->say({}, m_snapshot.waitingFor);
    }
}

void JobsPage::fillFoot()
{
    offerRemaining(m_snapshot.record.state == ImportState::Sampled ? m_snapshot.unsent : 0);
    const ImportState state = m_snapshot.record.state;
    const bool running = state == ImportState::Running;
    m_pause->setVisible(!isAtEnd(state) && state != ImportState::Draft);
    m_pause->setText(running ? tr("Pause") : tr("Go on"));
    m_stop->setVisible(m_pause->isVisibleTo(this));
    if (running)
        foot()->say({}, tr("The import goes on where it was if this window is closed and opened again."));
    else if (state == ImportState::Paused)
        foot()->say(tr("Paused."),
                    tr("Jobs that the CRM has begun go on there; nothing more is sent until you go on."));
    else if (state == ImportState::Stopped)
        foot()->say(tr("Stopped."), tr("What was sent is kept. Go on when the cause is gone."));
    else
        foot()->say(
            m_snapshot.fates.unknown > 0    ? tr("%1 rows wait for your answer.").arg(grouped(m_snapshot.fates.unknown))
            : state == ImportState::Sampled ? tr("The sample is through; %1 rows wait.").arg(grouped(m_snapshot.unsent))
                                            : tr("All parts are done."),
            tr("Spent: %1 credits.").arg(grouped(m_snapshot.credits)));
    foot()->setPrimary(isAtEnd(state) ? tr("Show the results") : tr("Show results so far"),
                       m_snapshot.fates.settled() > 0);
}

void JobsPage::selectPart(int row)
{
    m_grid->setCurrentIndex(m_parts->index(row, 0));
    m_grid->setFocus();
}

} // namespace stevedore::ui
