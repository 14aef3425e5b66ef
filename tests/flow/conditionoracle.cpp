// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/conditionoracle.h"

#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace stevedore::test {

namespace {

QDate firstDay(const QString& word, const QDate& today)
{
    return word == u"week"_s    ? today.addDays(1 - today.dayOfWeek())
           : word == u"month"_s ? QDate(today.year(), today.month(), 1)
           : word == u"year"_s  ? QDate(today.year(), 1, 1)
                                : today;
}

QDate shifted(const QString& word, const QDate& day, int by)
{
    return word == u"week"_s    ? day.addDays(7 * by)
           : word == u"month"_s ? day.addMonths(by)
           : word == u"year"_s  ? day.addYears(by)
                                : day.addDays(by);
}

QDateTime moment(const Operand& operand, const QDateTime& now)
{
    const QString& text = operand.text;
    if (operand.relative) {
        const auto sign = std::find_if(text.begin(), text.end(), [](QChar c) { return c == u'+' || c == u'-'; });
        const QString word = text.left(sign - text.begin());
        const int by = text.mid(word.size()).toInt();
        if (word == u"now"_s)
            return now.addSecs(60LL * by);
        return QDateTime(shifted(word, firstDay(word, now.date()), by), QTime(0, 0), now.timeZone());
    }
    if (text.size() == 10)
        return QDateTime(QDate::fromString(text, Qt::ISODate), QTime(0, 0), now.timeZone());
    const QDateTime read = QDateTime::fromString(text, Qt::ISODate);
    return read.timeSpec() == Qt::LocalTime ? QDateTime(read.date(), read.time(), now.timeZone()) : read;
}

/// Less than, equal or more than zero.
int compared(const Field& field, const QString& cell, const Operand& operand, const QDateTime& now)
{
    const auto sign = [](auto a, auto b) { return a < b ? -1 : a > b ? 1 : 0; };
    if (field.apiName == u"id"_s)
        return sign(cell.toLongLong(), operand.text.toLongLong());
    switch (field.type) {
    case FieldType::Integer:
    case FieldType::BigInt:
    case FieldType::Decimal:
    case FieldType::Currency:
    case FieldType::Percent:
        return sign(std::stold(cell.toStdString()), std::stold(operand.text.toStdString()));
    case FieldType::Date:
        return sign(QDate::fromString(cell, Qt::ISODate),
                    operand.relative ? moment(operand, now).date() : QDate::fromString(operand.text, Qt::ISODate));
    case FieldType::DateTime:
        return sign(moment({cell}, now).toSecsSinceEpoch(), moment(operand, now).toSecsSinceEpoch());
    default:
        return cell.compare(operand.text, Qt::CaseInsensitive);
    }
}

bool holdsOfValue(const Condition& c, const Field& field, const QString& cell, const QDateTime& now)
{
    using enum Comparator;
    const auto order = [&](int operand) { return compared(field, cell, c.operands[operand], now); };
    switch (c.comparator) {
    case Equal:
        return order(0) == 0;
    case In:
        for (int i = 0; i < c.operands.size(); ++i)
            if (order(i) == 0)
                return true;
        return false;
    case Less:
        return order(0) < 0;
    case LessEqual:
        return order(0) <= 0;
    case Greater:
        return order(0) > 0;
    case GreaterEqual:
        return order(0) >= 0;
    case Between:
        return order(0) >= 0 && order(1) <= 0;
    case Contains:
        return cell.contains(c.operands[0].text, Qt::CaseInsensitive);
    case StartsWith:
        return cell.startsWith(c.operands[0].text, Qt::CaseInsensitive);
    default:
        return cell.endsWith(c.operands[0].text, Qt::CaseInsensitive);
    }
}

/// The comparator that says the opposite, of those that begin with "not".
std::optional<Comparator> opposite(Comparator comparator)
{
    using enum Comparator;
    switch (comparator) {
    case NotEqual:
        return Equal;
    case NotIn:
        return In;
    case NotBetween:
        return Between;
    case NotContains:
        return Contains;
    case IsNotEmpty:
        return IsEmpty;
    default:
        return std::nullopt;
    }
}

} // namespace

bool holds(const Condition& condition, const EquipmentRows::Row& row, const EquipmentRows& rows, const QDateTime& now)
{
    const auto part = [&](const Condition& c) { return holds(c, row, rows, now); };
    if (condition.kind == Condition::Kind::All)
        return std::all_of(condition.parts.begin(), condition.parts.end(), part);
    if (condition.kind == Condition::Kind::Any)
        return std::any_of(condition.parts.begin(), condition.parts.end(), part);
    if (const auto other = opposite(condition.comparator)) {
        Condition positive = condition;
        positive.comparator = *other;
        return !part(positive);
    }
    const QStringList& cell = row[condition.field];
    if (cell.isEmpty() || condition.comparator == Comparator::IsEmpty)
        return cell.isEmpty() && condition.comparator == Comparator::IsEmpty;
    return holdsOfValue(condition, *rows.field(condition.field), cell.join(u';'), now);
}

} // namespace stevedore::test
