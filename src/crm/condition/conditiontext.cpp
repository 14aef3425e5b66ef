// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/condition/conditiontext.h"

#include "crm/condition/conditionparser.h"
#include "crm/condition/operandforms.h"

namespace stevedore {

using namespace Qt::StringLiterals;

namespace {

QString valueText(const Operand& operand)
{
    const QString& text = operand.text;
    const bool isBare = operand.relative || text == u"true"_s || text == u"false"_s || isNumberForm(text) ||
                        isDayForm(text) || isMomentForm(text);
    if (isBare)
        return text;
    return u'"' + QString(text).replace(u'"', u"\"\""_s) + u'"';
}

QString wordsOf(Comparator comparator)
{
    switch (comparator) {
    case Comparator::Equal:
        return u"="_s;
    case Comparator::NotEqual:
        return u"!="_s;
    case Comparator::In:
        return u"in"_s;
    case Comparator::NotIn:
        return u"not in"_s;
    case Comparator::Less:
        return u"<"_s;
    case Comparator::LessEqual:
        return u"<="_s;
    case Comparator::Greater:
        return u">"_s;
    case Comparator::GreaterEqual:
        return u">="_s;
    case Comparator::Between:
        return u"between"_s;
    case Comparator::NotBetween:
        return u"not between"_s;
    case Comparator::Contains:
        return u"contains"_s;
    case Comparator::NotContains:
        return u"not contains"_s;
    case Comparator::StartsWith:
        return u"starts with"_s;
    case Comparator::EndsWith:
        return u"ends with"_s;
    case Comparator::IsEmpty:
        return u"is empty"_s;
    case Comparator::IsNotEmpty:
        return u"is not empty"_s;
    }
    return {};
}

QString comparisonText(const Condition& comparison)
{
    QStringList values;
    for (const Operand& operand : comparison.operands)
        values.append(valueText(operand));
    const OperandCount count = operandCount(comparison.comparator);
    const QString operands = count.most < 0     ? u'(' + values.join(u", "_s) + u')'
                             : count.least == 2 ? values.join(u" and "_s)
                                                : values.join(u' ');
    const QString asked = comparison.field + u' ' + wordsOf(comparison.comparator);
    return operands.isEmpty() ? asked : asked + u' ' + operands;
}

QString groupText(const Condition& group);

QString partText(const Condition& part)
{
    if (!part.isGroup())
        return comparisonText(part);
    // What is no condition may not read as one.
    return part.parts.size() == 1 ? partText(part.parts.first()) : u'(' + groupText(part) + u')';
}

QString groupText(const Condition& group)
{
    QStringList parts;
    for (const Condition& part : group.parts)
        parts.append(partText(part));
    return parts.join(group.kind == Condition::Kind::All ? u" and "_s : u" or "_s);
}

} // namespace

QString conditionText(const Condition& condition)
{
    if (!condition.isGroup())
        return comparisonText(condition);
    return condition.parts.size() == 1 ? conditionText(condition.parts.first()) : groupText(condition);
}

tl::expected<Condition, ConditionTextError> conditionFromText(const QString& text)
{
    return ConditionParser(conditionTokens(text)).parse();
}

} // namespace stevedore
