// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/container/cellformat.h"

#include "csv/container/numbertext.h"

#include <QDateTime>

#include <cmath>

namespace stevedore {

namespace {

constexpr qint64 daySeconds = 86400;
constexpr qint64 lastDay = 2958465;  ///< 9999-12-31
constexpr qint64 leapQuirk = 60;     ///< 1900-02-29, which Excel believes in and the calendar does not
constexpr qint64 days1904 = 1462;    ///< from 1900's day 0 to 1904's
constexpr qint64 momentDays = 10000; ///< no duration takes so many days, but every date since 1927

QString dayText(qint64 day)
{
    return QDate(1899, 12, 30).addDays(day < leapQuirk ? day + 1 : day).toString(Qt::ISODate);
}

/// Of a day or more.
QString momentText(qint64 seconds, bool withTime)
{
    const QString day = dayText(seconds / daySeconds);
    const qint64 time = seconds % daySeconds;
    // A time that the format does not show is kept all the same: nothing of a cell is lost unseen.
    return withTime || time != 0 ? day + QLatin1Char('T') + clockText(time) : day;
}

} // namespace

CellFormat builtInFormat(int id)
{
    const auto in = [id](int first, int last) { return id >= first && id <= last; };
    if (id == 22)
        return CellFormat::DateTime;
    if (id == 46)
        return CellFormat::Elapsed;
    if (in(18, 21) || id == 32 || id == 33 || id == 45 || id == 47)
        return CellFormat::Time;
    // Some of the East Asian ones are dates in one language and times in another; a date shows its time if it has one.
    if (in(14, 17) || in(27, 36) || in(50, 58))
        return CellFormat::Date;
    return CellFormat::Number;
}

QString clockText(qint64 seconds)
{
    const qint64 size = std::abs(seconds);
    return QStringLiteral("%1%2:%3:%4")
        .arg(seconds < 0 ? QStringLiteral("-") : QString())
        .arg(size / 3600, 2, 10, QLatin1Char('0'))
        .arg(size / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(size % 60, 2, 10, QLatin1Char('0'));
}

QString formattedNumber(const QString& raw, CellFormat format, bool since1904)
{
    bool ok = false;
    const double serial = format == CellFormat::Number ? 0 : raw.toDouble(&ok);
    if (!ok || std::abs(serial) > double(lastDay))
        return plainNumber(raw);
    const qint64 seconds = std::llround(serial * double(daySeconds));
    if (format == CellFormat::Elapsed)
        return clockText(seconds);
    // A time of so many days is a moment of which the sheet shows the time only.
    if (format == CellFormat::Time && seconds < momentDays * daySeconds)
        return clockText(seconds);
    const qint64 since1900 = seconds + (since1904 ? days1904 * daySeconds : 0);
    if (seconds < 0 || since1900 / daySeconds > lastDay)
        return plainNumber(raw);
    // Day 0 is no day: a time alone, or the nothing that a formula found.
    if (since1900 < daySeconds)
        return since1900 > 0 ? clockText(since1900) : plainNumber(raw);
    return momentText(since1900, format != CellFormat::Date);
}

} // namespace stevedore
