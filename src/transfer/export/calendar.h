// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/export/bytesink.h"

#include <cstdint>
#include <vector>

namespace stevedore {

inline const QByteArray eventBegin = "BEGIN:VEVENT";
inline const QByteArray eventEnd = "END:VEVENT";

/// Where a line is that says nothing but this, such as "BEGIN:VEVENT", from `from` on; -1 if there is none. What stands
/// within a line, or goes on in a folded one (RFC 5545, 3.1), is somebody's text.
qsizetype calendarLine(const QByteArray& calendar, const QByteArray& line, qsizetype from = 0);

/// Makes one calendar of several (RFC 5545): what stands in front of the first event of the first one, then the events
/// of all of them.
class CalendarMerger
{
public:
    /// Without the events at the places `repeated` (ascending, from 0). Adds to `events`.
    Result<void> append(const QByteArray& calendar, const std::vector<std::uint32_t>& repeated, ByteSink& out,
                        qint64& events);
    Result<void> finish(ByteSink& out) const;

private:
    bool m_begun = false;
};

} // namespace stevedore
