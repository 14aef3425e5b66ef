// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/read/criterionvalue.h"

#include "sandbox/data/valuerules.h"

#include <QDate>
#include <QJsonArray>
#include <QLocale>
#include <QRegularExpression>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostDigits = 19;
constexpr int mostTextCharacters = 255;

using Reading = tl::expected<Value, ValueTrouble>;

tl::unexpected<ValueTrouble> trouble(ValueTrouble what)
{
    return tl::unexpected(what);
}

QRegularExpression whole(const QString& pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern));
}

bool matches(const QString& text, const QRegularExpression& pattern)
{
    return pattern.match(text).hasMatch();
}

QString numberText(const QJsonValue& json)
{
    if (!json.isDouble())
        return json.toString();
    const double number = json.toDouble();
    const bool whole = number == static_cast<double>(json.toInteger());
    return whole ? QString::number(json.toInteger()) : QString::number(number, 'f', QLocale::FloatingPointShortest);
}

Reading readNumber(const QJsonValue& json)
{
    static const QRegularExpression shape = whole(u"[+-]?[0-9]+(\\.[0-9]+)?"_s);
    const QString text = numberText(json);
    if (!matches(text, shape))
        return trouble(ValueTrouble::WrongForField);
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    if (std::count_if(text.begin(), text.end(), isDigit) > mostDigits)
        return trouble(ValueTrouble::TooLong);
    bool fits = false;
    const qint64 number = text.toLongLong(&fits);
    return fits ? Value(std::int64_t(number)) : Value(text.toDouble());
}

Reading readId(const QJsonValue& json)
{
    static const QRegularExpression shape = whole(u"[0-9]+"_s);
    const QString text = numberText(json);
    if (!matches(text, shape))
        return trouble(ValueTrouble::WrongForField);
    if (text.size() > mostDigits)
        return trouble(ValueTrouble::TooLong);
    return Value(text.toStdString());
}

Reading readDate(const QString& text)
{
    static const QRegularExpression shape = whole(u"[0-9]{4}-[0-9]{2}-[0-9]{2}"_s);
    if (!matches(text, shape) || !QDate::fromString(text, Qt::ISODate).isValid())
        return trouble(ValueTrouble::WrongForField);
    return Value(text.toStdString());
}

Reading readMoment(const QString& text, const QTimeZone& zone)
{
    static const QRegularExpression shape =
        whole(u"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:?[0-9]{2})?"_s);
    const auto parts = shape.match(text);
    if (parts.hasMatch() && !parts.captured(1).isEmpty())
        return trouble(ValueTrouble::NotSupported);
    const auto moment = parts.hasMatch() ? parseIsoMoment(text.toStdString()) : std::nullopt;
    if (!moment)
        return trouble(ValueTrouble::WrongForField);
    return Value(storedMoment(*moment, zone));
}

Reading readBoolean(const QJsonValue& json)
{
    const QString text = json.isBool() ? (json.toBool() ? u"true"_s : u"false"_s) : json.toString();
    if (text != u"true"_s && text != u"false"_s)
        return trouble(ValueTrouble::WrongForField);
    return Value(std::int64_t(text == u"true"_s));
}

Reading readText(const QJsonValue& json)
{
    if (!json.isString())
        return trouble(ValueTrouble::WrongForField);
    std::string text = json.toString().toStdString();
    if (text.empty())
        return trouble(ValueTrouble::NotSupported);
    if (characters(text) > mostTextCharacters)
        return trouble(ValueTrouble::TooLong);
    return Value(std::move(text));
}

} // namespace

ValueKind kindOf(const Field* field)
{
    switch (field ? field->type : FieldType::BigInteger) {
    case FieldType::Integer:
    case FieldType::BigInteger:
    case FieldType::Double:
    case FieldType::Currency:
    case FieldType::Percent:
        return ValueKind::Number;
    case FieldType::Date:
        return ValueKind::Date;
    case FieldType::DateTime:
        return ValueKind::DateTime;
    case FieldType::Boolean:
        return ValueKind::Boolean;
    case FieldType::Lookup:
    case FieldType::Owner:
    case FieldType::Layout:
        return ValueKind::Id;
    default:
        return ValueKind::Text;
    }
}

QString emptyMark()
{
    return u"${EMPTY}"_s;
}

Reading criterionValue(const Field* field, const QJsonValue& json, const QTimeZone& zone)
{
    if (!json.isString() && !json.isDouble() && !json.isBool())
        return trouble(ValueTrouble::WrongType);
    const ValueKind kind = kindOf(field);
    const QString text = json.toString();
    if (text == emptyMark() && kind != ValueKind::Boolean)
        return Value();
    if (text.startsWith(u"${"_s) && text.endsWith(u'}'))
        return trouble(ValueTrouble::NotSupported);
    switch (kind) {
    case ValueKind::Number:
        return readNumber(json);
    case ValueKind::Id:
        return readId(json);
    case ValueKind::Date:
        return readDate(text);
    case ValueKind::DateTime:
        return readMoment(text, zone);
    case ValueKind::Boolean:
        return readBoolean(json);
    case ValueKind::Text:
        break;
    }
    return readText(json);
}

ApiError errorOf(ValueTrouble trouble, const Field* field, const QJsonObject& condition)
{
    const QJsonValue name = condition[u"api_name"];
    switch (trouble) {
    case ValueTrouble::WrongForField:
        return {400,
                u"FIELD_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE"_s,
                u"the field and the value in the criteria are not compatible"_s,
                {{u"api_name"_s, name}}};
    case ValueTrouble::WrongType:
        return {400,
                u"VALUE_TYPE_NOT_SUPPORTED"_s,
                u"the type of the value is not supported"_s,
                {{u"api_name"_s, name}, {u"supported"_s, QJsonArray{u"string"_s, u"number"_s, u"boolean"_s}}}};
    case ValueTrouble::NotSupported:
        return {400, u"VALUE_IN_CRITERIA_NOT_SUPPORTED"_s, u"the value in the criteria is not supported"_s, condition};
    case ValueTrouble::TooLong:
        break;
    }
    const int most = kindOf(field) == ValueKind::Text ? mostTextCharacters : mostDigits;
    return {400,
            u"VALUE_LIMIT_EXCEEDED_IN_CRITERIA"_s,
            u"a value in the criteria is too long"_s,
            {{u"api_name"_s, name}, {u"max_limit"_s, most}}};
}

} // namespace stevedore::sandbox
