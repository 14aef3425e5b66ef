// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/connections.h"

#include "base/durablefile.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace stevedore {

namespace {

struct ConnectionsText
{
    Q_DECLARE_TR_FUNCTIONS(Connections)
};

QString secretKey(const QString& name)
{
    return QStringLiteral("connection/") + name;
}

} // namespace

Connections::Connections(const QString& home, TokenStore& tokens)
    : m_path(home + QStringLiteral("/connections.json")), m_tokens(tokens)
{
}

QList<Connection> Connections::all() const
{
    QList<Connection> out;
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return out;
    const QJsonArray stored = QJsonDocument::fromJson(file.readAll()).array();
    for (const auto& value : stored) {
        const QJsonObject object = value.toObject();
        Connection c;
        c.name = object.value(QLatin1String("name")).toString();
        c.kind = kindFromWord(object.value(QLatin1String("kind")).toString()).value_or(ConnectionKind::Production);
        c.accountsUrl = QUrl(object.value(QLatin1String("accounts_url")).toString());
        c.apiUrl = QUrl(object.value(QLatin1String("api_url")).toString());
        c.uploadUrl = QUrl(object.value(QLatin1String("upload_url")).toString());
        c.clientId = object.value(QLatin1String("client_id")).toString();
        if (!c.name.isEmpty())
            out.append(c);
    }
    std::sort(out.begin(), out.end(),
              [](const Connection& a, const Connection& b) { return a.name.localeAwareCompare(b.name) < 0; });
    return out;
}

void Connections::prepare(const QString& name, QObject* context,
                          const std::function<void(const Result<void>&)>& callback)
{
    m_tokens.prepare({secretKey(name)}, context, callback);
}

Result<Connection> Connections::load(const QString& name) const
{
    const QList<Connection> known = all();
    const auto it = std::find_if(known.begin(), known.end(), [&](const Connection& c) { return c.name == name; });
    if (it == known.end())
        return fail(
            FailureKind::SignIn,
            ConnectionsText::tr("There is no connection named %1. Sign in to it, or add a connection file, first.")
                .arg(name));
    const auto stored = m_tokens.secret(secretKey(name));
    if (!stored)
        return fail(stored.error());
    const QJsonObject secrets = QJsonDocument::fromJson(*stored).object();
    Connection connection = *it;
    connection.clientSecret = secrets.value(QLatin1String("client_secret")).toString();
    connection.refreshToken = secrets.value(QLatin1String("refresh_token")).toString();
    if (connection.refreshToken.isEmpty())
        return fail(FailureKind::SignIn,
                    ConnectionsText::tr(
                        "The sign-in of %1 is not stored here: the window keeps it in the key store, which the command "
                        "line does not read, or for one run only. Sign in to %1 again.")
                        .arg(name));
    return connection;
}

Result<void> Connections::store(const QList<Connection>& connections) const
{
    QJsonArray array;
    for (const Connection& c : connections) {
        array.append(QJsonObject{{QStringLiteral("name"), c.name},
                                 {QStringLiteral("kind"), kindWord(c.kind)},
                                 {QStringLiteral("accounts_url"), c.accountsUrl.toString()},
                                 {QStringLiteral("api_url"), c.apiUrl.toString()},
                                 {QStringLiteral("upload_url"), c.uploadUrl.toString()},
                                 {QStringLiteral("client_id"), c.clientId}});
    }
    return writeDurably(m_path, QJsonDocument(array).toJson());
}

Result<void> Connections::save(const Connection& connection)
{
    QList<Connection> known = all();
    known.removeIf([&](const Connection& c) { return c.name == connection.name; });
    known.append(connection);
    const QJsonObject secrets{{QStringLiteral("client_secret"), connection.clientSecret},
                              {QStringLiteral("refresh_token"), connection.refreshToken}};
    if (auto kept =
            m_tokens.setSecret(secretKey(connection.name), QJsonDocument(secrets).toJson(QJsonDocument::Compact));
        !kept)
        return kept;
    return store(known);
}

Result<void> Connections::remove(const QString& name)
{
    QList<Connection> known = all();
    if (known.removeIf([&](const Connection& c) { return c.name == name; }) == 0)
        return fail(FailureKind::Usage, ConnectionsText::tr("There is no connection named %1.").arg(name));
    m_tokens.dropSecret(secretKey(name));
    return store(known);
}

} // namespace stevedore
