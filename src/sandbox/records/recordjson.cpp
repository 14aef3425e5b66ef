// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/records/recordjson.h"

#include "sandbox/data/valuerules.h"
#include "sandbox/http/http.h"

#include <QDateTime>
#include <QJsonArray>
#include <QLocale>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

const ValueFormat& isoFormat()
{
    static const ValueFormat format = [] {
        ValueFormat made;
        made.date = DatePattern::compile(u"yyyy-MM-dd"_s, false);
        return made;
    }();
    return format;
}

std::optional<Value> fromNumber(const Field& field, const QJsonValue& json, const QTimeZone& zone)
{
    const double number = json.toDouble();
    const bool whole = number == static_cast<double>(json.toInteger());
    const bool wantsWhole = field.type == FieldType::Integer || field.type == FieldType::BigInteger;
    if (wantsWhole && !whole)
        return std::nullopt;
    const QString text =
        whole ? QString::number(json.toInteger()) : QString::number(number, 'f', QLocale::FloatingPointShortest);
    return valueFromText(field, text.toStdString(), isoFormat(), zone);
}

std::optional<Value> fromText(const Field& field, const QString& text, const QTimeZone& zone)
{
    const std::string bytes = text.toStdString();
    if (field.type != FieldType::DateTime)
        return valueFromText(field, trimmed(bytes), isoFormat(), zone);
    const auto moment = parseIsoMoment(trimmed(bytes));
    return moment ? std::optional<Value>(storedMoment(*moment, zone)) : std::nullopt;
}

std::optional<Value> fromLookup(LookupResolver& lookups, const Field& field, const QJsonValue& json)
{
    const QJsonObject object = json.toObject();
    std::string key = (json.isObject() ? object[u"id"].toVariant().toString() : json.toString()).toStdString();
    if (key.empty() && field.type == FieldType::Owner)
        key = object[u"email"].toString().toStdString();
    const auto id = lookups.resolve(field, nullptr, key);
    return id ? std::optional<Value>(std::to_string(*id)) : std::nullopt;
}

std::optional<Value> fromArray(const Field& field, const QJsonArray& json, const QTimeZone& zone)
{
    QStringList values;
    for (const QJsonValue value : json) {
        if (!value.isString())
            return std::nullopt;
        values.append(value.toString());
    }
    return valueFromText(field, values.join(u';').toStdString(), isoFormat(), zone);
}

std::optional<Value> typed(const Org& org, LookupResolver& lookups, const Field& field, const QJsonValue& json)
{
    const QTimeZone zone(org.timeZone.toUtf8());
    switch (field.type) {
    case FieldType::Boolean:
        return json.isBool() ? std::optional<Value>(std::int64_t(json.toBool())) : std::nullopt;
    case FieldType::Integer:
    case FieldType::Double:
    case FieldType::Currency:
    case FieldType::Percent:
        return json.isDouble() ? fromNumber(field, json, zone) : std::nullopt;
    case FieldType::BigInteger:
        return json.isDouble() ? fromNumber(field, json, zone) : fromText(field, json.toString(), zone);
    case FieldType::Lookup:
    case FieldType::Owner:
        return fromLookup(lookups, field, json);
    case FieldType::Layout:
        return Value();
    case FieldType::MultiPicklist:
        return json.isArray() ? fromArray(field, json.toArray(), zone) : std::nullopt;
    default:
        return json.isString() ? fromText(field, json.toString(), zone) : std::nullopt;
    }
}

bool isText(const Field& field)
{
    return field.type == FieldType::Text || field.type == FieldType::TextArea || field.type == FieldType::Email ||
           field.type == FieldType::Phone || field.type == FieldType::Website || field.type == FieldType::Picklist;
}

/// Why typed() did not take it.
JsonReading::Trouble troubleOf(const Field& field, const QJsonValue& json)
{
    const bool text = json.isString();
    if (text && isText(field) && characters(json.toString().toStdString()) > mostCharacters(field))
        return JsonReading::Trouble::TooLong;
    if (field.isLookup() && (text || json.isObject()))
        return JsonReading::Trouble::Unknown;
    return JsonReading::Trouble::WrongType;
}

QJsonValue shownOwner(const Org& org, qint64 id)
{
    const User* user = org.userById(id);
    QJsonObject json{{u"id"_s, QString::number(id)}};
    if (user) {
        json.insert(u"name"_s, user->fullName());
        json.insert(u"email"_s, user->email);
    }
    return json;
}

} // namespace

JsonReading readJsonValue(const Org& org, LookupResolver& lookups, const Field& field, const QJsonObject& record)
{
    JsonReading reading;
    const QJsonValue json = record[field.apiName];
    reading.given = !json.isUndefined();
    if (!reading.given || json.isNull() || (json.isString() && json.toString().trimmed().isEmpty()) ||
        (json.isArray() && json.toArray().isEmpty()))
        return reading;
    if (auto value = typed(org, lookups, field, json))
        reading.value = std::move(*value);
    else
        reading.trouble = troubleOf(field, json);
    return reading;
}

QJsonValue shownValue(const Org& org, const Field& field, const Value& value, const QTimeZone& zone)
{
    if (isNull(value))
        return field.type == FieldType::Boolean ? QJsonValue(false) : QJsonValue(QJsonValue::Null);
    const QString text = QString::fromStdString(textOf(value));
    switch (field.type) {
    case FieldType::Boolean:
        return text == u"1"_s;
    case FieldType::Integer:
        return text.toInt();
    case FieldType::Double:
    case FieldType::Currency:
    case FieldType::Percent:
        return text.toDouble();
    case FieldType::DateTime:
        return QDateTime::fromString(text, Qt::ISODate).toTimeZone(zone).toString(Qt::ISODate);
    case FieldType::MultiPicklist:
        return QJsonArray::fromStringList(text.split(u';'));
    case FieldType::Owner:
        return shownOwner(org, idOf(text));
    case FieldType::Lookup:
    case FieldType::Layout:
        return QJsonObject{{u"id"_s, text}};
    default:
        return text;
    }
}

} // namespace stevedore::sandbox
