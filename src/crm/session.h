// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "crm/connection.h"
#include "crm/httpclient.h"
#include "crm/tokenstore.h"

#include <QObject>

#include <functional>
#include <vector>

namespace stevedore {

/// Holds the access token of one connection. Everybody who needs a token while one is fetched waits for the same one;
/// after a refusal of the token endpoint nobody asks again for ten minutes, because asking prolongs the CRM's lock.
class Session final : public QObject
{
    Q_OBJECT

public:
    using TokenCallback = std::function<void(const Result<QByteArray>&)>;

    Session(HttpClient& http, Clock& clock, TokenStore& tokens);

    /// Under what the token store keeps the access token of a connection; without a secret in it.
    static QString accessTokenKey(const Connection& connection);

    void use(const Connection& connection);
    const Connection& connection() const { return m_connection; }
    /// The token answer's api_domain where the connection's calls may go there (namedApi() in trust.h), else the
    /// connection's api_url.
    QUrl apiBase() const;

    /// A token good for at least another minute. Never calls back before it returns.
    void token(QObject* context, const TokenCallback& callback);
    /// The API refused this token: forget it, unless a newer one is here already.
    void tokenRefused(const QByteArray& token);

private:
    void refresh();
    void refreshed(const HttpOutcome& outcome);
    void settle(const Result<QByteArray>& result);

    struct Waiting
    {
        QPointer<QObject> context;
        TokenCallback callback;
    };

    HttpClient& m_http;
    Clock& m_clock;
    TokenStore& m_tokens;
    Connection m_connection;
    AccessToken m_token;
    std::vector<Waiting> m_waiting;
    bool m_refreshing = false;
    QDateTime m_lockedUntil;
    quint64 m_generation = 0; ///< counts use(): an answer for an earlier connection is dropped
};

} // namespace stevedore
