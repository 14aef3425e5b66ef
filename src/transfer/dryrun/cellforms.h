// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimeZone>

#include <string>
#include <string_view>

namespace stevedore {

/// Appends a form of a number that is the same for equal numbers ("+007.50" becomes "7.5", "-0" becomes "0"). False,
/// with nothing of use appended, if it is none.
bool appendNumberForm(std::string_view text, std::string& out);

/// Moments as the CRM writes them, ISO 8601 with an offset, as the wall clock of one zone showed them. Keeps the offset
/// between two of its changes, because asking the zone for each cell would cost more than all else.
class ZoneClock
{
public:
    explicit ZoneClock(const QTimeZone& zone) : m_zone(zone) {}

    /// Appends "yyyy-MM-dd HH:mm:ss"; without an offset the text is taken as that wall clock's already. False if it is
    /// no moment.
    bool appendLocal(std::string_view text, std::string& out);

private:
    qint64 offsetAt(qint64 seconds);

    QTimeZone m_zone;
    qint64 m_from = 0; ///< of the stretch that m_offset is good for; empty at first
    qint64 m_until = 0;
    qint64 m_offset = 0;
};

} // namespace stevedore
