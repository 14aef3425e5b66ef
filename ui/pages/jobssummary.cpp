// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/jobssummary.h"

#include "base/text.h"
#include "models/durationtext.h"
#include "widgets/pane.h"
#include "widgets/splitbar.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

JobsSummary::JobsSummary(QWidget* parent)
    : QWidget(parent), m_percent(plainLabel({}, "figure")), m_counts(new TextLabel), m_pace(plainLabel({}, "dim")),
      m_bar(new SplitBar)
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
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(pane);
}

void JobsSummary::setSnapshot(const ImportSnapshot& snapshot, const QDateTime& now)
{
    fillCounts(snapshot);
    fillPace(snapshot, now);
    m_bar->setSegments({{Meaning::In, snapshot.fates.in()},
                        {Meaning::Refused, snapshot.fates.refused + snapshot.fates.unprocessed},
                        {Meaning::Attention, snapshot.fates.unknown},
                        {Meaning::AtCrm, snapshot.atCrm}},
                       std::max<qint64>(1, snapshot.record.rowCount));
    m_bar->setAccessibleName(m_percent->text() + u", "_s + m_pace->text());
}

void JobsSummary::setCompact(bool compact)
{
    m_pace->setVisible(!compact);
}

void JobsSummary::fillCounts(const ImportSnapshot& s)
{
    const qint64 rows = std::max<qint64>(1, s.record.rowCount);
    const qint64 out = s.fates.refused + s.fates.unprocessed;
    // What is in doubt is not done.
    const qint64 settled = s.fates.settled() - s.fates.unknown;
    const bool whole = isAtEnd(s.record.state) && settled >= rows;
    m_percent->setText(tr("%1 %").arg(whole ? 100 : std::min<qint64>(99, settled * 100 / rows)));
    const Colours& colours = coloursOf(palette());
    const auto coloured = [](const QColor& colour, const QString& text) {
        return u"<span style=\"color:%1\">%2</span>"_s.arg(colour.name(), text);
    };
    QStringList counts = {tr("%1 in").arg(grouped(s.fates.in()))};
    if (out > 0)
        counts.append(coloured(colours.refused.fore, tr("%1 refused").arg(grouped(out))));
    if (s.fates.unknown > 0)
        counts.append(coloured(colours.attention.fore, tr("%1 in doubt").arg(grouped(s.fates.unknown))));
    if (s.atCrm > 0)
        counts.append(tr("%1 at the CRM").arg(grouped(s.atCrm)));
    if (s.toSend > 0)
        counts.append(tr("%1 to send").arg(grouped(s.toSend)));
    if (s.unsent > 0)
        counts.append(tr("%1 not sent yet").arg(grouped(s.unsent)));
    m_counts->setText(counts.join(u" · "_s));
}

void JobsSummary::fillPace(const ImportSnapshot& s, const QDateTime& now)
{
    const bool over = isAtEnd(s.record.state);
    const bool running = s.record.state == ImportState::Running;
    QStringList pace;
    if (s.rowsPerSecond >= 1 && running)
        pace.append(tr("%Ln rows/s", nullptr, numberOf(qint64(s.rowsPerSecond))));
    if (s.secondsLeft >= 0 && running)
        pace.append(tr("about %1 left").arg(durationText(s.secondsLeft)));
    if (over && s.record.startedAt.isValid() && s.record.endedAt.isValid())
        pace.append(tr("took %1").arg(durationText(s.record.startedAt.secsTo(s.record.endedAt))));
    pace.append(s.creditsPlanned > s.credits ? tr("%1 of %2 credits").arg(grouped(s.credits), grouped(s.creditsPlanned))
                                             : tr("%Ln credits", nullptr, numberOf(s.credits)));
    if (s.nextPoll.isValid() && s.driving && s.waitingFor.isEmpty() && now < s.nextPoll)
        pace.append(tr("asking again in %1 s").arg(std::max<qint64>(1, now.secsTo(s.nextPoll))));
    m_pace->setText(pace.join(u" · "_s));
}

} // namespace stevedore::ui
