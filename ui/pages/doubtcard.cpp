// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/doubtcard.h"

#include "base/text.h"
#include "models/partwords.h"
#include "widgets/flowlayout.h"
#include "widgets/strip.h"
#include "widgets/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

QString rowsInDoubt(const PartRecord& part)
{
    const qint64 rows = part.unknown > 0 ? part.unknown : part.rowCount;
    return rows == part.rowCount
               ? DoubtCard::tr("%1 (%2 rows)").arg(rowsText(part), grouped(rows))
               : DoubtCard::tr("%1 of the %2 rows in %3").arg(grouped(rows), grouped(part.rowCount), rowsText(part));
}

QString since(const PartRecord& part)
{
    return part.intentAt.isValid() ? QLocale().toString(part.intentAt.toLocalTime(), u"d MMM yyyy, HH:mm:ss"_s)
                                   : DoubtCard::tr("not noted");
}

} // namespace

DoubtCard::DoubtCard(QWidget* parent)
    : QFrame(parent), m_headline(plainLabel({}, "fact")), m_why(plainLabel({}, "")), m_facts(new QWidget),
      m_rows(plainLabel({}, "")), m_since(plainLabel({}, "")), m_name(plainLabel({}, "")), m_found(plainLabel({}, "")),
      m_there(new QPushButton(tr("They are there"))), m_missing(new QPushButton(tr("They are not there, send again"))),
      m_leave(new QPushButton(tr("Leave it"))), m_look(linkButton(tr("Answer now")))
{
    setProperty("strip", u"attention"_s);
    auto* facts = new QGridLayout(m_facts);
    facts->setContentsMargins(0, space::tight, 0, space::tight);
    facts->setHorizontalSpacing(space::panes);
    facts->setVerticalSpacing(space::tight);
    facts->setColumnStretch(3, 1);
    addFact(tr("Rows"), m_rows, 0, 0);
    addFact(tr("Sent at"), m_since, 0, 2);
    addFact(tr("Look for"), m_name, 1, 0);
    addFact(tr("Found so far"), m_found, 2, 0);
    m_rows->setWordWrap(false);
    auto* answers = new QWidget;
    auto* flow = new FlowLayout(space::between);
    answers->setLayout(flow);
    for (QPushButton* button : {m_there, m_missing, m_leave, m_look})
        flow->addWidget(button);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    answers->setSizePolicy(policy);
    m_facts->setSizePolicy(policy);
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(space::inner, 9, space::inner, 9);
    lines->setSpacing(space::tight);
    for (QLabel* label : {m_headline, m_why})
        label->setWordWrap(true);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_headline, m_why, m_facts, answers})
        lines->addWidget(widget);
    m_there->setObjectName(u"doubtThere"_s);
    m_missing->setObjectName(u"doubtMissing"_s);
    m_leave->setObjectName(u"doubtLeave"_s);
    m_look->setObjectName(u"doubtLook"_s);
    connect(m_there, &QPushButton::clicked, this, [this] { Q_EMIT answered(m_asked, true); });
    connect(m_missing, &QPushButton::clicked, this, [this] { Q_EMIT answered(m_asked, false); });
    connect(m_leave, &QPushButton::clicked, this, &DoubtCard::leave);
    connect(m_look, &QPushButton::clicked, this, [this] {
        m_left.clear();
        setParts(m_parts, m_chosen);
        Q_EMIT folded();
    });
    hide();
}

void DoubtCard::addFact(const QString& name, QLabel* value, int row, int column)
{
    auto* grid = qobject_cast<QGridLayout*>(m_facts->layout());
    grid->addWidget(plainLabel(name, "dim"), row, column, Qt::AlignTop);
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    grid->addWidget(value, row, column + 1, 1, row == 0 ? 1 : 3);
}

void DoubtCard::setParts(const QList<PartSnapshot>& parts, PartId chosen)
{
    // To choose another part is to look at its question again.
    if (chosen != m_chosen)
        m_left.remove(chosen);
    m_parts = parts;
    m_chosen = chosen;
    QList<const PartRecord*> open;
    QList<const PartRecord*> left;
    for (const PartSnapshot& part : std::as_const(m_parts)) {
        if (isInDoubt(part.record))
            (m_left.contains(part.record.id) ? left : open).append(&part.record);
    }
    setVisible(!open.isEmpty() || !left.isEmpty());
    if (open.isEmpty()) {
        tellLeft(left);
        return;
    }
    const auto* const wanted =
        *std::find_if(open.begin(), open.end() - 1, [chosen](const PartRecord* part) { return part->id == chosen; });
    ask(wanted->id == chosen ? *wanted : *open.first(), open.size() + left.size() - 1);
}

void DoubtCard::ask(const PartRecord& part, qsizetype others)
{
    m_asked = part.id;
    m_headline->setText(tr("Part %1 is in doubt: are its rows in the CRM?").arg(partName(part)));
    const QString more = others == 0   ? QString()
                         : others == 1 ? tr("Another part waits for an answer as well.")
                                       : tr("%1 other parts wait for an answer as well.").arg(others);
    m_why->setText(QStringList({part.failure, more}).join(u' ').trimmed());
    m_why->setVisible(!m_why->text().isEmpty());
    m_rows->setText(rowsInDoubt(part));
    m_since->setText(since(part));
    m_name->setText(part.csvName.isEmpty()
                        ? tr("records of these rows in the CRM")
                        : tr("%1 in the CRM's import history, or records of these rows").arg(part.csvName));
    m_found->setText(part.found.isEmpty() ? tr("nothing that settles it") : part.found);
    m_facts->show();
    for (QPushButton* button : {m_there, m_missing, m_leave})
        button->show();
    m_look->hide();
    setAccessibleName(m_headline->text());
    setAccessibleDescription(m_why->text());
    askForRoom(m_found);
}

void DoubtCard::tellLeft(const QList<const PartRecord*>& left)
{
    m_asked = {};
    qint64 rows = 0;
    for (const PartRecord* part : left)
        rows += part->unknown > 0 ? part->unknown : part->rowCount;
    m_headline->setText(
        tr("%Ln rows stay in doubt until you say whether they are in the CRM.", nullptr, numberOf(rows)));
    m_why->hide();
    m_facts->hide();
    for (QPushButton* button : {m_there, m_missing, m_leave})
        button->hide();
    m_look->show();
    setAccessibleName(m_headline->text());
    setAccessibleDescription({});
    askForRoom(m_headline);
}

void DoubtCard::leave()
{
    m_left.insert(m_asked);
    setParts(m_parts, m_chosen);
    Q_EMIT folded();
}

} // namespace stevedore::ui
