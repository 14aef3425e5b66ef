// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/store.h"
#include "sandbox/http/http.h"
#include "sandbox/options.h"

namespace stevedore::sandbox {

/// What a client needs to sign in.
struct Client
{
    QString id;
    QString secret;
    QString refreshToken;
    QString scopes;
};

/// A client as the API console would show it.
struct KnownClient
{
    QString id;
    QString secret;
    QString name;
};

/// What a user has allowed a client.
struct Consent
{
    QString clientId;
    qint64 user = 0;
    QString scopes;       ///< comma-separated
    bool offline = false; ///< access_type=offline
    bool asked = false;   ///< prompt=consent
};

/// What a token answer is made of.
struct Issued
{
    QString accessToken;
    QString refreshToken; ///< empty: none to tell
    QString scopes;
};

/// Clients, what users have granted them, and their tokens ("Token validity", "OAuth token limits"): an access token
/// lives an hour; 15 live ones a refresh token, the sixteenth ends the oldest; 20 refresh tokens a user, the
/// twenty-first ends the oldest and what was made from it. May be used by any thread.
class Grants
{
public:
    /// Makes its tables and the one client. Throws SqlError.
    Grants(Store& store, const Options& options);

    /// The client with a refresh token of the org's first user, made if there is none (any more) with these scopes.
    Client client();
    std::optional<KnownClient> clientById(const QString& id);

    /// Tokens for a fresh consent, in the caller's transaction. With a refresh token for an offline consent if the user
    /// was asked or the client has no live one of that user: "only the first time".
    Issued start(Database& database, const Consent& consent);
    enum class RefreshFault { Unknown, TooMany };
    /// Another access token; TooMany when Options::tokenLimit were made in ten minutes.
    tl::expected<Issued, RefreshFault> refresh(const QString& refreshToken, const QString& clientId);
    /// Ends a refresh token with all that was made from it, or one access token; false if it is none.
    bool revoke(const QString& token);
    /// Nothing for a token that is unknown, older than an hour or ended, or whose user is not active.
    std::optional<Caller> callerOf(const QString& accessToken);

private:
    QString addGrant(Database& database, const Consent& consent, bool withRefreshToken);
    QString addToken(Database& database, qint64 grant);
    void prune(Database& database);
    bool hasRefreshToken(Database& database, const Consent& consent);
    const User* activeUser(qint64 id) const;

    Store& m_store;
    const Options& m_options;
};

} // namespace stevedore::sandbox
