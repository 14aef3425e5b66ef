// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/conditiongroup.h"

#include "exports/conditionrow.h"
#include "widgets/flowlayout.h"
#include "widgets/strip.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

QWidget* ConditionGroup::Part::widget() const
{
    return row ? static_cast<QWidget*>(row) : group;
}

ConditionGroup::ConditionGroup(const ConditionContext& context, bool isRoot, QWidget* parent)
    : QFrame(parent), m_context(context), m_kind(new QComboBox), m_lines(new QVBoxLayout(this))
{
    setProperty("group", !isRoot);
    setObjectName(isRoot ? u"rootGroup"_s : u"conditionGroup"_s);
    const int margin = isRoot ? 0 : space::between;
    m_lines->setContentsMargins(isRoot ? 0 : space::inner, margin, margin, margin);
    m_lines->setSpacing(space::between);
    m_lines->addWidget(makeHead(isRoot));
    m_lines->addWidget(makeFoot());
}

QWidget* ConditionGroup::makeHead(bool isRoot)
{
    m_kind->addItem(tr("All of these hold"), int(Condition::Kind::All));
    m_kind->addItem(tr("Any of these holds"), int(Condition::Kind::Any));
    m_kind->setObjectName(u"groupKind"_s);
    m_kind->setAccessibleName(isRoot ? tr("Which of the conditions have to hold")
                                     : tr("Which of the conditions of this group have to hold"));
    connect(m_kind, &QComboBox::activated, this, &ConditionGroup::changed);
    auto* head = new QWidget;
    auto* line = new QHBoxLayout(head);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_kind);
    line->addStretch(1);
    if (!isRoot) {
        m_remove = linkButton(u"×"_s);
        m_remove->setObjectName(u"removeGroup"_s);
        m_remove->setFixedWidth(22);
        m_remove->setAccessibleName(tr("Remove this group with its conditions"));
        m_remove->setToolTip(m_remove->accessibleName());
        line->addWidget(m_remove);
        connect(m_remove, &QPushButton::clicked, this, &ConditionGroup::removeWanted);
    }
    return head;
}

QWidget* ConditionGroup::makeFoot()
{
    m_addRow = linkButton(tr("Add condition"));
    m_addRow->setObjectName(u"addCondition"_s);
    m_addGroup = linkButton(tr("Add group"));
    m_addGroup->setObjectName(u"addGroup"_s);
    m_addGroup->setToolTip(tr("Conditions in a box of their own, of which all or any have to hold"));
    auto* foot = new QWidget;
    auto* line = new QHBoxLayout(foot);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::inner);
    line->addWidget(m_addRow);
    line->addWidget(m_addGroup);
    line->addStretch(1);
    connect(m_addRow, &QPushButton::clicked, this, [this] { addByHand(false); });
    connect(m_addGroup, &QPushButton::clicked, this, [this] { addByHand(true); });
    return foot;
}

ConditionRow* ConditionGroup::addRow()
{
    auto* row = new ConditionRow(m_context);
    m_lines->insertWidget(m_lines->count() - 1, row);
    m_parts.append({row, nullptr});
    connect(row, &ConditionRow::changed, this, &ConditionGroup::changed);
    connect(row, &ConditionRow::removeWanted, this, [this, row] { remove(row); });
    return row;
}

ConditionGroup* ConditionGroup::addGroup()
{
    auto* group = new ConditionGroup(m_context, false);
    m_lines->insertWidget(m_lines->count() - 1, group);
    m_parts.append({nullptr, group});
    connect(group, &ConditionGroup::changed, this, &ConditionGroup::changed);
    connect(group, &ConditionGroup::rebuilt, this, &ConditionGroup::rebuilt);
    connect(group, &ConditionGroup::removeWanted, this, [this, group] { remove(group); });
    return group;
}

void ConditionGroup::addByHand(bool isGroup)
{
    ConditionRow* row = nullptr;
    if (isGroup) {
        // The other kind than around it: a box of the same kind would change nothing.
        ConditionGroup* const group = addGroup();
        group->m_kind->setCurrentIndex(1 - m_kind->currentIndex());
        row = group->addRow();
    } else {
        row = addRow();
    }
    Q_EMIT rebuilt();
    Q_EMIT changed();
    row->setFocus();
}

void ConditionGroup::remove(QWidget* widget)
{
    const auto gone = std::find_if(m_parts.begin(), m_parts.end(), [&](const Part& p) { return p.widget() == widget; });
    if (gone == m_parts.end())
        return;
    // The focus goes to what took the place, so that several can be removed one after the other.
    const qsizetype place = gone - m_parts.begin();
    m_parts.erase(gone);
    QWidget* const next = place < m_parts.size() && m_parts.at(place).row
                              ? m_parts.at(place).row->findChild<QPushButton*>(u"removeCondition"_s)
                              : m_addRow;
    next->setFocus();
    widget->hide();
    m_lines->removeWidget(widget);
    widget->setParent(nullptr);
    widget->deleteLater();
    Q_EMIT rebuilt();
    Q_EMIT changed();
    askForRoom(this);
}

void ConditionGroup::clear()
{
    for (const Part& part : std::as_const(m_parts)) {
        part.widget()->hide();
        m_lines->removeWidget(part.widget());
        part.widget()->setParent(nullptr);
        part.widget()->deleteLater();
    }
    m_parts.clear();
}

void ConditionGroup::setCondition(const Condition& condition)
{
    clear();
    const bool isGroup = condition.isGroup();
    m_kind->setCurrentIndex(condition.kind == Condition::Kind::Any ? 1 : 0);
    for (const Condition& part : isGroup ? condition.parts : QList<Condition>{condition}) {
        if (part.isGroup())
            addGroup()->setCondition(part);
        else
            addRow()->setCondition(part);
    }
}

Condition ConditionGroup::condition() const
{
    Condition all;
    all.kind = Condition::Kind(m_kind->currentData().toInt());
    for (const Part& part : m_parts) {
        if (part.group)
            all.parts.append(part.group->condition());
        else if (!part.row->isBlank())
            all.parts.append(part.row->condition());
    }
    return all;
}

void ConditionGroup::refresh()
{
    for (const Part& part : std::as_const(m_parts)) {
        if (part.group)
            part.group->refresh();
        else
            part.row->refresh();
    }
}

void ConditionGroup::setTroubles(const QList<ConditionTrouble>& troubles)
{
    int place = 0;
    for (const Part& part : std::as_const(m_parts)) {
        QList<ConditionTrouble> own;
        if (part.row && part.row->isBlank()) {
            part.row->setTrouble({});
            continue;
        }
        for (const ConditionTrouble& trouble : troubles) {
            if (trouble.path.value(0, -1) == place)
                own.append({trouble.path.mid(1), trouble.sentence});
        }
        ++place;
        if (part.group)
            part.group->setTroubles(own);
        else
            part.row->setTrouble(own.isEmpty() ? QString() : own.first().sentence);
    }
}

void ConditionGroup::setPlaces(int& next)
{
    for (const Part& part : std::as_const(m_parts)) {
        if (part.group)
            part.group->setPlaces(next);
        else
            part.row->setPlace(next++);
    }
}

int ConditionGroup::blankRows() const
{
    int blank = 0;
    for (const Part& part : m_parts)
        blank += part.group ? part.group->blankRows() : part.row->isBlank() ? 1 : 0;
    return blank;
}

QWidgetList ConditionGroup::controls() const
{
    QWidgetList list{m_kind};
    if (m_remove)
        list.append(m_remove);
    for (const Part& part : m_parts)
        list.append(part.group ? part.group->controls() : part.row->controls());
    return list << m_addRow << m_addGroup;
}

} // namespace stevedore::ui
