// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/tokenstore.h"

#include "base/durablefile.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace stevedore {

std::optional<AccessToken> MemoryTokenStore::accessToken(const QString& key) const
{
    const auto it = m_tokens.constFind(key);
    return it == m_tokens.constEnd() ? std::nullopt : std::optional(*it);
}

void MemoryTokenStore::setAccessToken(const QString& key, const AccessToken& token)
{
    m_tokens.insert(key, token);
}

void MemoryTokenStore::dropAccessToken(const QString& key)
{
    m_tokens.remove(key);
}

std::optional<QByteArray> MemoryTokenStore::secret(const QString& key) const
{
    const auto it = m_secrets.constFind(key);
    return it == m_secrets.constEnd() ? std::nullopt : std::optional(*it);
}

Result<void> MemoryTokenStore::setSecret(const QString& key, const QByteArray& secret)
{
    m_secrets.insert(key, secret);
    return {};
}

void MemoryTokenStore::dropSecret(const QString& key)
{
    m_secrets.remove(key);
}

FileTokenStore::FileTokenStore(const QString& folder) : m_folder(folder) {}

QString FileTokenStore::fileFor(const QString& key, const char* kind) const
{
    // Keys may hold names that people chose; a hash of it is always a good file name.
    const QByteArray name = QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha256).toHex().left(32);
    return m_folder + QLatin1Char('/') + QString::fromLatin1(name) + QLatin1Char('.') + QLatin1String(kind);
}

std::optional<AccessToken> FileTokenStore::accessToken(const QString& key) const
{
    QFile file(fileFor(key, "token"));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    AccessToken token{object.value(QLatin1String("access_token")).toString().toLatin1(),
                      QDateTime::fromString(object.value(QLatin1String("expires_at")).toString(), Qt::ISODateWithMs),
                      object.value(QLatin1String("api_domain")).toString()};
    if (token.value.isEmpty() || !token.expiresAt.isValid())
        return std::nullopt;
    return token;
}

void FileTokenStore::setAccessToken(const QString& key, const AccessToken& token)
{
    const QJsonObject object{{QStringLiteral("access_token"), QString::fromLatin1(token.value)},
                             {QStringLiteral("expires_at"), token.expiresAt.toString(Qt::ISODateWithMs)},
                             {QStringLiteral("api_domain"), token.apiDomain}};
    // A token that cannot be kept is asked for again: no failure of the caller's.
    if (makePrivateFolder(m_folder))
        (void)writeDurably(fileFor(key, "token"), QJsonDocument(object).toJson(QJsonDocument::Compact));
}

void FileTokenStore::dropAccessToken(const QString& key)
{
    QFile::remove(fileFor(key, "token"));
}

std::optional<QByteArray> FileTokenStore::secret(const QString& key) const
{
    QFile file(fileFor(key, "secret"));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return file.readAll();
}

Result<void> FileTokenStore::setSecret(const QString& key, const QByteArray& secret)
{
    if (auto made = makePrivateFolder(m_folder); !made)
        return made;
    return writeDurably(fileFor(key, "secret"), secret);
}

void FileTokenStore::dropSecret(const QString& key)
{
    QFile::remove(fileFor(key, "secret"));
}

} // namespace stevedore
