// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/export/calendar.h"

namespace stevedore {

namespace {

const QByteArray eventBegin = "BEGIN:VEVENT";
const QByteArray eventEnd = "END:VEVENT";
const QByteArray calendarEnd = "END:VCALENDAR";

} // namespace

Result<void> CalendarMerger::append(const QByteArray& calendar, const std::vector<std::uint32_t>& repeated,
                                    ByteSink& out, qint64& events)
{
    qsizetype at = calendar.indexOf(eventBegin);
    if (!std::exchange(m_begun, true)) {
        const qsizetype end = at < 0 ? calendar.indexOf(calendarEnd) : at;
        if (auto done = out.write(QByteArrayView(calendar).first(std::max<qsizetype>(end, 0))); !done)
            return done;
    }
    auto skip = repeated.begin();
    for (std::uint32_t number = 0; at >= 0; ++number) {
        const qsizetype line = calendar.indexOf('\n', calendar.indexOf(eventEnd, at));
        const qsizetype end = line < 0 ? calendar.size() : line + 1;
        if (skip != repeated.end() && *skip == number) {
            ++skip;
        } else {
            if (auto done = out.write(QByteArrayView(calendar).sliced(at, end - at)); !done)
                return done;
            ++events;
        }
        at = calendar.indexOf(eventBegin, end);
    }
    return {};
}

Result<void> CalendarMerger::finish(ByteSink& out)
{
    if (!m_begun)
        if (auto done = out.write("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Stevedore//Export//EN\r\n"); !done)
            return done;
    if (auto done = out.write("END:VCALENDAR\r\n"); !done)
        return done;
    return out.finish();
}

} // namespace stevedore
