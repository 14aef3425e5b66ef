// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/repairbar.h"

#include "widgets/flowlayout.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

RepairBar::RepairBar(QWidget* parent) : QWidget(parent), m_flow(new FlowLayout(space::between))
{
    setLayout(m_flow);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void RepairBar::setOffers(const QList<Repair>& offers, int column, const QString& columnName, bool mayFill,
                          bool mayReplace)
{
    // The same place with newer figures: what is being typed stays.
    const bool same = column == m_base.column && mayFill == m_fill;
    const QString from = same && m_from ? m_from->text() : QString();
    const QString to = same && m_to ? m_to->text() : QString();
    const bool typing = (m_from && m_from->hasFocus()) || (m_to && m_to->hasFocus());
    m_flow->clear();
    m_buttons.clear();
    m_from = nullptr;
    m_to = nullptr;
    m_offers = offers;
    m_base = {};
    m_base.column = column;
    m_base.columnName = columnName;
    if (mayFill && column >= 0)
        addTyped(true);
    int number = 0;
    for (const Repair& offer : offers) {
        auto* button = new QPushButton(offer.buttonText());
        button->setObjectName(u"repair%1"_s.arg(++number));
        button->installEventFilter(this);
        m_buttons.insert(button, offer);
        connect(button, &QPushButton::clicked, this, [this, offer] { Q_EMIT applied(offer); });
        m_flow->addWidget(button);
    }
    if (mayReplace && !mayFill && column >= 0)
        addTyped(false);
    setVisible(m_flow->count() > 0);
    askForRoom(this);
    if (m_from)
        m_from->setText(from);
    if (m_to) {
        m_to->setText(to);
        if (typing)
            m_to->setFocus();
    }
    preview(mayFill || offers.isEmpty() ? typed() : offers.first());
}

void RepairBar::addTyped(bool fill)
{
    m_fill = fill;
    auto* box = new QWidget;
    auto* line = new QHBoxLayout(box);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::tight + 2);
    if (!fill) {
        m_from = new QLineEdit;
        m_from->setPlaceholderText(tr("Find"));
        m_from->setAccessibleName(tr("Text to find in %1").arg(m_base.columnName));
        m_from->setObjectName(u"repairFrom"_s);
        m_from->setFixedWidth(96);
        line->addWidget(m_from);
    }
    m_to = new QLineEdit;
    m_to->setPlaceholderText(fill ? tr("Value for empty cells") : tr("Replace by"));
    m_to->setAccessibleName(fill ? tr("Value for the empty cells of %1").arg(m_base.columnName)
                                 : tr("Text to put there"));
    m_to->setObjectName(u"repairTo"_s);
    m_to->setFixedWidth(fill ? 170 : 96);
    line->addWidget(m_to);
    m_do = new QPushButton(fill ? tr("Fill") : tr("Replace"));
    m_do->setObjectName(u"repairTyped"_s);
    m_do->setEnabled(false);
    line->addWidget(m_do);
    const auto changed = [this] {
        m_do->setEnabled(!(m_from ? m_from->text() : m_to->text()).isEmpty());
        preview(typed());
    };
    const auto apply = [this] {
        if (m_do->isEnabled())
            Q_EMIT applied(typed());
    };
    for (QLineEdit* edit : {m_from, m_to}) {
        if (!edit)
            continue;
        connect(edit, &QLineEdit::textChanged, this, changed);
        connect(edit, &QLineEdit::returnPressed, this, apply);
    }
    connect(m_do, &QPushButton::clicked, this, apply);
    m_flow->addWidget(box);
}

Repair RepairBar::typed() const
{
    Repair repair = m_base;
    repair.kind = m_fill ? Repair::Kind::Fill : Repair::Kind::Replace;
    repair.from = m_from ? m_from->text() : QString();
    repair.to = m_to ? m_to->text() : QString();
    return repair;
}

void RepairBar::preview(const Repair& repair)
{
    if (repair == m_shown)
        return;
    m_shown = repair;
    Q_EMIT previewed(repair);
}

bool RepairBar::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Enter || event->type() == QEvent::FocusIn) {
        if (const auto found = m_buttons.constFind(watched); found != m_buttons.constEnd())
            preview(*found);
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace stevedore::ui
