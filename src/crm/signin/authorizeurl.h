// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>
#include <QUrl>

namespace stevedore {

/// What Stevedore asks an org for, and no more: records (undo deletes them), bulk jobs, files, COQL; of the settings
/// only to read modules, fields and layouts; to read the org and the users.
QStringList signInScopes();

/// What the browser is sent to ("Get authorization code").
struct AuthorizeQuery
{
    QString clientId;
    QUrl redirectUri;
    QByteArray state;
    QByteArray challenge;
};

/// With access_type=offline, which alone gives a refresh token, and prompt=consent, without which a second sign-in of
/// the same user gets none. Holds no secret.
QUrl authorizeUrl(const QUrl& accounts, const AuthorizeQuery& query);

} // namespace stevedore
