// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QDateTime>
#include <QHash>
#include <QStringList>

#include <functional>
#include <optional>

class QObject;

namespace stevedore {

struct AccessToken
{
    QByteArray value;
    QDateTime expiresAt; ///< UTC
    QString apiDomain;   ///< the token answer's api_domain; may be empty
    bool operator==(const AccessToken&) const = default;
};

/// Keeps secrets. Keys are made by the caller and hold no secret themselves.
/// Access tokens are kept across runs because the CRM grants ten an hour-long session in ten minutes and then locks the
/// client out: a command line that asked for a new one at each call would lock itself out.
class TokenStore
{
public:
    TokenStore() = default;
    virtual ~TokenStore() = default;
    Q_DISABLE_COPY_MOVE(TokenStore)

    virtual std::optional<AccessToken> accessToken(const QString& key) const = 0;
    virtual void setAccessToken(const QString& key, const AccessToken& token) = 0;
    virtual void dropAccessToken(const QString& key) = 0;
    /// Fetches secrets from where fetching takes its time; secret() has them when `callback` comes, at once or later.
    /// It gets a failure if the store gives none out, and does not come once `context` is gone.
    virtual void prepare(const QStringList& keys, QObject* context,
                         const std::function<void(const Result<void>&)>& callback);
    /// Client secret and refresh token of a saved connection; empty if there are none. Fails if what is there may not
    /// be used, for example because others can read it.
    virtual Result<QByteArray> secret(const QString& key) const = 0;
    virtual Result<void> setSecret(const QString& key, const QByteArray& secret) = 0;
    virtual void dropSecret(const QString& key) = 0;
};

/// For one run; nothing reaches the disk.
class MemoryTokenStore : public TokenStore
{
public:
    std::optional<AccessToken> accessToken(const QString& key) const override;
    void setAccessToken(const QString& key, const AccessToken& token) override;
    void dropAccessToken(const QString& key) override;
    Result<QByteArray> secret(const QString& key) const override;
    Result<void> setSecret(const QString& key, const QByteArray& secret) override;
    void dropSecret(const QString& key) override;

private:
    QHash<QString, AccessToken> m_tokens;
    QHash<QString, QByteArray> m_secrets;
};

/// Files in a folder that only their owner may read (folder 0700, files 0600). For the command line, which has no
/// session keyring. A secret that others may read is refused, and such an access token is as good as none.
class FileTokenStore final : public TokenStore
{
public:
    explicit FileTokenStore(QString folder);

    std::optional<AccessToken> accessToken(const QString& key) const override;
    void setAccessToken(const QString& key, const AccessToken& token) override;
    void dropAccessToken(const QString& key) override;
    Result<QByteArray> secret(const QString& key) const override;
    Result<void> setSecret(const QString& key, const QByteArray& secret) override;
    void dropSecret(const QString& key) override;

private:
    QString fileFor(const QString& key, const char* kind) const;

    QString m_folder;
};

} // namespace stevedore
