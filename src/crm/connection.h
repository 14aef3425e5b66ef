// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>
#include <QUrl>

namespace stevedore {

enum class ConnectionKind { Production, Sandbox, Developer, LocalSandbox };

/// One org in one data centre, and how to sign in to it.
struct Connection
{
    QString name;
    ConnectionKind kind = ConnectionKind::Production;
    QUrl accountsUrl; ///< without path, such as https://accounts.zoho.eu
    QUrl apiUrl;      ///< such as https://www.zohoapis.eu; the token answer's api_domain wins over it
    QUrl uploadUrl;   ///< such as https://content.zohoapis.eu
    QString clientId;
    QString clientSecret;
    QString refreshToken;

    bool operator==(const Connection&) const = default;
};

/// Reads a connection file: {"name","kind","accounts_url","api_url","upload_url","client_id","client_secret",
/// "refresh_token"}. Every address must be https, or http on the loopback interface. The sentence of a failure names
/// the file and the key.
Result<Connection> readConnectionFile(const QString& path);

/// "Production", "Sandbox", "Developer", "Local sandbox"; translated.
QString kindName(ConnectionKind kind);
/// The word of the connection file: production, sandbox, developer, local sandbox.
QString kindWord(ConnectionKind kind);

} // namespace stevedore
