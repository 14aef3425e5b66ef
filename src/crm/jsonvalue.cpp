// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/jsonvalue.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace stevedore {

QString textOf(const QJsonValue& value)
{
    if (value.isString())
        return value.toString();
    if (!value.isDouble())
        return {};
    // toString() of a number is empty and toDouble() loses digits above 2^53; the integer form keeps them.
    const qint64 whole = value.toInteger(-1);
    return whole >= 0 ? QString::number(whole) : QString();
}

std::optional<QJsonObject> objectOf(const QByteArray& body)
{
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
