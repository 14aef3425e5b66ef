// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/zoneshift.h"

namespace stevedore {

ZoneShift::ZoneShift(const QString& from, const QString& to)
    : m_from(QTimeZone(from.toUtf8())), m_to(QTimeZone(to.toUtf8())), m_hasFrom(!from.isEmpty())
{
}

bool ZoneShift::shift(CivilTime& time)
{
    if (!time.offset && !m_hasFrom)
        return true;
    if (!m_to.isValid() || (!time.offset && !m_from.isValid()))
        return false;
    const qint64 shown = clockSeconds(time);
    const qint64 moment = time.offset ? shown - *time.offset * 60LL : m_from.momentOf(shown);
    time = civilTime(moment + m_to.offsetAt(moment));
    return true;
}

} // namespace stevedore
