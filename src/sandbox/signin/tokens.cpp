// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/signin/tokens.h"

#include <QDateTime>
#include <QRandomGenerator>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 tokenLife = 3600 * 1000;
constexpr qint64 limitWindow = 600 * 1000;
constexpr std::int64_t mostLiveTokens = 15;

QString randomHex(int words)
{
    QString text;
    for (int i = 0; i < words; ++i)
        text += u"%1"_s.arg(QRandomGenerator::system()->generate(), 8, 16, QLatin1Char('0'));
    return text;
}

QString randomToken()
{
    return u"1000."_s + randomHex(4) + u'.' + randomHex(4);
}

/// Token errors are a bare object, and the status is 200 more often than not.
Answer tokenError(const QString& error, const QString& description = {}, int status = 200)
{
    QJsonObject body{{u"error"_s, error}};
    if (!description.isEmpty()) {
        body.insert(u"error_description"_s, description);
        body.insert(u"status"_s, u"failure"_s);
    }
    return jsonAnswer(body, status);
}

} // namespace

bool covers(const QStringList& granted, const QString& wanted)
{
    const qsizetype wantedDot = wanted.lastIndexOf(u'.');
    const QString wantedPath = wanted.left(wantedDot);
    const QString wantedVerb = wanted.mid(wantedDot + 1);
    for (const QString& scope : granted) {
        const qsizetype dot = scope.lastIndexOf(u'.');
        const QString path = scope.left(dot);
        const QString verb = scope.mid(dot + 1);
        const bool pathFits = path.compare(wantedPath, Qt::CaseInsensitive) == 0 ||
                              wantedPath.startsWith(path + u'.', Qt::CaseInsensitive);
        if (pathFits && (verb == u"ALL"_s || verb == wantedVerb))
            return true;
    }
    return false;
}

Tokens::Tokens(Store& store, const Options& options) : m_store(store), m_options(options) {}

Client Tokens::client()
{
    Store::Writing writing(m_store);
    Database& database = writing.database();
    Client client;
    Statement& row = database.cached("select client_id, client_secret, refresh_token, scopes from sandbox_clients");
    if (row.step()) {
        client = {row.string(0), row.string(1), row.string(2), row.string(3)};
        row.reset();
        if (!client.refreshToken.isEmpty())
            return client;
        client.refreshToken = randomToken();
        database.cached("update sandbox_clients set refresh_token=?1").bind(1, client.refreshToken).run();
    } else {
        client = {u"1000."_s + randomHex(4).toUpper(), randomHex(5), randomToken(), m_options.scopes};
        database
            .cached("insert into sandbox_clients (client_id, client_secret, refresh_token, scopes) "
                    "values (?1, ?2, ?3, ?4)")
            .bind(1, client.id)
            .bind(2, client.secret)
            .bind(3, client.refreshToken)
            .bind(4, client.scopes)
            .run();
    }
    writing.commit();
    return client;
}

Answer Tokens::token(const Request& request, const QString& apiBase)
{
    Client known;
    {
        Store::Lease database(m_store);
        Statement& row =
            database->cached("select client_id, client_secret, refresh_token, scopes from sandbox_clients");
        if (row.step())
            known = {row.string(0), row.string(1), row.string(2), row.string(3)};
        row.reset();
    }
    if (request.parameter(u"client_id"_s) != known.id)
        return tokenError(u"invalid_client"_s);
    if (request.parameter(u"client_secret"_s) != known.secret)
        return tokenError(u"invalid_client_secret"_s);
    const QString grant = request.parameter(u"grant_type"_s);
    if (grant == u"authorization_code"_s) // this CRM has no page to grant one on, so none can be valid
        return tokenError(u"invalid_code"_s);
    if (grant != u"refresh_token"_s)
        return tokenError(u"invalid_request"_s, {}, 400);
    const QString refreshToken = request.parameter(u"refresh_token"_s);
    if (refreshToken.isEmpty() || refreshToken != known.refreshToken)
        return tokenError(u"invalid_code"_s);
    return refresh(known, apiBase);
}

Answer Tokens::refresh(const Client& client, const QString& apiBase)
{
    const qint64 now = m_store.clock().now();
    Store::Writing writing(m_store);
    Database& database = writing.database();
    Statement& recent = database.cached("select count(*) from sandbox_tokens where refresh_token=?1 and created>?2");
    recent.bind(1, client.refreshToken).bind(2, std::int64_t(now - limitWindow)).step();
    const std::int64_t count = recent.integer(0);
    recent.reset();
    if (m_options.tokenLimit > 0 && count >= m_options.tokenLimit)
        return tokenError(u"Access Denied"_s,
                          u"You have made too many requests continuously. Please try again after some time."_s, 400);
    const QString token = randomToken();
    database.cached("insert into sandbox_tokens (token, refresh_token, created) values (?1, ?2, ?3)")
        .bind(1, token)
        .bind(2, client.refreshToken)
        .bind(3, std::int64_t(now))
        .run();
    // "15 live access tokens for a refresh token; the sixteenth ends the oldest."
    database
        .cached("delete from sandbox_tokens where refresh_token=?1 and token not in (select token from "
                "sandbox_tokens where refresh_token=?1 order by created desc, rowid desc limit ?2)")
        .bind(1, client.refreshToken)
        .bind(2, mostLiveTokens)
        .run();
    writing.commit();
    return jsonAnswer({{u"access_token"_s, token},
                       {u"scope"_s, QString(client.scopes).replace(u',', u' ')},
                       {u"api_domain"_s, apiBase},
                       {u"token_type"_s, u"Bearer"_s},
                       {u"expires_in"_s, 3600}});
}

Answer Tokens::revoke(const Request& request)
{
    const QString token = request.parameter(u"token"_s);
    Store::Writing writing(m_store);
    Database& database = writing.database();
    database.cached("update sandbox_clients set refresh_token=null where refresh_token=?1").bind(1, token).run();
    const bool known = database.changes() > 0;
    if (known)
        database.cached("delete from sandbox_tokens where refresh_token=?1").bind(1, token).run();
    writing.commit();
    return known ? jsonAnswer({{u"status"_s, u"success"_s}}) : tokenError(u"invalid_token"_s, {}, 400);
}

ApiResult<Caller> Tokens::callerOf(const Request& request)
{
    const QString header = request.header(u"authorization"_s);
    const QString prefix = u"Zoho-oauthtoken "_s;
    if (!header.startsWith(prefix, Qt::CaseInsensitive))
        return refuse(u"AUTHENTICATION_FAILURE"_s, u"Authentication failed"_s, {}, 401);
    Store::Lease database(m_store);
    Statement& row = database->cached("select scopes, client_id from sandbox_tokens join sandbox_clients using "
                                      "(refresh_token) where token=?1 and created>?2");
    row.bind(1, header.mid(prefix.size()).trimmed()).bind(2, std::int64_t(m_store.clock().now() - tokenLife));
    Caller caller;
    if (row.step())
        caller = {&m_store.org().users.front(), row.string(0).split(u','), row.string(1)};
    row.reset();
    if (!caller.user)
        return refuse(u"INVALID_TOKEN"_s, u"invalid oauth token"_s, {}, 401);
    return caller;
}

} // namespace stevedore::sandbox
