// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/records/literal.h"

#include "sandbox/data/valuerules.h"
#include "sandbox/http/http.h"

#include <QDate>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

std::optional<Value> idValue(const QString& text)
{
    const qint64 id = idOf(text);
    return id ? std::optional<Value>(std::int64_t(id)) : std::nullopt;
}

std::optional<Value> numberValue(const QString& text)
{
    bool ok = false;
    const double number = text.toDouble(&ok);
    return ok ? std::optional<Value>(number) : std::nullopt;
}

std::optional<Value> booleanValue(const QString& text)
{
    const bool yes = text.compare(u"true"_s, Qt::CaseInsensitive) == 0;
    const bool no = text.compare(u"false"_s, Qt::CaseInsensitive) == 0;
    return yes || no ? std::optional<Value>(std::int64_t(yes)) : std::nullopt;
}

} // namespace

std::optional<Value> literalValue(const QString& text, const Field* field, const QTimeZone& zone)
{
    if (!field)
        return idValue(text);
    const std::string bytes = text.toStdString();
    switch (field->type) {
    case FieldType::DateTime: {
        const auto moment = parseIsoMoment(bytes);
        return moment ? std::optional<Value>(storedMoment(*moment, zone)) : std::nullopt;
    }
    case FieldType::Date:
        return QDate::fromString(text, Qt::ISODate).isValid() ? std::optional<Value>(bytes) : std::nullopt;
    case FieldType::Boolean:
        return booleanValue(text);
    case FieldType::Integer:
    case FieldType::Double:
    case FieldType::Currency:
    case FieldType::Percent:
        return numberValue(text);
    case FieldType::BigInteger: {
        bool ok = false;
        const qint64 number = text.toLongLong(&ok);
        return ok ? std::optional<Value>(std::int64_t(number)) : numberValue(text);
    }
    default:
        return bytes;
    }
}

} // namespace stevedore::sandbox
