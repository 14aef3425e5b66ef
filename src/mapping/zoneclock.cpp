// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/zoneclock.h"

#include <QDateTime>

#include <chrono>
#include <limits>

namespace stevedore {

namespace {

constexpr qint64 secondsInDay = 86'400;

} // namespace

qint64 clockSeconds(const CivilTime& time)
{
    using namespace std::chrono;
    const sys_days day{
        year_month_day(year(time.year), month(unsigned(time.month)), std::chrono::day(unsigned(time.day)))};
    return qint64(day.time_since_epoch().count()) * secondsInDay + time.hour * 3600LL + time.minute * 60LL +
           time.second;
}

CivilTime civilTime(qint64 seconds)
{
    using namespace std::chrono;
    const sys_seconds moment{std::chrono::seconds(seconds)};
    const auto midnight = floor<days>(moment);
    const year_month_day date{midnight};
    const auto rest = int((moment - midnight).count());
    return {int(date.year()), int(unsigned(date.month())), int(unsigned(date.day())), rest / 3600, rest / 60 % 60,
            rest % 60};
}

qint64 ZoneClock::offsetAt(qint64 moment)
{
    if (moment >= m_from && moment < m_until)
        return m_offset;
    const QDateTime at = QDateTime::fromSecsSinceEpoch(moment, Qt::UTC);
    m_offset = m_zone.offsetFromUtc(at);
    const auto before = m_zone.previousTransition(at.addSecs(1));
    const auto after = m_zone.nextTransition(at);
    m_from = before.atUtc.isValid() ? before.atUtc.toSecsSinceEpoch() : std::numeric_limits<qint64>::min();
    m_until = after.atUtc.isValid() ? after.atUtc.toSecsSinceEpoch() : std::numeric_limits<qint64>::max();
    return m_offset;
}

qint64 ZoneClock::momentOf(qint64 shown)
{
    // Offsets are less than a day, and clocks are not changed twice in two: the one before a change counts unless the
    // clocks show this after it only.
    const qint64 early = shown - offsetAt(shown - secondsInDay);
    const qint64 late = shown - offsetAt(shown + secondsInDay);
    const bool afterOnly = shown - offsetAt(early) != early && shown - offsetAt(late) == late;
    return afterOnly ? late : early;
}

} // namespace stevedore
