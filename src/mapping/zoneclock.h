// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/dateform.h"

#include <QTimeZone>

namespace stevedore {

/// Seconds since 1970 of what a clock shows, as if it showed UTC; and back. Offsets are left alone.
qint64 clockSeconds(const CivilTime& time);
CivilTime civilTime(qint64 seconds);

/// The clocks of one zone. Keeps the offset between two of its changes, because asking the zone for each cell would
/// cost more than all else. One object a thread.
class ZoneClock
{
public:
    explicit ZoneClock(const QTimeZone& zone) : m_zone(zone) {}

    bool isValid() const { return m_zone.isValid(); }
    /// Seconds that its clocks are ahead of UTC at a moment, in seconds since 1970.
    qint64 offsetAt(qint64 moment);
    /// The moment at which its clocks show this, in seconds as clockSeconds() has them: the first one where they show
    /// it twice; where they skip it, when they would have shown it had they not been changed.
    qint64 momentOf(qint64 shown);

private:
    QTimeZone m_zone;
    qint64 m_from = 0; ///< of the stretch that m_offset is good for; empty at first
    qint64 m_until = 0;
    qint64 m_offset = 0;
};

} // namespace stevedore
