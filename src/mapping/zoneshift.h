// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/dateform.h"

#include <QTimeZone>

namespace stevedore {

/// Turns times of one zone into those that the clocks of another show at the same moment. An hour that a clock shows
/// twice is taken for the first, one that it skips for what it would have been. One object a thread.
class ZoneShift
{
public:
    /// Names as the IANA writes them ("Europe/Berlin").
    ZoneShift(const QString& from, const QString& to);

    /// False if a zone that is needed has no name or an unknown one. `time.offset` counts before the first zone.
    bool shift(CivilTime& time);
    /// Whether there is anything to do for times without an offset.
    bool shifts() const { return m_hasFrom; }

private:
    QTimeZone m_from;
    QTimeZone m_to;
    bool m_hasFrom;
    // Asking a zone is dear, and neighbouring rows tend to be of the same hour.
    CivilTime m_hour;
    qint64 m_seconds = 0;
    bool m_known = false;
};

} // namespace stevedore
