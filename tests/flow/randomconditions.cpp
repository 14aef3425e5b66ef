// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/randomconditions.h"

#include "crm/condition/relativetime.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace stevedore::test {

namespace {

bool looksInside(Comparator comparator)
{
    using enum Comparator;
    return comparator == Contains || comparator == NotContains || comparator == StartsWith || comparator == EndsWith;
}

} // namespace

RandomConditions::RandomConditions(const EquipmentRows& rows, Dice& dice) : m_rows(rows), m_dice(dice)
{
    for (const QString& field : rows.fields())
        for (const Comparator comparator : comparatorsFor(*rows.field(field)))
            m_pairs.append({field, comparator});
}

Condition RandomConditions::next()
{
    for (;;) {
        m_new.clear();
        Condition condition = group(m_dice.below(4), m_dice.oneIn(8) ? 8 : 2 + m_dice.below(3));
        if (conditionCount(condition) <= mostConditions) {
            m_tried.unite(m_new);
            return condition;
        }
    }
}

/// Of so many parts; of depth 0 a comparison.
Condition RandomConditions::group(int depth, int parts)
{
    if (depth == 0)
        return comparison();
    QList<Condition> all;
    for (int i = 0; i < parts; ++i)
        all.append(group(m_dice.oneIn(2) ? 0 : depth - 1, 2 + m_dice.below(2)));
    return m_dice.oneIn(2) ? Condition::all(all) : Condition::any(all);
}

Condition RandomConditions::comparison()
{
    // What has not been tried comes first.
    int at = m_dice.below(m_pairs.size());
    for (qsizetype i = 0; i < m_pairs.size() && (m_tried.contains(at) || m_new.contains(at)); ++i)
        at = int((at + 1) % m_pairs.size());
    m_new.insert(at);
    const Pair& pair = m_pairs[at];
    const bool isTime = operandKind(*m_rows.field(pair.first)) == OperandKind::Date ||
                        operandKind(*m_rows.field(pair.first)) == OperandKind::DateTime;
    QList<Operand> all;
    for (const QString& text : operands(pair))
        all.append({text, isTime && isRelativeTime(text)});
    return Condition::compare(pair.first, pair.second, all);
}

QStringList RandomConditions::operands(const Pair& pair)
{
    const OperandCount count = operandCount(pair.second);
    int wanted = count.least;
    if (count.most < 0)
        wanted = m_dice.oneIn(4) ? 19 + m_dice.below(44) : 1 + m_dice.below(4);
    QStringList out;
    for (int i = 0; i < wanted; ++i)
        out.append(operand(pair));
    return out;
}

/// Mostly a value that a record has.
QString RandomConditions::operand(const Pair& pair)
{
    const Field& field = *m_rows.field(pair.first);
    const QString value = m_dice.oneOf(m_rows.values(pair.first));
    switch (operandKind(field)) {
    case OperandKind::Text:
        if (looksInside(pair.second)) {
            const int from = m_dice.below(value.size());
            return m_dice.oneIn(2) ? value.mid(from) : value.left(from + 1);
        }
        return m_dice.oneIn(6) ? value + m_dice.oneOf(QStringList{u"x"_s, u" \""_s, u"%"_s}) : value;
    case OperandKind::Number:
    case OperandKind::Date:
    case OperandKind::DateTime:
        return spelled(field, value);
    case OperandKind::Id:
        return m_dice.oneIn(6) ? u"4876876000000000001"_s : value;
    case OperandKind::Boolean:
        break;
    }
    return value;
}

/// In one of the ways in which numbers and times may be written, and now and then another one.
QString RandomConditions::spelled(const Field& field, const QString& value)
{
    static const QStringList days{u"today"_s, u"today-1"_s, u"week"_s,     u"month"_s,     u"month-1"_s,
                                  u"year"_s,  u"now"_s,     u"now-1440"_s, u"2026-03-17"_s};
    static const QStringList moments{u"2026-03-18T23:15:16"_s, u"2026-03-18T23:15"_s, u"2026-03-18T22:15:16Z"_s};
    if (operandKind(field) != OperandKind::Number)
        return !m_dice.oneIn(2)                ? value
               : field.type == FieldType::Date ? m_dice.oneOf(days)
                                               : m_dice.oneOf(days + moments);
    const bool hasDecimals = field.type != FieldType::Integer && field.type != FieldType::BigInt;
    if (m_dice.oneIn(4))
        return hasDecimals ? u"12.499"_s : u"9999999999999999999"_s;
    return hasDecimals && m_dice.oneIn(3) ? value + (value.contains(u'.') ? u"0"_s : u".0"_s) : value;
}

} // namespace stevedore::test
