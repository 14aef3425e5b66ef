// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/connection.h"

#include "base/privatefile.h"
#include "crm/trust.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace stevedore {

namespace {

struct ConnectionText
{
    Q_DECLARE_TR_FUNCTIONS(Connection)
};

/// Where systemd lays the credential of this name; empty without such a folder, or if the name leads out of it.
QString credentialPath(const QString& name)
{
    const QString folder = qEnvironmentVariable("CREDENTIALS_DIRECTORY");
    const bool plain = !name.isEmpty() && !name.contains(QLatin1Char('/')) && !name.startsWith(QLatin1Char('.'));
    return folder.isEmpty() || !plain ? QString() : folder + QLatin1Char('/') + name;
}

Result<Connection> parsedFile(const QString& path)
{
    const QString shown = QDir::toNativeSeparators(path);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(FailureKind::SignIn,
                    ConnectionText::tr("The connection file %1 cannot be read: %2.").arg(shown, file.errorString()));
    QJsonParseError error;
    const QJsonObject object = QJsonDocument::fromJson(file.read(1 << 20), &error).object();
    if (object.isEmpty())
        return fail(FailureKind::SignIn,
                    ConnectionText::tr("The connection file %1 is not a JSON object (%2 at byte %3).")
                        .arg(shown, error.errorString(), QString::number(error.offset)));

    Connection out;
    for (const auto& [key, target] : {std::pair{QLatin1String("name"), &out.name},
                                      {QLatin1String("client_id"), &out.clientId},
                                      {QLatin1String("client_secret"), &out.clientSecret},
                                      {QLatin1String("refresh_token"), &out.refreshToken}}) {
        *target = object.value(key).toString();
        if (target->isEmpty())
            return fail(FailureKind::SignIn,
                        ConnectionText::tr("The connection file %1 lacks \"%2\".").arg(shown, key));
    }
    for (const auto& [key, target] : {std::pair{QLatin1String("accounts_url"), &out.accountsUrl},
                                      {QLatin1String("api_url"), &out.apiUrl},
                                      {QLatin1String("upload_url"), &out.uploadUrl}}) {
        *target = QUrl(object.value(key).toString(), QUrl::StrictMode);
        if (!isSecureAddress(*target))
            return fail(FailureKind::SignIn,
                        ConnectionText::tr("In the connection file %1, \"%2\" is not an https address (http is "
                                           "allowed for this computer only).")
                            .arg(shown, key));
    }
    const auto kind = kindFromWord(object.value(QLatin1String("kind")).toString(QStringLiteral("production")));
    if (!kind)
        return fail(FailureKind::SignIn,
                    ConnectionText::tr(
                        "In the connection file %1, \"kind\" must be production, sandbox, developer or local sandbox.")
                        .arg(shown));
    out.kind = *kind;
    return out;
}

/// What is in the file of a real org opens it; a local CRM's opens nothing but itself.
Result<Connection> unlessOpenToOthers(const Result<Connection>& connection, const QString& path)
{
    if (!connection || connection->kind == ConnectionKind::LocalSandbox)
        return connection;
    if (auto checked = checkPrivateFile(path); !checked)
        return fail(checked.error());
    return connection;
}

} // namespace

Result<Connection> readConnectionFile(const QString& path)
{
    return unlessOpenToOthers(parsedFile(path), path);
}

Result<Connection> readCredential(const QString& name)
{
    return parsedFile(credentialPath(name));
}

bool hasCredential(const QString& name)
{
    const QString path = credentialPath(name);
    return !path.isEmpty() && QFileInfo(path).isFile();
}

QString kindName(ConnectionKind kind)
{
    switch (kind) {
    case ConnectionKind::Production:
        return ConnectionText::tr("Production");
    case ConnectionKind::Sandbox:
        return ConnectionText::tr("Sandbox");
    case ConnectionKind::Developer:
        return ConnectionText::tr("Developer");
    case ConnectionKind::LocalSandbox:
        return ConnectionText::tr("Local sandbox");
    }
    Q_UNREACHABLE();
}

QString kindWord(ConnectionKind kind)
{
    switch (kind) {
    case ConnectionKind::Production:
        return QStringLiteral("production");
    case ConnectionKind::Sandbox:
        return QStringLiteral("sandbox");
    case ConnectionKind::Developer:
        return QStringLiteral("developer");
    case ConnectionKind::LocalSandbox:
        return QStringLiteral("local sandbox");
    }
    Q_UNREACHABLE();
}

std::optional<ConnectionKind> kindFromWord(const QString& word)
{
    for (const auto kind : {ConnectionKind::Production, ConnectionKind::Sandbox, ConnectionKind::Developer,
                            ConnectionKind::LocalSandbox}) {
        if (kindWord(kind) == word)
            return kind;
    }
    return std::nullopt;
}

} // namespace stevedore
