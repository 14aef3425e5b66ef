// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/tokenjson.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace stevedore {

namespace {

QJsonObject objectOf(const AccessToken& token)
{
    return {{QStringLiteral("access_token"), QString::fromLatin1(token.value)},
            {QStringLiteral("expires_at"), token.expiresAt.toString(Qt::ISODateWithMs)},
            {QStringLiteral("api_domain"), token.apiDomain}};
}

std::optional<AccessToken> tokenOf(const QJsonObject& object)
{
    AccessToken token{object.value(QLatin1String("access_token")).toString().toLatin1(),
                      QDateTime::fromString(object.value(QLatin1String("expires_at")).toString(), Qt::ISODateWithMs),
                      object.value(QLatin1String("api_domain")).toString()};
    if (token.value.isEmpty() || !token.expiresAt.isValid())
        return std::nullopt;
    return token;
}

} // namespace

QByteArray tokenToJson(const AccessToken& token)
{
    return QJsonDocument(objectOf(token)).toJson(QJsonDocument::Compact);
}

std::optional<AccessToken> tokenFromJson(const QByteArray& json)
{
    return tokenOf(QJsonDocument::fromJson(json).object());
}

QByteArray tokensToJson(const QHash<QString, AccessToken>& tokens)
{
    QJsonObject all;
    for (auto it = tokens.cbegin(); it != tokens.cend(); ++it)
        all.insert(it.key(), objectOf(it.value()));
    return QJsonDocument(all).toJson(QJsonDocument::Compact);
}

QHash<QString, AccessToken> tokensFromJson(const QByteArray& json)
{
    QHash<QString, AccessToken> out;
    const QJsonObject all = QJsonDocument::fromJson(json).object();
    for (auto it = all.begin(); it != all.end(); ++it) {
        if (const auto token = tokenOf(it.value().toObject()))
            out.insert(it.key(), *token);
    }
    return out;
}

} // namespace stevedore
