// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/session.h"

#include "crm/jsonvalue.h"
#include "crm/trust.h"

#include <QCryptographicHash>
#include <QUrlQuery>

#include <algorithm>

namespace stevedore {

namespace {

constexpr qint64 marginSeconds = 60;
constexpr qint64 lockSeconds = 600;

Failure refusal(const QString& error, const QString& description)
{
    if (error.compare(QLatin1String("Access Denied"), Qt::CaseInsensitive) == 0 ||
        description.contains(QLatin1String("too many requests"), Qt::CaseInsensitive))
        return Failure{FailureKind::RateLimited,
                       Session::tr("The CRM gives out no access tokens for ten minutes because too many were asked "
                                   "for. It goes on by itself after that."),
                       error,
                       {}};
    if (error == QLatin1String("invalid_code"))
        return Failure{FailureKind::SignIn,
                       Session::tr("The sign-in is no longer valid: the refresh token is unknown, revoked, or belongs "
                                   "to another data centre. Connect to the org again."),
                       error, error};
    if (error.startsWith(QLatin1String("invalid_client")))
        return Failure{FailureKind::SignIn,
                       Session::tr("The CRM does not know this client id or its secret. Check both in the CRM's API "
                                   "console, and that the client is enabled for this data centre."),
                       error, error};
    return Failure{
        FailureKind::SignIn,
        Session::tr("The sign-in was refused: %1. Check the connection's client id, secret and refresh token.")
            .arg(error),
        description, error};
}

} // namespace

Session::Session(HttpClient& http, Clock& clock, TokenStore& tokens) : m_http(http), m_clock(clock), m_tokens(tokens) {}

QString Session::storeKey() const
{
    const QByteArray identity =
        m_connection.accountsUrl.toEncoded() + '\n' + m_connection.clientId.toUtf8() + '\n' +
        QCryptographicHash::hash(m_connection.refreshToken.toUtf8(), QCryptographicHash::Sha256).toHex();
    return QString::fromUtf8(identity);
}

void Session::use(const Connection& connection)
{
    m_connection = connection;
    ++m_generation;
    m_refreshing = false;
    m_lockedUntil = {};
    m_token = m_tokens.accessToken(storeKey()).value_or(AccessToken{});
    settle(fail(FailureKind::Cancelled, tr("Another connection was chosen.")));
}

QUrl Session::apiBase() const
{
    const QUrl domain(m_token.apiDomain, QUrl::StrictMode);
    return !m_token.apiDomain.isEmpty() && mayReceiveToken(domain, m_connection) ? domain : m_connection.apiUrl;
}

void Session::token(QObject* context, const TokenCallback& callback)
{
    m_waiting.push_back({context, callback});
    if (m_refreshing)
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
    m_tokens.dropAccessToken(storeKey());
}

void Session::refresh()
{
    const QDateTime now = m_clock.now();
    if (!m_token.value.isEmpty() && now.addSecs(marginSeconds) < m_token.expiresAt) {
        settle(m_token.value);
        return;
    }
    if (m_lockedUntil.isValid() && now < m_lockedUntil) {
        settle(fail(refusal(QStringLiteral("Access Denied"), {})));
        return;
    }
    QUrlQuery form;
    const auto add = [&form](const QString& key, const QString& value) {
        form.addQueryItem(key, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    };
    add(QStringLiteral("grant_type"), QStringLiteral("refresh_token"));
    add(QStringLiteral("refresh_token"), m_connection.refreshToken);
    add(QStringLiteral("client_id"), m_connection.clientId);
    add(QStringLiteral("client_secret"), m_connection.clientSecret);

    HttpRequest request;
    request.verb = "POST";
    request.url = m_connection.accountsUrl;
    request.url.setPath(QStringLiteral("/oauth/v2/token"));
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
    request.body = form.toString(QUrl::FullyEncoded).toLatin1();
    request.ownConnection = true;
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
    // The endpoint says 200 even where it refuses: what counts is whether there is a token in it.
    const QJsonObject object = objectOf(outcome->body).value_or(QJsonObject{});
    const QString value = object.value(QLatin1String("access_token")).toString();
    if (value.isEmpty()) {
        const QString error = object.value(QLatin1String("error")).toString();
        const QString description = object.value(QLatin1String("error_description")).toString();
        Failure failure =
            error.isEmpty()
                ? Failure{FailureKind::Server,
                          tr("The sign-in server gave no token (status %1). Try again later.").arg(outcome->status),
                          {},
                          {}}
                : refusal(error, description);
        if (failure.kind == FailureKind::RateLimited)
            m_lockedUntil = m_clock.now().addSecs(lockSeconds);
        settle(fail(failure));
        return;
    }
    const qint64 seconds =
        std::max<qint64>(object.value(QLatin1String("expires_in")).toInteger(3600), marginSeconds + 1);
    m_token = AccessToken{value.toLatin1(), m_clock.now().addSecs(seconds),
                          object.value(QLatin1String("api_domain")).toString()};
    m_tokens.setAccessToken(storeKey(), m_token);
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
