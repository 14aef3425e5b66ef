// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/conditionrow.h"

#include "exports/fieldline.h"
#include "exports/operandeditor.h"
#include "widgets/flowlayout.h"
#include "widgets/strip.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

/// The columns of all rows stand below each other when the controls have no say in their width.
void ignoreWidth(QWidget* control, int least)
{
    control->setMinimumWidth(least);
    control->setSizePolicy(QSizePolicy::Ignored, control->sizePolicy().verticalPolicy());
}

} // namespace

ConditionRow::ConditionRow(const ConditionContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_field(new FieldLine(context)), m_comparator(new QComboBox),
      m_operands(new OperandEditor(context)), m_remove(linkButton(u"×"_s)), m_trouble(plainLabel({}, "refused"))
{
    m_field->setObjectName(u"conditionField"_s);
    m_comparator->setObjectName(u"conditionComparator"_s);
    m_comparator->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_comparator->setMaxVisibleItems(16);
    m_remove->setObjectName(u"removeCondition"_s);
    m_remove->setToolTip(tr("Remove this condition"));
    m_remove->setFixedSize(22, space::row);
    m_trouble->setObjectName(u"conditionTrouble"_s);
    m_trouble->setWordWrap(true);
    m_trouble->hide();
    ignoreWidth(m_field, 90);
    ignoreWidth(m_comparator, 84);
    ignoreWidth(m_operands, 110);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::between);
    grid->setVerticalSpacing(space::tight);
    grid->setColumnStretch(0, 9);
    grid->setColumnStretch(1, 10);
    grid->setColumnStretch(2, 11);
    grid->addWidget(m_field, 0, 0, Qt::AlignTop);
    grid->addWidget(m_comparator, 0, 1, Qt::AlignTop);
    grid->addWidget(m_operands, 0, 2);
    grid->addWidget(m_remove, 0, 3, Qt::AlignTop);
    grid->addWidget(m_trouble, 1, 0, 1, 4);
    setFocusProxy(m_field);
    connect(m_field, &FieldLine::chosen, this, &ConditionRow::fieldChosen);
    connect(m_comparator, &QComboBox::activated, this, &ConditionRow::comparatorChosen);
    connect(m_operands, &OperandEditor::changed, this, &ConditionRow::changed);
    connect(m_remove, &QPushButton::clicked, this, &ConditionRow::removeWanted);
    show(Comparator::Equal, {});
}

Field ConditionRow::field() const
{
    const Field* const known = m_field->field().isEmpty() ? nullptr : m_context.field(m_field->field());
    return known ? *known : Field();
}

void ConditionRow::setCondition(const Condition& comparison)
{
    m_field->setField(comparison.field);
    show(comparison.comparator, comparison.operands);
}

void ConditionRow::show(Comparator comparator, const QList<Operand>& operands)
{
    const Field field = this->field();
    m_kind = operandKind(field);
    QList<Comparator> allowed = m_field->field().isEmpty() ? QList<Comparator>() : comparatorsFor(field);
    // What came with a text is shown even if the field does not allow it; the trouble says so.
    if (!allowed.contains(comparator))
        allowed.append(comparator);
    m_comparator->clear();
    for (const Comparator one : std::as_const(allowed))
        m_comparator->addItem(comparatorPhrase(one, m_kind), int(one));
    m_comparator->setCurrentIndex(m_comparator->findData(int(comparator)));
    m_comparator->setEnabled(!isBlank());
    m_operands->show(field, comparator, operands);
    m_operands->setEnabled(!isBlank());
}

void ConditionRow::fieldChosen()
{
    const Condition before = condition();
    const QList<Comparator> allowed = comparatorsFor(field());
    const bool isSame = allowed.contains(before.comparator);
    const Comparator comparator = isSame || allowed.isEmpty() ? before.comparator : allowed.first();
    // A value of another type would only be in the way, and one of another list as well.
    const bool isKept = operandKind(field()) == m_kind && field().picklist.isEmpty() && isSame;
    show(comparator, isKept ? before.operands : QList<Operand>());
    Q_EMIT changed();
}

void ConditionRow::comparatorChosen()
{
    QList<Operand> operands = m_operands->operands();
    m_operands->show(field(), Comparator(m_comparator->currentData().toInt()), operands);
    Q_EMIT changed();
}

Condition ConditionRow::condition() const
{
    return Condition::compare(m_field->field(), Comparator(m_comparator->currentData().toInt()),
                              m_operands->operands());
}

bool ConditionRow::isBlank() const
{
    return m_field->field().isEmpty();
}

void ConditionRow::refresh()
{
    if (isBlank() || m_field->hasFocus())
        return;
    const Condition now = condition();
    if (operandKind(field()) != m_kind || m_comparator->count() < 2)
        setCondition(now);
    else
        m_field->setField(now.field);
}

void ConditionRow::setTrouble(const QString& sentence)
{
    m_operands->setWrong(!sentence.isEmpty());
    if (m_trouble->text() == sentence)
        return;
    m_trouble->setText(sentence);
    m_trouble->setVisible(!sentence.isEmpty());
    m_field->setAccessibleDescription(sentence);
    askForRoom(m_trouble);
}

void ConditionRow::setPlace(int number)
{
    const QString place = tr("Condition %1").arg(number);
    m_field->setAccessibleName(tr("%1: field").arg(place));
    m_comparator->setAccessibleName(tr("%1: comparison").arg(place));
    m_remove->setAccessibleName(tr("Remove condition %1").arg(number));
    m_operands->setPlace(place);
}

QWidgetList ConditionRow::controls() const
{
    QWidgetList list{m_field, m_comparator};
    for (QWidget* child : m_operands->findChildren<QWidget*>()) {
        // A list that opens has a window and an order of its own.
        const bool isOurs = child->window() == window() && child->focusPolicy() & Qt::TabFocus && !child->focusProxy();
        if (isOurs && !qobject_cast<QLineEdit*>(child->parentWidget()) && !child->inherits("QAbstractItemView") &&
            !child->parentWidget()->inherits("QAbstractSpinBox"))
            list.append(child);
    }
    list.append(m_remove);
    return list;
}

} // namespace stevedore::ui
