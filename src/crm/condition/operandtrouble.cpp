// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a value can be sent for a field (Zoho CRM API v8, Bulk read, Create job: comparators and value limits).
#include "base/text.h"
#include "crm/condition/conditionrules.h"
#include "crm/condition/conditionwords.h"
#include "crm/condition/operandforms.h"
#include "crm/condition/relativetime.h"

#include <algorithm>

namespace stevedore {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostNumberDigits = 19;
constexpr int mostCharacters = 255;

qsizetype digitsOf(const QString& text)
{
    return std::count_if(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

QString textTrouble(const QString& text)
{
    if (text.size() > mostCharacters)
        return ConditionWords::tr("“%1” has %2 characters, and the CRM compares with %3 at most. Shorten it.")
            .arg(shownValue(text, 20), grouped(text.size()), grouped(mostCharacters));
    // The CRM would take it for one of its own words, such as ${EMPTY}.
    if (text.startsWith(u"${"_s))
        return ConditionWords::tr(
                   "“%1” begins with “${”, which the CRM reads as a word of its own. Compare with another "
                   "part of the text, or ask whether the field is empty.")
            .arg(shownValue(text));
    return {};
}

QString numberTrouble(const Field& field, const QString& text)
{
    if (!isNumberForm(text))
        return ConditionWords::tr("“%1” is no number. Write it as 1234.5.").arg(shownValue(text));
    if (digitsOf(text) > mostNumberDigits)
        return ConditionWords::tr("%1 has %2 digits, and the CRM compares with %3 at most. Shorten it.")
            .arg(shownValue(text), grouped(digitsOf(text)), grouped(mostNumberDigits));
    const bool whole = field.type == FieldType::Integer || field.type == FieldType::BigInt;
    if (whole && text.contains(u'.'))
        return ConditionWords::tr("%1 is no whole number, and %2 holds whole numbers only. Leave out the decimals.")
            .arg(shownValue(text), field.label);
    return {};
}

QString dayTrouble(const QString& text)
{
    if (dayOf(text))
        return {};
    return isDayForm(text)
               ? ConditionWords::tr("%1 is no day of the calendar. Write a day as 2026-01-31.").arg(shownValue(text))
               : ConditionWords::tr("“%1” is no day. Write it as 2026-01-31.").arg(shownValue(text));
}

QString momentTrouble(const QString& text)
{
    if (momentOf(text, QDateTime::currentDateTimeUtc()))
        return {};
    if (isDayForm(text) || isMomentForm(text))
        return ConditionWords::tr("%1 is not in the calendar or on the clock. Write a time as "
                                  "2026-01-31T10:00:00+01:00.")
            .arg(shownValue(text));
    return ConditionWords::tr(
               "“%1” is no time. Write it as 2026-01-31T10:00:00+01:00, without fractions of seconds, or "
               "as 2026-01-31 for the beginning of that day.")
        .arg(shownValue(text));
}

QString idTrouble(const QString& text)
{
    const bool isId = !text.isEmpty() && digitsOf(text) == text.size() && text.size() <= mostNumberDigits;
    return isId ? QString()
                : ConditionWords::tr("“%1” is no record id. Write its digits, such as 4876876000000541958.")
                      .arg(shownValue(text));
}

QString relativeTrouble(const Field& field, const QString& text)
{
    const OperandKind kind = operandKind(field);
    if (kind != OperandKind::Date && kind != OperandKind::DateTime)
        return ConditionWords::tr("“%1” is a time, and %2 holds none. Compare it with another value.")
            .arg(shownValue(text), field.label);
    if (!isRelativeTime(text))
        return ConditionWords::tr("“%1” is no time that counts from now. Write it as today-7, week, month-1, year or "
                                  "now-90.")
            .arg(shownValue(text));
    return {};
}

} // namespace

QString operandTrouble(const Field& field, const Operand& operand)
{
    const QString& text = operand.text;
    if (operand.relative)
        return relativeTrouble(field, text);
    if (text.isEmpty())
        return ConditionWords::tr("There is no value to compare %1 with. Give one, or ask whether the field is empty.")
            .arg(field.label);
    switch (operandKind(field)) {
    case OperandKind::Text:
        return textTrouble(text);
    case OperandKind::Number:
        return numberTrouble(field, text);
    case OperandKind::Date:
        return dayTrouble(text);
    case OperandKind::DateTime:
        return momentTrouble(text);
    case OperandKind::Id:
        return idTrouble(text);
    case OperandKind::Boolean:
        break;
    }
    return text == u"true"_s || text == u"false"_s
               ? QString()
               : ConditionWords::tr("“%1” is neither true nor false. Write one of the two.").arg(shownValue(text));
}

} // namespace stevedore
