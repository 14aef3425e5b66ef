// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/keychain/secretvault.h"

#include "crm/tokenjson.h"

namespace stevedore {

namespace {

/// The entry with all access tokens.
QString tokensKey()
{
    return QStringLiteral("access-tokens");
}

} // namespace

SecretVault::SecretVault(std::unique_ptr<KeyStore> keyStore, const QString& folder, bool mayUseFile)
    : m_keyStore(std::move(keyStore)), m_files(folder), m_mayUseFile(mayUseFile)
{
    m_keyStore->read(tokensKey(), [self = QPointer(this)](const Result<QByteArray>& tokens) {
        if (self)
            self->answered(tokens);
    });
}

SecretVault::Place SecretVault::place() const
{
    if (!m_hasKeyStore)
        return Place::Looking;
    if (*m_hasKeyStore)
        return Place::KeyStore;
    return m_mayUseFile ? Place::File : Place::Memory;
}

void SecretVault::answered(const Result<QByteArray>& tokens)
{
    m_hasKeyStore = tokens.has_value();
    if (tokens) {
        // What was set before the answer came is newer.
        const auto kept = tokensFromJson(*tokens);
        for (auto it = kept.cbegin(); it != kept.cend(); ++it) {
            if (!m_tokens.contains(it.key()))
                m_tokens.insert(it.key(), it.value());
        }
    } else {
        m_reason = tokens.error().detail;
    }
    const auto later = std::exchange(m_later, {});
    for (const auto& action : later)
        action();
    Q_EMIT placeChanged();
}

void SecretVault::whenKnown(const std::function<void()>& action)
{
    if (m_hasKeyStore)
        action();
    else
        m_later.append(action);
}

Result<void> SecretVault::setMayUseFile(bool on)
{
    m_mayUseFile = on;
    Result<void> out;
    for (auto it = m_secrets.cbegin(); it != m_secrets.cend(); ++it) {
        if (!on)
            m_files.dropSecret(it.key());
        else if (place() != Place::File)
            continue;
        else if (auto kept = m_files.setSecret(it.key(), it.value()); !kept)
            out = kept;
    }
    for (auto it = m_tokens.cbegin(); it != m_tokens.cend(); ++it) {
        if (!on)
            m_files.dropAccessToken(it.key());
        else if (place() == Place::File)
            m_files.setAccessToken(it.key(), it.value());
    }
    if (!out)
        m_mayUseFile = false;
    Q_EMIT placeChanged();
    return out;
}

void SecretVault::prepare(const QStringList& keys, QObject* context,
                          const std::function<void(const Result<void>&)>& callback)
{
    whenKnown([this, keys, callback, asker = QPointer<QObject>(context)] { fetch(keys, asker, callback); });
}

void SecretVault::fetch(const QStringList& keys, const QPointer<QObject>& context,
                        const std::function<void(const Result<void>&)>& callback)
{
    QStringList wanted = keys;
    while (!wanted.isEmpty() && (place() != Place::KeyStore || m_secrets.contains(wanted.first())))
        wanted.removeFirst();
    if (wanted.isEmpty()) {
        if (context)
            callback({});
        return;
    }
    const QString key = wanted.takeFirst();
    m_keyStore->read(key, [=, self = QPointer(this)](const Result<QByteArray>& secret) {
        if (!self)
            return;
        if (!secret) {
            if (context)
                callback(fail(secret.error()));
            return;
        }
        if (!secret->isEmpty() && !self->m_secrets.contains(key))
            self->m_secrets.insert(key, *secret);
        self->fetch(wanted, context, callback);
    });
}

std::optional<AccessToken> SecretVault::accessToken(const QString& key) const
{
    const auto it = m_tokens.constFind(key);
    return it != m_tokens.constEnd() ? std::optional(*it) : m_files.accessToken(key);
}

void SecretVault::setAccessToken(const QString& key, const AccessToken& token)
{
    m_tokens.insert(key, token);
    whenKnown([this, key] {
        if (place() == Place::KeyStore)
            keepTokens();
        else if (place() == Place::File && m_tokens.contains(key))
            m_files.setAccessToken(key, m_tokens.value(key));
    });
}

void SecretVault::dropAccessToken(const QString& key)
{
    m_tokens.remove(key);
    m_files.dropAccessToken(key);
    whenKnown([this] {
        if (place() == Place::KeyStore)
            keepTokens();
    });
}

void SecretVault::keepTokens()
{
    // One that is not kept is asked for again: nobody needs to know.
    m_keyStore->write(tokensKey(), tokensToJson(m_tokens), [](const Result<void>&) {});
}

Result<QByteArray> SecretVault::secret(const QString& key) const
{
    const auto it = m_secrets.constFind(key);
    return it != m_secrets.constEnd() ? Result<QByteArray>(*it) : m_files.secret(key);
}

Result<void> SecretVault::setSecret(const QString& key, const QByteArray& secret)
{
    m_secrets.insert(key, secret);
    if (place() == Place::File)
        return m_files.setSecret(key, secret);
    whenKnown([this, key] { keep(key, m_secrets.value(key)); });
    return {};
}

void SecretVault::keep(const QString& key, const QByteArray& secret)
{
    if (secret.isEmpty())
        return;
    if (place() == Place::File) {
        if (auto kept = m_files.setSecret(key, secret); !kept)
            Q_EMIT failed(kept.error().sentence);
        return;
    }
    // An older copy in a file would be taken for the sign-in at the next start.
    if (place() == Place::Memory) {
        m_files.dropSecret(key);
        return;
    }
    m_keyStore->write(key, secret, [self = QPointer(this), key](const Result<void>& kept) {
        if (!self)
            return;
        if (kept)
            self->m_files.dropSecret(key);
        else
            Q_EMIT self->failed(tr("%1 The sign-in works until the program ends; it will be asked for again then.")
                                    .arg(kept.error().sentence));
    });
}

void SecretVault::dropSecret(const QString& key)
{
    m_secrets.remove(key);
    m_files.dropSecret(key);
    whenKnown([this, key] {
        if (place() == Place::KeyStore && !m_secrets.contains(key))
            m_keyStore->remove(key);
    });
}

} // namespace stevedore
