// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/operandeditor.h"

#include "crm/condition/relativetime.h"
#include "exports/dayedit.h"
#include "exports/lookupline.h"
#include "exports/picklistbutton.h"
#include "exports/valuelist.h"
#include "widgets/theme.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

bool isOneOf(Comparator comparator)
{
    return comparator == Comparator::In || comparator == Comparator::NotIn;
}

bool isWhole(Comparator comparator)
{
    return comparator == Comparator::Equal || comparator == Comparator::NotEqual;
}

bool isBetween(Comparator comparator)
{
    return comparator == Comparator::Between || comparator == Comparator::NotBetween;
}

bool isTime(OperandKind kind)
{
    return kind == OperandKind::Date || kind == OperandKind::DateTime;
}

void addChoice(QComboBox* combo, const QString& name, const QString& value)
{
    combo->addItem(name, value);
}

} // namespace

OperandEditor::OperandEditor(const ConditionContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_lines(new QVBoxLayout(this))
{
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setSpacing(space::tight);
}

void OperandEditor::show(const Field& field, Comparator comparator, const QList<Operand>& operands)
{
    m_field = field;
    m_kind = operandKind(field);
    m_comparator = comparator;
    for (const Part& part : std::as_const(m_parts)) {
        // One of them may be where the signal comes from.
        part.widget->hide();
        m_lines->removeWidget(part.widget);
        part.widget->setParent(nullptr);
        part.widget->deleteLater();
    }
    m_parts.clear();
    setFocusProxy(nullptr);
    const OperandCount count = operandCount(comparator);
    for (int i = 0; i < count.least; ++i)
        add(partFor(operands, i));
    if (!m_parts.isEmpty())
        setFocusProxy(m_parts.first().widget);
    setPlace(m_place);
}

OperandEditor::Part OperandEditor::partFor(const QList<Operand>& operands, int place)
{
    const Operand operand = operands.value(place);
    if (isOneOf(m_comparator))
        return m_field.picklist.isEmpty() ? listFor(operands) : picksFor(operands);
    if (isTime(m_kind))
        return dayFor(operand);
    if (m_kind == OperandKind::Boolean)
        return booleanFor(operand);
    if (m_kind == OperandKind::Id)
        return lookupFor(operand);
    return isWhole(m_comparator) && !m_field.picklist.isEmpty() ? pickFor(operand) : lineFor(operand);
}

void OperandEditor::add(const Part& part)
{
    part.widget->setMinimumWidth(60);
    m_lines->addWidget(part.widget);
    m_parts.append(part);
}

OperandEditor::Part OperandEditor::lineFor(const Operand& operand)
{
    auto* line = new QLineEdit(operand.text);
    line->setObjectName(u"conditionValue"_s);
    line->setPlaceholderText(m_kind == OperandKind::Number ? tr("Number") : tr("Value"));
    connect(line, &QLineEdit::textEdited, this, &OperandEditor::changed);
    return {line, [line, operand, kind = m_kind] {
                // Of a field that is not known yet, the value is not judged either.
                if (line->text() == operand.text)
                    return QList<Operand>{operand};
                // Blanks belong to a text, around a number they are a slip.
                return QList<Operand>{{kind == OperandKind::Text ? line->text() : line->text().trimmed()}};
            }};
}

OperandEditor::Part OperandEditor::listFor(const QList<Operand>& operands)
{
    QStringList values;
    for (const Operand& operand : operands) {
        if (!operand.text.isEmpty())
            values.append(operand.text);
    }
    auto* line = new QLineEdit(valuesLine(values));
    line->setObjectName(u"conditionValue"_s);
    line->setPlaceholderText(tr("Values, divided by commas"));
    line->setToolTip(tr("Divide values by commas. A value with a comma stands in double quotes."));
    connect(line, &QLineEdit::textEdited, this, &OperandEditor::changed);
    return {line, [line, operands, isDay = isTime(m_kind)] {
                QList<Operand> list;
                for (const QString& value : valuesOf(line->text()))
                    list.append({value, (isDay && isRelativeTime(value)) || operands.contains(Operand{value, true})});
                return list.isEmpty() ? QList<Operand>{{}} : list;
            }};
}

OperandEditor::Part OperandEditor::dayFor(const Operand& operand)
{
    auto* day = new DayEdit(m_kind == OperandKind::DateTime);
    day->setObjectName(u"conditionValue"_s);
    day->setOperand(operand);
    connect(day, &DayEdit::changed, this, &OperandEditor::changed);
    return {day, [day] { return QList<Operand>{day->operand()}; }};
}

OperandEditor::Part OperandEditor::booleanFor(const Operand& operand)
{
    auto* combo = new QComboBox;
    combo->setObjectName(u"conditionValue"_s);
    addChoice(combo, tr("yes"), u"true"_s);
    addChoice(combo, tr("no"), u"false"_s);
    combo->setCurrentIndex(operand.text == u"false" ? 1 : 0);
    connect(combo, &QComboBox::currentIndexChanged, this, &OperandEditor::changed);
    return {combo, [combo] { return QList<Operand>{{combo->currentData().toString()}}; }};
}

OperandEditor::Part OperandEditor::pickFor(const Operand& operand)
{
    auto* combo = new QComboBox;
    combo->setObjectName(u"conditionValue"_s);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setPlaceholderText(tr("Choose a value"));
    for (const PicklistValue& value : std::as_const(m_field.picklist))
        addChoice(combo, value.display, value.actual);
    if (!operand.text.isEmpty() && combo->findData(operand.text) < 0)
        addChoice(combo, operand.text, operand.text);
    combo->setCurrentIndex(operand.text.isEmpty() ? -1 : combo->findData(operand.text));
    connect(combo, &QComboBox::currentIndexChanged, this, &OperandEditor::changed);
    return {combo, [combo] { return QList<Operand>{{combo->currentData().toString()}}; }};
}

OperandEditor::Part OperandEditor::picksFor(const QList<Operand>& operands)
{
    auto* button = new PicklistButton(m_field.picklist);
    button->setObjectName(u"conditionValue"_s);
    QStringList values;
    for (const Operand& operand : operands)
        values.append(operand.text);
    button->setChosen(values);
    connect(button, &PicklistButton::changed, this, &OperandEditor::changed);
    return {button, [button] {
                QList<Operand> list;
                for (const QString& value : button->chosen())
                    list.append({value});
                return list.isEmpty() ? QList<Operand>{{}} : list;
            }};
}

OperandEditor::Part OperandEditor::lookupFor(const Operand& operand)
{
    auto* line = new LookupLine(m_context, m_field.lookupModule);
    line->setObjectName(u"conditionValue"_s);
    line->setText(operand.text);
    connect(line, &QLineEdit::textEdited, this, &OperandEditor::changed);
    return {line, [line] { return QList<Operand>{{line->text().trimmed()}}; }};
}

QList<Operand> OperandEditor::operands() const
{
    QList<Operand> all;
    for (const Part& part : m_parts)
        all.append(part.read());
    return all;
}

void OperandEditor::setWrong(bool wrong)
{
    const QString role = wrong ? u"true"_s : QString();
    for (const Part& part : std::as_const(m_parts)) {
        setRole(part.widget, "wrong", role);
        for (QLineEdit* line : part.widget->findChildren<QLineEdit*>(QString(), Qt::FindChildrenRecursively))
            setRole(line, "wrong", role);
    }
}

void OperandEditor::setPlace(const QString& place)
{
    m_place = place;
    for (qsizetype i = 0; i < m_parts.size(); ++i) {
        const QString name = !isBetween(m_comparator) ? tr("Value") : i == 0 ? tr("From") : tr("To");
        m_parts.at(i).widget->setAccessibleName(place.isEmpty() ? name : u"%1: %2"_s.arg(place, name));
    }
}

} // namespace stevedore::ui
