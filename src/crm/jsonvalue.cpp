// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/jsonvalue.h"

#include "base/planted.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace stevedore {

namespace {

/// True ones have 19 digits.
constexpr qsizetype mostIdCharacters = 64;

bool isPlain(QChar c)
{
    return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'-' || c == u'_';
}

} // namespace

QString textOf(const QJsonValue& value)
{
    if (value.isString())
        return value.toString();
    if (!value.isDouble())
        return {};
    // toString() of a number is empty and toDouble() loses digits above 2^53; the integer form keeps them.
    const qint64 whole = STEVEDORE_PLANTED_BUG("ids-through-double") ? qint64(value.toDouble()) : value.toInteger(-1);
    return whole >= 0 ? QString::number(whole) : QString();
}

QString idOf(const QJsonValue& value)
{
    const QString text = textOf(value);
    return text.size() <= mostIdCharacters && std::all_of(text.begin(), text.end(), isPlain) ? text : QString();
}

std::optional<QJsonObject> objectOf(const QByteArray& body)
{
    // QJsonDocument lets a NUL pass inside of a text; JSON does not (RFC 8259, section 7).
    if (body.contains('\0'))
        return std::nullopt;
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject())
        return std::nullopt;
    return document.object();
}

std::optional<QJsonObject> onlyObjectOf(const QByteArray& body)
{
    const auto object = objectOf(body);
    const QJsonArray data = object ? object->value(QLatin1String("data")).toArray() : QJsonArray();
    return data.size() == 1 ? data.first().toObject() : object;
}

} // namespace stevedore
