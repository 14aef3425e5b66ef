// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>
#include <QUrl>

#include <optional>

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
/// the file and the key. The file of a real org is refused if it belongs to another user or others may open it.
Result<Connection> readConnectionFile(const QString& path);

/// Whether systemd has given this service a credential of that name ($CREDENTIALS_DIRECTORY/NAME), and the connection
/// in it: a connection file, whose folder systemd keeps from others.
bool hasCredential(const QString& name);
Result<Connection> readCredential(const QString& name);

/// "Production", "Sandbox", "Developer", "Local sandbox"; translated.
QString kindName(ConnectionKind kind);
/// The word of the connection file: production, sandbox, developer, local sandbox.
QString kindWord(ConnectionKind kind);
std::optional<ConnectionKind> kindFromWord(const QString& word);

} // namespace stevedore
