// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/http/credits.h"

#include <QDebug>

namespace stevedore::sandbox {

namespace {

constexpr qint64 minutesADay = 24 * 60;

} // namespace

Credits::Credits(Store& store, qint64 limit) : m_store(store), m_limit(limit)
{
    Store::Lease database(store);
    Statement rows = database->prepare("select minute, used from sandbox_credits");
    while (rows.step())
        m_usedByMinute[rows.integer(0)] = rows.integer(1);
}

Credits::~Credits()
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

qint64 Credits::thisMinute() const
{
    return m_store.clock().now() / 60'000;
}

qint64 Credits::used() const
{
    const qint64 since = thisMinute() - minutesADay;
    qint64 sum = 0;
    for (auto it = m_usedByMinute.upper_bound(since); it != m_usedByMinute.end(); ++it)
        sum += it->second;
    return sum;
}

bool Credits::take(int credits)
{
    const std::scoped_lock lock(m_mutex);
    m_usedByMinute.erase(m_usedByMinute.begin(), m_usedByMinute.upper_bound(thisMinute() - minutesADay));
    if (used() + credits > m_limit)
        return false;
    m_usedByMinute[thisMinute()] += credits;
    return true;
}

std::optional<qint64> Credits::remainingToTell() const
{
    const std::scoped_lock lock(m_mutex);
    const qint64 sum = used();
    return sum * 2 >= m_limit ? std::optional(m_limit - sum) : std::nullopt;
}

} // namespace stevedore::sandbox
