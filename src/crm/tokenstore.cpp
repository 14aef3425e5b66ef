// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/tokenstore.h"

#include "base/durablefile.h"
#include "base/log.h"
#include "base/privatefile.h"
#include "crm/tokenjson.h"

#include <QCryptographicHash>
#include <QFile>

namespace stevedore {

void TokenStore::prepare(const QStringList&, QObject*, const std::function<void(const Result<void>&)>& callback)
{
    callback({});
}

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

Result<QByteArray> MemoryTokenStore::secret(const QString& key) const
{
    return m_secrets.value(key);
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

FileTokenStore::FileTokenStore(QString folder) : m_folder(std::move(folder)) {}

QString FileTokenStore::fileFor(const QString& key, const char* kind) const
{
    // Keys may hold names that people chose; a hash of it is always a good file name.
    const QByteArray name = QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha256).toHex().left(32);
    return m_folder + QLatin1Char('/') + QString::fromLatin1(name) + QLatin1Char('.') + QLatin1String(kind);
}

std::optional<AccessToken> FileTokenStore::accessToken(const QString& key) const
{
    const QString path = fileFor(key, "token");
    const auto bytes = readPrivateFile(path);
    if (!bytes) {
        if (QFile::exists(path))
            qCWarning(logHttp).noquote() << bytes.error().sentence;
        return std::nullopt;
    }
    return tokenFromJson(*bytes);
}

void FileTokenStore::setAccessToken(const QString& key, const AccessToken& token)
{
    // A token that cannot be kept is asked for again: no failure of the caller's.
    if (makePrivateFolder(m_folder))
        (void)writeDurably(fileFor(key, "token"), tokenToJson(token));
}

void FileTokenStore::dropAccessToken(const QString& key)
{
    QFile::remove(fileFor(key, "token"));
}

Result<QByteArray> FileTokenStore::secret(const QString& key) const
{
    const QString path = fileFor(key, "secret");
    return QFile::exists(path) ? readPrivateFile(path) : QByteArray();
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
