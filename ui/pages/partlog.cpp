// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/partlog.h"

#include "base/text.h"
#include "models/eventsmodel.h"
#include "models/partwords.h"
#include "models/tablecopy.h"
#include "widgets/flowlayout.h"
#include "widgets/grid.h"
#include "widgets/pane.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QScrollBar>
#include <QShortcut>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

QString factsOf(const PartRecord& part)
{
    QStringList out;
    if (!part.jobId.isEmpty())
        out.append(PartLog::tr("job %1").arg(part.jobId));
    if (!part.csvName.isEmpty())
        out.append(PartLog::tr("file %1").arg(part.csvName));
    if (part.zipBytes > 0)
        out.append(PartLog::tr("%1 packed").arg(byteText(part.zipBytes)));
    if (part.polls > 0)
        out.append(part.polls == 1 ? PartLog::tr("looked at once") : PartLog::tr("looked at %1 times").arg(part.polls));
    return out.join(u" · "_s);
}

} // namespace

PartLog::PartLog(QWidget* parent)
    : QWidget(parent), m_pane(new Pane(tr("Log"))), m_facts(plainLabel({}, "dim")), m_sentence(plainLabel({}, "")),
      m_events(new EventsModel(this)), m_grid(new Grid)
{
    m_grid->setModel(m_events);
    m_grid->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_grid->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_grid->setObjectName(u"partLog"_s);
    m_grid->setAccessibleName(tr("Log of the part"));
    m_grid->setColumnWidth(EventsModel::At, 110);
    m_grid->setColumnWidth(EventsModel::Kind, 110);
    m_grid->horizontalHeader()->setStretchLastSection(true);
    m_grid->setMinimumHeight(96);
    auto* copyAll = new QPushButton(tr("Copy the log"));
    copyAll->setObjectName(u"copyLog"_s);
    m_pane->head()->setContentsMargins(12, 4, 8, 4);
    m_pane->head()->addWidget(copyAll);
    auto* words = new QVBoxLayout;
    words->setContentsMargins(space::inner, space::between, space::inner, space::tight);
    words->setSpacing(space::tight);
    for (QLabel* label : {m_facts, m_sentence}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        words->addWidget(label);
    }
    m_pane->body()->addLayout(words);
    m_pane->body()->addWidget(m_grid, 1);
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->addWidget(m_pane);
    connect(copyAll, &QPushButton::clicked, this, [this] { copy(true); });
    auto* shortcut = new QShortcut(QKeySequence::Copy, m_grid);
    shortcut->setContext(Qt::WidgetShortcut);
    connect(shortcut, &QShortcut::activated, this, [this] { copy(false); });
}

void PartLog::setPart(const PartSnapshot* part, const QList<PartSnapshot>& all)
{
    m_pane->setTitle(part ? tr("Log of part %1 · rows %2").arg(partName(part->record), rowsText(part->record))
                          : tr("Log"));
    m_facts->setText(part ? factsOf(part->record) : QString());
    m_sentence->setText(part ? partSentence(part->record, all) : QString());
    for (QLabel* label : {m_facts, m_sentence})
        label->setVisible(!label->text().isEmpty());
    askForRoom(m_sentence);
    m_grid->setPlaceholder(part ? tr("Nothing has happened to this part yet.") : tr("Choose a part to see its log."));
    const PartId id = part ? part->record.id : PartId();
    m_fresh = m_fresh || id != m_part;
    m_part = id;
    if (!part)
        setEvents({});
    else
        m_route = part->record.route;
}

void PartLog::setEvents(const QList<EventRecord>& events)
{
    // Who reads the end wants to see what comes.
    const QScrollBar* const bar = m_grid->verticalScrollBar();
    const bool atEnd = bar->value() == bar->maximum();
    m_events->setEvents(events, m_route);
    if (m_fresh)
        m_grid->scrollToTop();
    else if (atEnd)
        m_grid->scrollToBottom();
    m_fresh = false;
}

void PartLog::copy(bool all) const
{
    QList<int> rows;
    for (int row = 0; row < m_events->rowCount(); ++row) {
        if (all || m_grid->selectionModel()->isRowSelected(row))
            rows.append(row);
    }
    if (!rows.isEmpty())
        QApplication::clipboard()->setText(rowsAsText(*m_events, rows));
}

} // namespace stevedore::ui
