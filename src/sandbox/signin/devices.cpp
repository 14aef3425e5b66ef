// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/signin/devices.h"

#include "sandbox/signin/secrets.h"

#include <QRandomGenerator>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 keptMs = qint64(3600) * 1000;

constexpr std::string_view deviceTable = R"(
create table if not exists sandbox_oauth_devices (device_code text primary key, user_code text not null unique,
    client_id text not null, scopes text not null, offline integer not null, asked integer not null,
    created integer not null, polled integer not null default 0, state text not null default 'waiting',
    user integer not null default 0);
)";

/// Eight letters that are hard to mistake for another, and make no words.
QString randomUserCode()
{
    const QString letters = u"BCDFGHJKLMNPQRSTVWXZ"_s;
    QString code;
    for (int i = 0; i < 8; ++i)
        code += letters[QRandomGenerator::system()->bounded(static_cast<int>(letters.size()))];
    return code.insert(4, u'-');
}

QString plainUserCode(const QString& typed)
{
    QString letters;
    for (const QChar letter : typed.left(40).toUpper())
        if (letter.isLetter())
            letters += letter;
    return letters.insert(4, u'-');
}

} // namespace

Devices::Devices(Store& store, Grants& grants) : m_store(store), m_grants(grants)
{
    Store::Writing writing(store);
    writing.database().execute(deviceTable);
    writing.commit();
}

Devices::Codes Devices::make(const Consent& consent)
{
    const qint64 now = m_store.clock().now();
    Store::Writing writing(m_store);
    Database& database = writing.database();
    database.cached("delete from sandbox_oauth_devices where created<=?1").bind(1, std::int64_t(now - keptMs)).run();
    Codes codes{randomToken(), randomUserCode()};
    database
        .cached(
            "insert into sandbox_oauth_devices (device_code, user_code, client_id, scopes, offline, asked, created) "
            "values (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
        .bind(1, codes.deviceCode)
        .bind(2, codes.userCode)
        .bind(3, consent.clientId)
        .bind(4, consent.scopes)
        .bind(5, std::int64_t(consent.offline))
        .bind(6, std::int64_t(consent.asked))
        .bind(7, std::int64_t(now))
        .run();
    writing.commit();
    return codes;
}

std::optional<Devices::Waiting> Devices::waiting(const QString& userCode)
{
    Store::Lease database(m_store);
    Statement& row =
        database->cached("select device_code, client_id, scopes, offline, asked from sandbox_oauth_devices "
                         "where user_code=?1 and state='waiting' and created>?2");
    row.bind(1, plainUserCode(userCode)).bind(2, std::int64_t(m_store.clock().now() - lifeMs));
    std::optional<Waiting> found;
    if (row.step())
        found = Waiting{row.string(0), {row.string(1), 0, row.string(2), row.integer(3) != 0, row.integer(4) != 0}};
    row.reset();
    return found;
}

bool Devices::decide(const QString& deviceCode, std::optional<qint64> user)
{
    Store::Writing writing(m_store);
    Database& database = writing.database();
    database
        .cached("update sandbox_oauth_devices set state=?1, user=?2 where device_code=?3 and state='waiting' and "
                "created>?4")
        .bind(1, std::string_view(user ? "allowed" : "denied"))
        .bind(2, std::int64_t(user.value_or(0)))
        .bind(3, deviceCode)
        .bind(4, std::int64_t(m_store.clock().now() - lifeMs))
        .run();
    const bool decided = database.changes() > 0;
    writing.commit();
    return decided;
}

tl::expected<Issued, Devices::Poll> Devices::poll(const QString& deviceCode, const QString& clientId, bool here)
{
    const qint64 now = m_store.clock().now();
    Store::Writing writing(m_store);
    Database& database = writing.database();
    Statement& row = database.cached("select state, created, polled, user, scopes, offline, asked from "
                                     "sandbox_oauth_devices where device_code=?1 and client_id=?2");
    if (!row.bind(1, deviceCode).bind(2, clientId).step() || row.text(0) == "taken") {
        row.reset();
        return tl::unexpected(Poll::Unknown);
    }
    const QString state = row.string(0);
    const bool expired = state == u"waiting"_s && row.integer(1) + lifeMs <= now;
    const bool tooSoon = row.integer(2) + pollMs > now;
    const Consent consent{clientId, row.integer(3), row.string(4), row.integer(5) != 0, row.integer(6) != 0};
    row.reset();
    const bool elsewhere = state == u"allowed"_s && !tooSoon && !here;
    const bool taken = state == u"allowed"_s && !tooSoon && here;
    // The servers of the user's data centre have not been asked yet: the first poll there is not too soon.
    database.cached("update sandbox_oauth_devices set polled=?1, state=?2 where device_code=?3")
        .bind(1, std::int64_t(elsewhere ? 0 : now))
        .bind(2, taken ? u"taken"_s : state)
        .bind(3, deviceCode)
        .run();
    const Issued issued = taken ? m_grants.start(database, consent) : Issued();
    writing.commit();
    if (taken)
        return issued;
    if (expired)
        return tl::unexpected(Poll::Expired);
    if (tooSoon)
        return tl::unexpected(Poll::TooSoon);
    if (elsewhere)
        return tl::unexpected(Poll::OtherDataCentre);
    return tl::unexpected(state == u"denied"_s ? Poll::Denied : Poll::Pending);
}

} // namespace stevedore::sandbox
