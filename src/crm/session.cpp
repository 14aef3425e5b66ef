// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/session.h"

#include "base/planted.h"
#include "crm/signin/tokencall.h"
#include "crm/trust.h"

#include <QCryptographicHash>

namespace stevedore {

namespace {

constexpr qint64 marginSeconds = 60;
constexpr qint64 lockSeconds = 600;

} // namespace

Session::Session(HttpClient& http, Clock& clock, TokenStore& tokens) : m_http(http), m_clock(clock), m_tokens(tokens) {}

QString Session::accessTokenKey(const Connection& connection)
{
    const QByteArray identity =
        connection.accountsUrl.toEncoded() + '\n' + connection.clientId.toUtf8() + '\n' +
        QCryptographicHash::hash(connection.refreshToken.toUtf8(), QCryptographicHash::Sha256).toHex();
    return QString::fromUtf8(identity);
}

void Session::use(const Connection& connection)
{
    m_connection = connection;
    ++m_generation;
    m_refreshing = false;
    m_lockedUntil = {};
    m_token = m_tokens.accessToken(accessTokenKey(m_connection)).value_or(AccessToken{});
    settle(fail(FailureKind::Cancelled, tr("Another connection was chosen.")));
}

QUrl Session::apiBase() const
{
    return namedApi(m_token.apiDomain, m_connection).value_or(m_connection.apiUrl);
}

void Session::token(QObject* context, const TokenCallback& callback)
{
    m_waiting.push_back({context, callback});
    if (m_refreshing && !STEVEDORE_PLANTED_BUG("token-refreshed-by-each"))
        return;
    m_refreshing = true;
    const quint64 generation = m_generation;
    m_clock.callAfter(std::chrono::milliseconds(0), this, [this, generation] {
        if (generation == m_generation)
            refresh();
    });
}

void Session::tokenRefused(const QByteArray& token)
{
    if (m_token.value != token)
        return;
    m_token = {};
    m_tokens.dropAccessToken(accessTokenKey(m_connection));
}

void Session::refresh()
{
    const QDateTime now = m_clock.now();
    if (!m_token.value.isEmpty() && now.addSecs(marginSeconds) < m_token.expiresAt) {
        settle(m_token.value);
        return;
    }
    if (m_lockedUntil.isValid() && now < m_lockedUntil) {
        settle(fail(tooManyTokens()));
        return;
    }
    const HttpRequest request =
        tokenRequest(m_connection.accountsUrl, {{QStringLiteral("grant_type"), QStringLiteral("refresh_token")},
                                                {QStringLiteral("refresh_token"), m_connection.refreshToken},
                                                {QStringLiteral("client_id"), m_connection.clientId},
                                                {QStringLiteral("client_secret"), m_connection.clientSecret}});
    const quint64 generation = m_generation;
    m_http.send(request, this, [this, generation](const HttpOutcome& outcome) {
        if (generation == m_generation)
            refreshed(outcome);
    });
}

void Session::refreshed(const HttpOutcome& outcome)
{
    if (!outcome) {
        settle(fail(outcome.error().failure));
        return;
    }
    const auto answer = tokenAnswer(*outcome, m_clock.now(), Grant::RefreshToken);
    if (!answer) {
        if (answer.error().kind == FailureKind::RateLimited)
            m_lockedUntil = m_clock.now().addSecs(lockSeconds);
        settle(fail(answer.error()));
        return;
    }
    m_token = answer->access;
    m_tokens.setAccessToken(accessTokenKey(m_connection), m_token);
    settle(m_token.value);
}

void Session::settle(const Result<QByteArray>& result)
{
    m_refreshing = false;
    // Whoever is called may ask again at once: work on a list of our own.
    std::vector<Waiting> waiting;
    waiting.swap(m_waiting);
    for (const Waiting& one : waiting) {
        if (one.context)
            one.callback(result);
    }
}

} // namespace stevedore
