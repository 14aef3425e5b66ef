// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/httpdate.h"

#include <QLocale>

namespace stevedore {

namespace {

/// RFC 9110, 5.6.7: a year of two digits that seems to be more than 50 years ahead is in the past.
QDate inItsCentury(QDate date)
{
    constexpr int century = 100;
    constexpr int mostAhead = 50;
    const QDate later = date.addYears(century);
    return later.year() > QDate::currentDate().year() + mostAhead ? date : later;
}

} // namespace

QDateTime httpDate(const QByteArray& value)
{
    // Date and time each by itself: together they would be read as a time of this place, which has none at all in the
    // hour that a change to summer time leaves out.
    const QStringList words = QString::fromLatin1(value).simplified().split(QLatin1Char(' '));
    const QLocale english = QLocale::c();
    const auto moment = [&](const QDate& date, const QString& time) {
        const QTime read = english.toTime(time, QStringLiteral("hh:mm:ss"));
        return date.isValid() && read.isValid() ? QDateTime(date, read, Qt::UTC) : QDateTime();
    };
    const bool isGmt = words.last() == QLatin1String("GMT");
    if (words.size() == 6 && isGmt)
        return moment(english.toDate(words.mid(1, 3).join(QLatin1Char(' ')), QStringLiteral("dd MMM yyyy")), words[4]);
    if (words.size() == 4 && isGmt)
        return moment(inItsCentury(english.toDate(words[1], QStringLiteral("dd-MMM-yy"))), words[2]);
    if (words.size() == 5)
        return moment(english.toDate(words[1] + QLatin1Char(' ') + words[2] + QLatin1Char(' ') + words[4],
                                     QStringLiteral("MMM d yyyy")),
                      words[3]);
    return QDateTime::fromString(words.join(QLatin1Char(' ')), Qt::RFC2822Date);
}

} // namespace stevedore
