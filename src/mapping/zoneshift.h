// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/zoneclock.h"

namespace stevedore {

/// Turns times of one zone into what the clocks of another show at the same moment. One object a thread.
class ZoneShift
{
public:
    /// Names as the IANA writes them ("Europe/Berlin"); without `from` only times with an offset are turned.
    ZoneShift(const QString& from, const QString& to);

    /// False if a zone that is needed has no name or an unknown one. A time's own offset counts before the first zone.
    bool shift(CivilTime& time);
    /// Whether there is anything to do for times without an offset.
    bool shifts() const { return m_hasFrom; }

private:
    ZoneClock m_from;
    ZoneClock m_to;
    bool m_hasFrom;
};

} // namespace stevedore
