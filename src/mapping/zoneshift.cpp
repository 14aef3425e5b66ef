// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/zoneshift.h"

#include <QDateTime>

namespace stevedore {

namespace {

QDateTime plain(const CivilTime& time)
{
    return {QDate(time.year, time.month, time.day), QTime(time.hour, time.minute, time.second), Qt::UTC};
}

} // namespace

ZoneShift::ZoneShift(const QString& from, const QString& to)
    : m_from(from.toUtf8()), m_to(to.toUtf8()), m_hasFrom(!from.isEmpty())
{
}

bool ZoneShift::shift(CivilTime& time)
{
    const bool isOwn = time.offset.has_value();
    if (!isOwn && !m_hasFrom)
        return true;
    if (!m_to.isValid() || (!isOwn && !m_from.isValid()))
        return false;
    const QDateTime shown = plain(time);
    CivilTime hour = time;
    hour.minute = 0;
    hour.second = 0;
    if (!m_known || hour != m_hour) {
        const QDateTime begin = plain(hour);
        const QDateTime moment =
            isOwn ? begin.addSecs(-qint64(*time.offset) * 60) : QDateTime(begin.date(), begin.time(), m_from);
        m_seconds = begin.secsTo(moment) + m_to.offsetFromUtc(moment);
        m_hour = hour;
        m_known = true;
    }
    const QDateTime after = shown.addSecs(m_seconds);
    time = {after.date().year(),   after.date().month(),  after.date().day(), after.time().hour(),
            after.time().minute(), after.time().second(), std::nullopt};
    return true;
}

} // namespace stevedore
