// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/keychain/keystore.h"
#include "crm/tokenstore.h"

#include <QObject>
#include <QPointer>

#include <memory>
#include <optional>

namespace stevedore {

/// The window's token store: the key store of the computer. Where there is none, secrets live as long as the program,
/// unless the user has turned on the file (0600) - never by itself. Sign-ins that the command line keeps in files below
/// the same home can be used, too.
///
/// Access tokens of all connections are one entry of the key store: their keys follow from secrets that are only known
/// once they were fetched.
class SecretVault final : public QObject, public TokenStore
{
    Q_OBJECT

public:
    enum class Place {
        Looking,  ///< the key store has not answered yet
        KeyStore, ///< secrets are kept there
        File,     ///< there is no key store; the user has turned on the file
        Memory,   ///< there is no key store; secrets are gone when the program ends
    };

    /// Asks the key store at once whether it is there. `folder` is FileTokenStore's.
    SecretVault(std::unique_ptr<KeyStore> keyStore, const QString& folder, bool mayUseFile);

    Place place() const;
    /// Why there is no key store, in its own words; empty if there is one.
    QString reason() const { return m_reason; }
    /// Turns the file on, and keeps what is in memory there; or off, and removes this program's secrets from it.
    Result<void> setMayUseFile(bool on);

    void prepare(const QStringList& keys, QObject* context,
                 const std::function<void(const Result<void>&)>& callback) override;
    std::optional<AccessToken> accessToken(const QString& key) const override;
    void setAccessToken(const QString& key, const AccessToken& token) override;
    void dropAccessToken(const QString& key) override;
    Result<QByteArray> secret(const QString& key) const override;
    /// Returns before the key store has taken it; failed() tells if it does not.
    Result<void> setSecret(const QString& key, const QByteArray& secret) override;
    void dropSecret(const QString& key) override;

Q_SIGNALS:
    void placeChanged();
    void failed(const QString& sentence);

private:
    void answered(const Result<QByteArray>& tokens);
    void fetch(const QStringList& keys, const QPointer<QObject>& context,
               const std::function<void(const Result<void>&)>& callback);
    void whenKnown(const std::function<void()>& action);
    void keep(const QString& key, const QByteArray& secret);
    void keepTokens();

    std::unique_ptr<KeyStore> m_keyStore;
    FileTokenStore m_files;
    QHash<QString, QByteArray> m_secrets;
    QHash<QString, AccessToken> m_tokens;
    std::optional<bool> m_hasKeyStore; ///< nothing: not known yet
    QString m_reason;
    bool m_mayUseFile = false;
    QList<std::function<void()>> m_later;
};

} // namespace stevedore
