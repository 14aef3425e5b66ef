// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/exportrunpage.h"

#include "base/text.h"
#include "models/durationtext.h"
#include "models/pagesmodel.h"
#include "pages/rowspane.h"
#include "widgets/footbar.h"
#include "widgets/grid.h"
#include "widgets/griddelegate.h"
#include "widgets/pane.h"
#include "widgets/strip.h"
#include "widgets/theme.h"

#include <QBoxLayout>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

constexpr int shares = 1000; // of the progress bar

bool isOver(ExportState state)
{
    return state == ExportState::Finished || state == ExportState::Cancelled;
}

QString clock(const QDateTime& moment)
{
    return QLocale().toString(moment.toLocalTime().time(), u"HH:mm:ss"_s);
}

/// Seconds until all that was counted is here, at the pace so far; -1 where there is none yet.
qint64 secondsLeft(const ExportSnapshot& s, const QDateTime& now)
{
    const qint64 coming = s.record.counted - s.received;
    if (!s.driving || s.received <= 0 || coming <= 0 || !s.pages.first().createdAt.isValid())
        return -1;
    return s.pages.first().createdAt.secsTo(now) * coming / s.received;
}

} // namespace

ExportRunPage::ExportRunPage(QWidget* parent)
    : StepPage(parent), m_figure(plainLabel({}, "title")), m_waiting(plainLabel({}, "dim")), m_bar(new QProgressBar),
      m_pages(new PagesModel(this)), m_grid(new Grid), m_rows(new RowsPane), m_strip(new Strip)
{
    auto* pane = new Pane;
    QBoxLayout* const lines = pane->addPadded();
    m_bar->setRange(0, shares);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress of the export"));
    m_waiting->setWordWrap(true);
    m_figure->setObjectName(u"exportFigure"_s);
    lines->addWidget(m_figure);
    lines->addWidget(m_bar);
    lines->addWidget(m_waiting);
    auto* hairline = new QFrame;
    hairline->setProperty("hairline", true);
    pane->body()->addWidget(hairline);
    m_grid->setModel(m_pages);
    m_grid->setObjectName(u"pagesGrid"_s);
    m_grid->setAccessibleName(tr("Pages of the export"));
    pane->body()->addWidget(m_grid, 1);
    m_progressPane = pane;
    m_rows->grid()->setObjectName(u"exportGrid"_s);
    m_rows->grid()->setAccessibleName(tr("Records of the export"));
    body()->addWidget(m_strip);
    body()->addWidget(m_progressPane, 1);
    body()->addWidget(m_rows, 1);
    makeFoot();
}

void ExportRunPage::makeFoot()
{
    const auto add = [this](const QString& text, const QString& name, void (ExportRunPage::*wanted)()) {
        QPushButton* const button = foot()->addSecondary(text, name);
        connect(button, &QPushButton::clicked, this, wanted);
        return button;
    };
    m_undo = add(tr("Undo"), u"undoEdit"_s, &ExportRunPage::undoWanted);
    m_cancel = add(tr("Give up"), u"cancelExport"_s, &ExportRunPage::cancelWanted);
    m_elsewhere = add(tr("Write it elsewhere…"), u"elsewhere"_s, &ExportRunPage::elsewhereWanted);
    m_pause = add(tr("Pause"), u"pauseExport"_s, &ExportRunPage::pauseWanted);
    connect(primary(), &QPushButton::clicked, this, [this] {
        if (m_snapshot.record.state == ExportState::Finished)
            Q_EMIT sendBackWanted();
        else if (m_snapshot.record.state == ExportState::Cancelled)
            Q_EMIT likeThisWanted();
        else
            Q_EMIT resumeWanted();
    });
}

void ExportRunPage::setSnapshot(const ExportSnapshot& snapshot, const QDateTime& now)
{
    if (snapshot.record.id != m_snapshot.record.id || snapshot.record.state != m_snapshot.record.state)
        m_failure.clear();
    m_snapshot = snapshot;
    const bool finished = snapshot.record.state == ExportState::Finished;
    m_progressPane->setVisible(!finished);
    m_rows->setVisible(finished);
    setFocusProxy(finished ? static_cast<QWidget*>(m_rows) : m_grid);
    const bool wasEmpty = m_pages->rowCount() == 0;
    m_pages->setPages(snapshot.pages);
    if (wasEmpty)
        m_grid->fitColumns();
    fillProgress(now);
    fillStrip();
    fillFoot();
}

void ExportRunPage::setEdits(const EditFacts& facts)
{
    m_edits = facts;
    fillFoot();
}

void ExportRunPage::setSending(bool sending)
{
    m_sending = sending;
    fillFoot();
}

void ExportRunPage::showFailure(const QString& sentence)
{
    m_failure = sentence;
    fillStrip();
}

void ExportRunPage::fillProgress(const QDateTime& now)
{
    const ExportSnapshot& s = m_snapshot;
    const QString things = s.record.moduleLabel.toLower();
    if (s.writing) {
        m_figure->setText(tr("%1 of %2 %3 written").arg(grouped(s.written), grouped(s.received), things));
        m_bar->setValue(s.received > 0 ? int(s.written * shares / s.received) : shares);
    } else if (s.record.counted > 0) {
        const QString here =
            tr("%1 of about %2 %3 are here").arg(grouped(s.received), grouped(s.record.counted), things);
        const qint64 left = secondsLeft(s, now);
        m_figure->setText(left < 0 ? here : tr("%1, about %2 left").arg(here, durationText(left)));
        m_bar->setValue(int(std::min<qint64>(shares, s.received * shares / s.record.counted)));
    } else {
        m_figure->setText(tr("%1 %2 are here").arg(grouped(s.received), things));
    }
    const bool share = s.writing || s.record.counted > 0 || !s.driving;
    m_bar->setRange(0, share ? shares : 0);
    QString waiting = s.waitingFor;
    if (!waiting.isEmpty() && s.waitingUntil > now)
        waiting +=
            u' ' + tr("It goes on in %1.").arg(elapsedText(std::chrono::milliseconds(now.msecsTo(s.waitingUntil))));
    m_waiting->setText(waiting);
    m_waiting->setVisible(!waiting.isEmpty());
}

void ExportRunPage::fillStrip()
{
    const ExportRecord& r = m_snapshot.record;
    const QString failure = m_failure.isEmpty() && r.state == ExportState::Stopped ? r.failure : m_failure;
    m_strip->setFailed(!failure.isEmpty());
    if (!failure.isEmpty()) {
        m_strip->say(failure, m_snapshot.received > 0 ? tr("What came so far is kept.") : QString());
        return;
    }
    QStringList facts;
    if (r.twice > 0)
        facts.append(tr("%1 records came on two pages, because the CRM was changed meanwhile; each stands in the file "
                        "once.")
                         .arg(grouped(r.twice)));
    if (r.restarts > 0)
        facts.append(tr("The CRM forgot where it was, so everything was read anew."));
    if (r.replaced > 0)
        facts.append(
            tr("%1 characters are not in the file's encoding and became question marks.").arg(grouped(r.replaced)));
    m_strip->say(facts.value(0), facts.mid(1).join(u' '));
}

void ExportRunPage::fillFoot()
{
    const ExportRecord& r = m_snapshot.record;
    const bool finished = r.state == ExportState::Finished;
    const bool running = m_snapshot.driving && !isOver(r.state);
    m_pause->setVisible(running);
    m_cancel->setVisible(!isOver(r.state));
    m_elsewhere->setVisible(r.state == ExportState::Stopped);
    m_undo->setVisible(finished && !m_edits.undo.isEmpty());
    m_undo->setToolTip(m_edits.undo);
    const QString things = r.moduleLabel.toLower();
    if (running) {
        foot()->say(m_snapshot.writing ? tr("The file is being written.") : tr("The CRM is being read."),
                    tr("It goes on when the window is closed and opened again. %Ln credits so far.", nullptr,
                       numberOf(r.credits)));
        foot()->setPrimary({}, false);
    } else if (finished && m_edits.cells > 0) {
        foot()->say(tr("%1 cells in %2 %3 are changed.").arg(grouped(m_edits.cells), grouped(m_edits.rows), things),
                    m_edits.whyNot.isEmpty() ? tr("The file stays as it is; only the changes go back, after a check.")
                                             : m_edits.whyNot);
        foot()->setPrimary(tr("Check %1 changed %2").arg(grouped(m_edits.rows), things),
                           m_edits.whyNot.isEmpty() && !m_sending);
    } else if (finished) {
        const QStringList window = m_snapshot.pages.size() > 1
                                       ? QStringList{tr("Read between %1 and %2.")
                                                         .arg(clock(m_snapshot.pages.first().createdAt),
                                                              clock(m_snapshot.pages.last().readyAt))}
                                       : QStringList{};
        foot()->say(
            tr("%1 %2, %3.").arg(grouped(r.records), things, byteText(r.fileBytes)),
            (window + QStringList{m_edits.whyNot.isEmpty() ? tr("Change cells and send them back.") : m_edits.whyNot})
                .join(u' '));
        foot()->setPrimary({}, false);
    } else if (r.state == ExportState::Cancelled) {
        foot()->say(tr("This export was given up."), tr("No file was written."));
        foot()->setPrimary(tr("Another like this"), true);
    } else {
        foot()->say(r.state == ExportState::Paused ? tr("Paused.") : tr("Stopped."),
                    tr("%1 %2 are here and need not be read again.").arg(grouped(m_snapshot.received), things));
        foot()->setPrimary(tr("Go on"), true);
    }
}

} // namespace stevedore::ui
