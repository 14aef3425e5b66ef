// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/http/limits.h"

#include <QDebug>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 minutesADay = qint64(24) * 60;

} // namespace

ApiError tooManyRequests()
{
    return {429, u"TOO_MANY_REQUESTS"_s, u"Too many requests fired."_s, {}};
}

Limits::Call::~Call()
{
    if (m_count)
        --*m_count;
}

Limits::Limits(Store& store, qint64 credits, int concurrentCalls)
    : m_store(store), m_credits(credits), m_mostCalls(concurrentCalls)
{
    Store::Lease database(store);
    Statement rows = database->prepare("select minute, used from sandbox_credits");
    while (rows.step())
        m_usedByMinute[rows.integer(0)] = rows.integer(1);
}

Limits::~Limits()
{
    try {
        Store::Writing writing(m_store);
        writing.database().execute("delete from sandbox_credits");
        Statement insert = writing.database().prepare("insert into sandbox_credits (minute, used) values (?1, ?2)");
        for (const auto& [minute, used] : m_usedByMinute)
            insert.bind(1, std::int64_t(minute)).bind(2, std::int64_t(used)).run();
        writing.commit();
    } catch (const SqlError& error) {
        qWarning("the used credits could not be written: %s", error.what());
    }
}

ApiResult<Limits::Call> Limits::enter(std::atomic<int>& count, int most)
{
    if (++count <= most)
        return Call(&count);
    --count;
    return tl::unexpected(tooManyRequests());
}

ApiResult<Limits::Call> Limits::enter()
{
    return enter(m_calls, m_mostCalls);
}

ApiResult<Limits::Call> Limits::enterHeavy()
{
    return enter(m_heavyCalls, mostHeavyCalls);
}

qint64 Limits::thisMinute() const
{
    return m_store.clock().now() / 60'000;
}

qint64 Limits::used() const
{
    const qint64 since = thisMinute() - minutesADay;
    qint64 sum = 0;
    for (auto it = m_usedByMinute.upper_bound(since); it != m_usedByMinute.end(); ++it)
        sum += it->second;
    return sum;
}

ApiResult<void> Limits::charge(int credits)
{
    const std::scoped_lock lock(m_mutex);
    m_usedByMinute.erase(m_usedByMinute.begin(), m_usedByMinute.upper_bound(thisMinute() - minutesADay));
    if (used() + credits > m_credits)
        return tl::unexpected(tooManyRequests());
    m_usedByMinute[thisMinute()] += credits;
    return {};
}

std::optional<qint64> Limits::remainingToTell() const
{
    const std::scoped_lock lock(m_mutex);
    const qint64 sum = used();
    return sum >= m_credits - sum ? std::optional(m_credits - sum) : std::nullopt;
}

} // namespace stevedore::sandbox
