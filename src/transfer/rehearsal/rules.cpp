// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/rehearsal/rules.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace stevedore {

std::optional<UsersPage> withUsersPage(const QByteArray& before, const QByteArray& page)
{
    const QString key = QStringLiteral("users");
    const QJsonObject answer = QJsonDocument::fromJson(page).object();
    if (!answer.value(key).isArray())
        return std::nullopt;
    QJsonArray all = QJsonDocument::fromJson(before).object().value(key).toArray();
    for (const QJsonValue& user : answer.value(key).toArray())
        all.append(user);
    const bool more =
        answer.value(QLatin1String("info")).toObject().value(QLatin1String("more_records")).toBool() && !all.isEmpty();
    return UsersPage{more, QJsonDocument(QJsonObject{{key, all}}).toJson()};
}

} // namespace stevedore
