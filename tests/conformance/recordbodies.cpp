// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance/recordbodies.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

QJsonObject bodyOf(const QJsonArray& records, const QJsonObject& more)
{
    QJsonObject body = more;
    body.insert(u"data"_s, records);
    return body;
}

QJsonObject contact(const QString& lastName, const QString& email, const QJsonObject& more)
{
    QJsonObject json = more;
    json.insert(u"Last_Name"_s, lastName);
    json.insert(u"Email"_s, email);
    return json;
}

QJsonObject detailsOf(const QJsonObject& element)
{
    return element[u"details"].toObject();
}

QJsonObject infoOf(const Reply& reply)
{
    return reply.json()[u"info"].toObject();
}

QString codesOf(const Reply& reply)
{
    QStringList codes;
    const QJsonArray elements = reply.json()[u"data"].toArray();
    for (const QJsonValue& element : elements)
        codes.append(element[u"code"].toString());
    return codes.join(u' ');
}

} // namespace stevedore::sandbox
