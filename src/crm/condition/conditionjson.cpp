// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/condition/conditionjson.h"

#include "crm/condition/operandforms.h"
#include "crm/condition/relativetime.h"

#include <QJsonArray>
#include <QLocale>

#include <algorithm>

namespace stevedore {

using namespace Qt::StringLiterals;

namespace {

const char* wordOf(Comparator comparator)
{
    switch (comparator) {
    case Comparator::Equal:
    case Comparator::IsEmpty:
        return "equal";
    case Comparator::NotEqual:
    case Comparator::IsNotEmpty:
        return "not_equal";
    case Comparator::In:
        return "in";
    case Comparator::NotIn:
        return "not_in";
    case Comparator::Less:
        return "less_than";
    case Comparator::LessEqual:
        return "less_equal";
    case Comparator::Greater:
        return "greater_than";
    case Comparator::GreaterEqual:
        return "greater_equal";
    case Comparator::Between:
        return "between";
    case Comparator::NotBetween:
        return "not_between";
    case Comparator::Contains:
        return "contains";
    case Comparator::NotContains:
        return "not_contains";
    case Comparator::StartsWith:
        return "starts_with";
    case Comparator::EndsWith:
        return "ends_with";
    }
    return "";
}

bool putsInOrder(Comparator comparator)
{
    using enum Comparator;
    return comparator == Less || comparator == LessEqual || comparator == Greater || comparator == GreaterEqual;
}

/// "-12.5" for "-012.50": one spelling for each number.
QString plainNumber(QString text)
{
    const bool negative = text.startsWith(u'-');
    text = text.mid(negative ? 1 : 0);
    if (text.contains(u'.')) {
        while (text.endsWith(u'0'))
            text.chop(1);
        if (text.endsWith(u'.'))
            text.chop(1);
    }
    while (text.size() > 1 && text[0] == u'0' && text[1] != u'.')
        text.remove(0, 1);
    return negative && text != u"0"_s ? u'-' + text : text;
}

/// A JSON number where that says the same, else the text.
QJsonValue numberJson(const QString& text)
{
    const QString plain = plainNumber(text);
    bool isInteger = false;
    const qint64 integer = plain.toLongLong(&isInteger);
    if (isInteger)
        return integer;
    const double number = plain.toDouble();
    const bool isExact = QString::number(number, 'g', QLocale::FloatingPointShortest) == plain;
    return isExact ? QJsonValue(number) : QJsonValue(plain);
}

class Writer
{
public:
    Writer(const FieldFinder& field, const QDateTime& now) : m_field(field), m_now(now) {}

    /// Empty if it is true of every record.
    QJsonObject write(const Condition& condition) const
    {
        return condition.isGroup() ? group(condition) : comparison(condition);
    }

private:
    static QJsonObject groupOf(bool all, const QJsonArray& parts)
    {
        if (parts.size() == 1)
            return parts[0].toObject();
        return {{u"group_operator"_s, all ? u"and"_s : u"or"_s}, {u"group"_s, parts}};
    }

    QJsonObject group(const Condition& condition) const
    {
        const bool all = condition.kind == Condition::Kind::All;
        QJsonArray parts;
        for (const Condition& part : condition.parts) {
            const QJsonObject written = write(part);
            if (!written.isEmpty())
                parts.append(written);
            else if (!all)
                return {};
        }
        return parts.isEmpty() ? QJsonObject() : groupOf(all, parts);
    }

    static QJsonObject leaf(const Condition& condition, const QJsonValue& value)
    {
        return {{u"field"_s, QJsonObject{{u"api_name"_s, condition.field}}},
                {u"comparator"_s, QString::fromLatin1(wordOf(condition.comparator))},
                {u"value"_s, value}};
    }

    QJsonObject comparison(const Condition& condition) const
    {
        const Comparator comparator = condition.comparator;
        const bool isList = comparator == Comparator::In || comparator == Comparator::NotIn;
        if (operandCount(comparator).most == 0)
            return leaf(condition, u"${EMPTY}"_s);
        QJsonArray values;
        for (const Operand& operand : condition.operands)
            values.append(value(condition, operand));
        if (isList)
            return list(condition, values);
        if (operandCount(comparator).least == 2)
            return leaf(condition, values);
        return leaf(condition, values.first());
    }

    static QJsonObject list(const Condition& condition, const QJsonArray& values)
    {
        QJsonArray lists;
        for (qsizetype from = 0; from < values.size(); from += mostValuesOfIn) {
            QJsonArray some;
            for (qsizetype i = from; i < std::min<qsizetype>(from + mostValuesOfIn, values.size()); ++i)
                some.append(values[i]);
            lists.append(leaf(condition, some));
        }
        return groupOf(condition.comparator == Comparator::NotIn, lists);
    }

    QJsonValue value(const Condition& condition, const Operand& operand) const
    {
        const Field* const field = m_field(condition.field);
        if (!field)
            return valueByLook(condition.comparator, operand);
        switch (operandKind(*field)) {
        case OperandKind::Number:
            return numberJson(operand.text);
        case OperandKind::Boolean:
            return operand.text == u"true"_s;
        case OperandKind::Date:
            return operand.relative ? absoluteTime(operand.text, false, m_now) : operand.text;
        case OperandKind::DateTime:
            return moment(operand);
        case OperandKind::Text:
        case OperandKind::Id:
            break;
        }
        return operand.text;
    }

    QJsonValue moment(const Operand& operand) const
    {
        if (operand.relative)
            return absoluteTime(operand.text, true, m_now);
        const auto moment = momentOf(operand.text, m_now);
        return moment ? momentText(*moment) : operand.text;
    }

    /// For a field of a parent of unknown type: digits may be a text, unless they are put in an order.
    QJsonValue valueByLook(Comparator comparator, const Operand& operand) const
    {
        const QString& text = operand.text;
        if (operand.relative || isMomentForm(text))
            return moment(operand);
        if (comparator == Comparator::Equal && (text == u"true"_s || text == u"false"_s))
            return text == u"true"_s;
        return putsInOrder(comparator) && isNumberForm(text) ? numberJson(text) : QJsonValue(text);
    }

    const FieldFinder& m_field;
    const QDateTime& m_now;
};

} // namespace

QJsonObject conditionJson(const Condition& condition, const FieldFinder& field, const QDateTime& now)
{
    return Writer(field, now).write(condition);
}

} // namespace stevedore
