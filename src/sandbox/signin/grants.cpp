// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/signin/grants.h"

#include "sandbox/signin/scopes.h"
#include "sandbox/signin/secrets.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 tokenLife = qint64(3600) * 1000;
constexpr qint64 limitWindow = qint64(600) * 1000;
constexpr std::int64_t mostLiveTokens = 15;
constexpr std::int64_t mostRefreshTokens = 20;

constexpr std::string_view grantTables = R"(
create table if not exists sandbox_oauth_clients (client_id text primary key, client_secret text not null,
    name text not null);
create table if not exists sandbox_oauth_grants (id integer primary key, refresh_token text unique,
    client_id text not null, user integer not null, scopes text not null, created integer not null,
    revoked integer not null default 0);
create table if not exists sandbox_oauth_tokens (token text primary key, grant_id integer not null,
    created integer not null, ended integer not null default 0);
create index if not exists sandbox_oauth_tokens_grant on sandbox_oauth_tokens (grant_id, created);
)";

std::optional<KnownClient> anyClient(Database& database)
{
    Statement row = database.prepare("select client_id, client_secret, name from sandbox_oauth_clients");
    if (!row.step())
        return std::nullopt;
    return KnownClient{row.string(0), row.string(1), row.string(2)};
}

} // namespace

Grants::Grants(Store& store, const Options& options) : m_store(store), m_options(options)
{
    Store::Writing writing(store);
    writing.database().execute(grantTables);
    if (!anyClient(writing.database()))
        writing.database()
            .prepare("insert into sandbox_oauth_clients (client_id, client_secret, name) values (?1, ?2, ?3)")
            .bind(1, u"1000."_s + randomHex(15).toUpper())
            .bind(2, randomHex(21))
            .bind(3, u"Desktop application"_s)
            .run();
    writing.commit();
}

Client Grants::client()
{
    Store::Writing writing(m_store);
    Database& database = writing.database();
    const KnownClient known = anyClient(database).value_or(KnownClient());
    const Consent consent{known.id, m_store.org().users.front().id, scopesOf(m_options.scopes).join(u','), true, true};
    Client client{known.id, known.secret, {}, consent.scopes};
    Statement& row =
        database.cached("select refresh_token from sandbox_oauth_grants where client_id=?1 and user=?2 and "
                        "scopes=?3 and refresh_token is not null and revoked=0 order by id limit 1");
    row.bind(1, consent.clientId).bind(2, std::int64_t(consent.user)).bind(3, consent.scopes);
    if (row.step())
        client.refreshToken = row.string(0);
    row.reset();
    if (client.refreshToken.isEmpty())
        client.refreshToken = addGrant(database, consent, true);
    writing.commit();
    return client;
}

std::optional<KnownClient> Grants::clientById(const QString& id)
{
    Store::Lease database(m_store);
    std::optional<KnownClient> client = anyClient(*database);
    if (client && client->id != id)
        client.reset();
    return client;
}

Issued Grants::start(Database& database, const Consent& consent)
{
    prune(database);
    const bool refreshable = consent.offline && (consent.asked || !hasRefreshToken(database, consent));
    Issued issued;
    issued.scopes = consent.scopes;
    issued.refreshToken = addGrant(database, consent, refreshable);
    Statement& added = database.cached("select max(id) from sandbox_oauth_grants");
    added.step();
    const qint64 grant = added.integer(0);
    added.reset();
    issued.accessToken = addToken(database, grant);
    return issued;
}

bool Grants::hasRefreshToken(Database& database, const Consent& consent)
{
    Statement& row = database.cached("select 1 from sandbox_oauth_grants where client_id=?1 and user=?2 and "
                                     "refresh_token is not null and revoked=0");
    const bool found = row.bind(1, consent.clientId).bind(2, std::int64_t(consent.user)).step();
    row.reset();
    return found;
}

QString Grants::addGrant(Database& database, const Consent& consent, bool withRefreshToken)
{
    Statement& insert = database.cached("insert into sandbox_oauth_grants (refresh_token, client_id, user, scopes, "
                                        "created) values (?1, ?2, ?3, ?4, ?5)");
    QString token = withRefreshToken ? randomToken() : QString();
    if (withRefreshToken)
        insert.bind(1, token);
    else
        insert.bindNull(1);
    insert.bind(2, consent.clientId)
        .bind(3, std::int64_t(consent.user))
        .bind(4, consent.scopes)
        .bind(5, std::int64_t(m_store.clock().now()))
        .run();
    database
        .cached("update sandbox_oauth_grants set revoked=1 where user=?1 and refresh_token is not null and revoked=0 "
                "and id not in (select id from sandbox_oauth_grants where user=?1 and refresh_token is not null and "
                "revoked=0 order by id desc limit ?2)")
        .bind(1, std::int64_t(consent.user))
        .bind(2, mostRefreshTokens)
        .run();
    return token;
}

QString Grants::addToken(Database& database, qint64 grant)
{
    QString token = randomToken();
    database.cached("insert into sandbox_oauth_tokens (token, grant_id, created) values (?1, ?2, ?3)")
        .bind(1, token)
        .bind(2, std::int64_t(grant))
        .bind(3, std::int64_t(m_store.clock().now()))
        .run();
    // Ended, not deleted: the ones of the last ten minutes are still counted.
    database
        .cached("update sandbox_oauth_tokens set ended=1 where grant_id=?1 and ended=0 and token not in (select token "
                "from sandbox_oauth_tokens where grant_id=?1 and ended=0 order by created desc, rowid desc limit ?2)")
        .bind(1, std::int64_t(grant))
        .bind(2, mostLiveTokens)
        .run();
    return token;
}

void Grants::prune(Database& database)
{
    database.cached("delete from sandbox_oauth_tokens where created<=?1")
        .bind(1, std::int64_t(m_store.clock().now() - tokenLife))
        .run();
    database
        .cached("delete from sandbox_oauth_grants where (refresh_token is null or revoked=1) and id not in (select "
                "grant_id from sandbox_oauth_tokens)")
        .run();
}

tl::expected<Issued, Grants::RefreshFault> Grants::refresh(const QString& refreshToken, const QString& clientId)
{
    Store::Writing writing(m_store);
    Database& database = writing.database();
    Statement& row = database.cached("select id, scopes, user from sandbox_oauth_grants where refresh_token=?1 and "
                                     "client_id=?2 and revoked=0");
    if (!row.bind(1, refreshToken).bind(2, clientId).step() || !activeUser(row.integer(2))) {
        row.reset();
        return tl::unexpected(RefreshFault::Unknown);
    }
    const qint64 grant = row.integer(0);
    Issued issued{{}, {}, row.string(1)};
    row.reset();
    Statement& recent = database.cached("select count(*) from sandbox_oauth_tokens where grant_id=?1 and created>?2");
    recent.bind(1, std::int64_t(grant)).bind(2, std::int64_t(m_store.clock().now() - limitWindow)).step();
    const std::int64_t count = recent.integer(0);
    recent.reset();
    if (m_options.tokenLimit > 0 && count >= m_options.tokenLimit)
        return tl::unexpected(RefreshFault::TooMany);
    prune(database);
    issued.accessToken = addToken(database, grant);
    writing.commit();
    return issued;
}

bool Grants::revoke(const QString& token)
{
    Store::Writing writing(m_store);
    Database& database = writing.database();
    database.cached("update sandbox_oauth_grants set revoked=1 where refresh_token=?1 and revoked=0")
        .bind(1, token)
        .run();
    bool ended = database.changes() > 0;
    database.cached("update sandbox_oauth_tokens set ended=1 where token=?1 and ended=0").bind(1, token).run();
    ended = ended || database.changes() > 0;
    writing.commit();
    return ended;
}

std::optional<Caller> Grants::callerOf(const QString& accessToken)
{
    Store::Lease database(m_store);
    Statement& row = database->cached("select user, scopes, client_id from sandbox_oauth_tokens t join "
                                      "sandbox_oauth_grants g on g.id=t.grant_id where t.token=?1 and t.ended=0 and "
                                      "t.created>?2 and g.revoked=0");
    row.bind(1, accessToken).bind(2, std::int64_t(m_store.clock().now() - tokenLife));
    Caller caller;
    if (row.step())
        caller = {activeUser(row.integer(0)), scopesOf(row.string(1)), row.string(2)};
    row.reset();
    return caller.user ? std::optional(caller) : std::nullopt;
}

const User* Grants::activeUser(qint64 id) const
{
    const User* user = m_store.org().userById(id);
    return user && user->isActive() ? user : nullptr;
}

} // namespace stevedore::sandbox
