// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/conditioneditor.h"

#include "exports/conditiongroup.h"
#include "exports/fieldline.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QLabel>
#include <QScrollArea>
#include <QStandardItemModel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

/// Groups of one part are the part, and those of none are not there.
Condition withoutNeedless(const Condition& condition)
{
    if (!condition.isGroup())
        return condition;
    Condition group;
    group.kind = condition.kind;
    for (const Condition& part : condition.parts) {
        const Condition kept = withoutNeedless(part);
        if (!kept.isEmpty())
            group.parts.append(kept);
    }
    if (group.parts.size() == 1)
        return group.parts.first();
    return group.parts.isEmpty() ? Condition() : group;
}

} // namespace

ConditionEditor::ConditionEditor(QWidget* parent)
    : QWidget(parent), m_choices(new QStandardItemModel(this)), m_scroll(new QScrollArea),
      m_figure(plainLabel({}, "dim", this)), m_nothing(plainLabel(tr("Without a condition, every record."), "dim")),
      m_tooMany(plainLabel({}, "refused"))
{
    m_context.choices = m_choices;
    m_context.field = fieldsOf({});
    m_root = new ConditionGroup(m_context, true);
    m_figure->setObjectName(u"conditionFigure"_s);
    m_tooMany->setObjectName(u"conditionsTrouble"_s);
    m_tooMany->setWordWrap(true);
    auto* content = new QWidget;
    content->setProperty("clear", true);
    auto* lines = new QVBoxLayout(content);
    lines->setContentsMargins(space::inner, space::inner, space::inner, space::inner);
    lines->setSpacing(space::between);
    lines->addWidget(m_nothing);
    lines->addWidget(m_root);
    lines->addWidget(m_tooMany);
    lines->addStretch(1);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_scroll);
    connect(m_root, &ConditionGroup::changed, this, &ConditionEditor::edited);
    connect(m_root, &ConditionGroup::rebuilt, this, &ConditionEditor::order);
    // What Tab reaches is brought into sight.
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        if (now && m_scroll->widget()->isAncestorOf(now))
            m_scroll->ensureWidgetVisible(now, 0, space::panes);
    });
    judge();
}

void ConditionEditor::setMeta(const ModuleMeta& meta)
{
    m_context.meta = meta;
    m_context.field = fieldsOf(meta);
    fillFieldChoices(m_choices, meta);
    m_root->refresh();
    order();
    judge();
}

void ConditionEditor::setConditionsOfView(int count)
{
    m_ofView = count;
    judge();
}

void ConditionEditor::setCondition(const Condition& condition)
{
    m_root->setCondition(condition);
    order();
    judge();
}

Condition ConditionEditor::condition() const
{
    return withoutNeedless(m_root->condition());
}

QString ConditionEditor::trouble() const
{
    return m_trouble;
}

void ConditionEditor::edited()
{
    judge();
    Q_EMIT changed();
}

void ConditionEditor::judge()
{
    const Condition shown = m_root->condition();
    const QList<ConditionTrouble> troubles = conditionTroubles(shown, m_context.field, m_ofView);
    m_root->setTroubles(troubles);
    QString whole;
    for (const ConditionTrouble& trouble : troubles) {
        if (trouble.path.isEmpty())
            whole = trouble.sentence;
    }
    m_tooMany->setText(whole);
    m_tooMany->setVisible(!whole.isEmpty());
    const int blank = m_root->blankRows();
    m_trouble = !troubles.isEmpty() ? troubles.first().sentence
                : blank > 0         ? tr("A condition has no field yet. Choose one, or remove the condition.")
                                    : QString();
    const int count = conditionCount(shown) + m_ofView;
    m_figure->setText(tr("%1 of %2 conditions").arg(count).arg(mostConditions));
    setRole(m_figure, "role", count > mostConditions ? u"attention"_s : u"dim"_s);
    m_nothing->setVisible(shown.isEmpty() && blank == 0);
}

void ConditionEditor::order()
{
    int number = 1;
    m_root->setPlaces(number);
    const QWidgetList controls = m_root->controls();
    for (qsizetype i = 1; i < controls.size(); ++i)
        setTabOrder(controls.at(i - 1), controls.at(i));
}

} // namespace stevedore::ui
