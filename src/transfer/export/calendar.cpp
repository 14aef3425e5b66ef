// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/export/calendar.h"

namespace stevedore {

namespace {

const QByteArray calendarEnd = "END:VCALENDAR";

} // namespace

qsizetype calendarLine(const QByteArray& calendar, const QByteArray& line, qsizetype from)
{
    for (qsizetype at = calendar.indexOf(line, from); at >= 0; at = calendar.indexOf(line, at + 1)) {
        const qsizetype end = at + line.size();
        const bool begins = at == 0 || calendar[at - 1] == '\n';
        const bool ends = end == calendar.size() || calendar[end] == '\r' || calendar[end] == '\n';
        if (begins && ends)
            return at;
    }
    return -1;
}

Result<void> CalendarMerger::append(const QByteArray& calendar, const std::vector<std::uint32_t>& repeated,
                                    ByteSink& out, qint64& events)
{
    qsizetype at = calendarLine(calendar, eventBegin);
    if (!std::exchange(m_begun, true)) {
        const qsizetype end = at < 0 ? calendarLine(calendar, calendarEnd) : at;
        if (auto done = out.write(QByteArrayView(calendar).first(std::max<qsizetype>(end, 0))); !done)
            return done;
    }
    auto skip = repeated.begin();
    for (std::uint32_t number = 0; at >= 0; ++number) {
        const qsizetype line = calendar.indexOf('\n', calendarLine(calendar, eventEnd, at));
        const qsizetype end = line < 0 ? calendar.size() : line + 1;
        if (skip != repeated.end() && *skip == number) {
            ++skip;
        } else {
            if (auto done = out.write(QByteArrayView(calendar).sliced(at, end - at)); !done)
                return done;
            ++events;
        }
        at = calendarLine(calendar, eventBegin, end);
    }
    return {};
}

Result<void> CalendarMerger::finish(ByteSink& out) const
{
    if (!m_begun)
        if (auto done = out.write("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Stevedore//Export//EN\r\n"); !done)
            return done;
    if (auto done = out.write("END:VCALENDAR\r\n"); !done)
        return done;
    return out.finish();
}

} // namespace stevedore
