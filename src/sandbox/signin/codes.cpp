// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/signin/codes.h"

#include "sandbox/signin/secrets.h"

#include <QCryptographicHash>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 codeMinute = qint64(60) * 1000;
constexpr qint64 codeWindow = 10 * codeMinute;

constexpr std::string_view codeTable = R"(
create table if not exists sandbox_oauth_codes (code text primary key, client_id text not null, user integer not null,
    scopes text not null, redirect_uri text not null, challenge text not null, s256 integer not null,
    offline integer not null, asked integer not null, created integer not null, used integer not null default 0);
)";

/// RFC 7636, 4.6. A verifier without a challenge is refused, too: somebody may have taken the challenge away.
bool verifies(const QString& verifier, const QString& challenge, bool s256)
{
    if (challenge.isEmpty() || verifier.isEmpty())
        return challenge.isEmpty() && verifier.isEmpty();
    if (!s256)
        return sameSecret(verifier, challenge);
    const QByteArray digest = QCryptographicHash::hash(verifier.toUtf8(), QCryptographicHash::Sha256)
                                  .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    return sameSecret(QString::fromLatin1(digest), challenge);
}

} // namespace

Codes::Codes(Store& store, const Options& options, Grants& grants)
    : m_store(store), m_options(options), m_grants(grants)
{
    Store::Writing writing(store);
    writing.database().execute(codeTable);
    writing.commit();
}

qint64 Codes::life() const
{
    return (m_options.quirk(Quirk::CodeThreeMinutes) ? 3 : 2) * codeMinute;
}

std::optional<QString> Codes::make(const AuthorizeRequest& request, qint64 user)
{
    const qint64 now = m_store.clock().now();
    Store::Writing writing(m_store);
    Database& database = writing.database();
    database.cached("delete from sandbox_oauth_codes where created<=?1").bind(1, std::int64_t(now - codeWindow)).run();
    Statement& recent = database.cached("select count(*) from sandbox_oauth_codes where client_id=?1");
    recent.bind(1, request.clientId).step();
    const std::int64_t count = recent.integer(0);
    recent.reset();
    if (m_options.tokenLimit > 0 && count >= m_options.tokenLimit)
        return std::nullopt;
    const QString code = randomToken();
    database
        .cached("insert into sandbox_oauth_codes (code, client_id, user, scopes, redirect_uri, challenge, s256, "
                "offline, asked, created) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")
        .bind(1, code)
        .bind(2, request.clientId)
        .bind(3, std::int64_t(user))
        .bind(4, request.scopes)
        .bind(5, request.redirectUri)
        .bind(6, request.challenge)
        .bind(7, std::int64_t(request.s256))
        .bind(8, std::int64_t(request.offline))
        .bind(9, std::int64_t(request.asked))
        .bind(10, std::int64_t(now))
        .run();
    writing.commit();
    return code;
}

tl::expected<Issued, Codes::Fault> Codes::redeem(const Offer& offer)
{
    Store::Writing writing(m_store);
    Database& database = writing.database();
    Statement& row = database.cached("select user, scopes, redirect_uri, challenge, s256, offline, asked from "
                                     "sandbox_oauth_codes where code=?1 and client_id=?2 and created>?3 and used=0");
    row.bind(1, offer.code).bind(2, offer.clientId).bind(3, std::int64_t(m_store.clock().now() - life()));
    if (!row.step()) {
        row.reset();
        return tl::unexpected(Fault::Code);
    }
    const Consent consent{offer.clientId, row.integer(0), row.string(1), row.integer(5) != 0, row.integer(6) != 0};
    const bool sameUri = sameSecret(row.string(2), offer.redirectUri);
    const bool verified = verifies(offer.verifier, row.string(3), row.integer(4) != 0);
    row.reset();
    if (!sameUri)
        return tl::unexpected(Fault::RedirectUri);
    if (!verified)
        return tl::unexpected(Fault::Code);
    database.cached("update sandbox_oauth_codes set used=1 where code=?1").bind(1, offer.code).run();
    Issued issued = m_grants.start(database, consent);
    writing.commit();
    return issued;
}

} // namespace stevedore::sandbox
