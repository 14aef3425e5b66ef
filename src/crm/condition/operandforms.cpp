// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/condition/operandforms.h"

#include <QRegularExpression>
#include <QTimeZone>

namespace stevedore {

using namespace Qt::StringLiterals;

namespace {

bool isWhole(const QRegularExpression& form, const QString& text)
{
    return form.match(text).hasMatch();
}

const QRegularExpression& momentForm()
{
    static const QRegularExpression form(
        uR"(\A(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?(?:(Z)|([+-])(\d\d):?(\d\d))?\z)"_s);
    return form;
}

} // namespace

bool isNumberForm(const QString& text)
{
    static const QRegularExpression form(uR"(\A-?\d+(\.\d+)?\z)"_s);
    return isWhole(form, text);
}

bool isDayForm(const QString& text)
{
    static const QRegularExpression form(uR"(\A\d{4}-\d\d-\d\d\z)"_s);
    return isWhole(form, text);
}

bool isMomentForm(const QString& text)
{
    return isWhole(momentForm(), text);
}

std::optional<QDate> dayOf(const QString& text)
{
    const QDate day = isDayForm(text) ? QDate::fromString(text, Qt::ISODate) : QDate();
    return day.isValid() && day.year() >= 1 ? std::optional(day) : std::nullopt;
}

std::optional<QDateTime> momentOf(const QString& text, const QDateTime& now)
{
    if (const auto day = dayOf(text))
        return day->startOfDay(now.timeZone());
    const auto parts = momentForm().match(text);
    const auto day = dayOf(parts.captured(1));
    const QString seconds = parts.captured(3);
    const QTime time = QTime::fromString(parts.captured(2) + (seconds.isEmpty() ? u":00"_s : seconds), u"HH:mm:ss"_s);
    if (!day || !time.isValid())
        return std::nullopt;
    if (!parts.captured(4).isEmpty())
        return QDateTime(*day, time, Qt::UTC);
    if (parts.captured(5).isEmpty())
        return QDateTime(*day, time, now.timeZone());
    const int hours = parts.captured(6).toInt();
    const int minutes = parts.captured(7).toInt();
    // No zone is further from UTC.
    if (minutes > 59 || hours * 60 + minutes > 14 * 60)
        return std::nullopt;
    const int offset = (hours * 60 + minutes) * 60;
    return QDateTime(*day, time, Qt::OffsetFromUTC, parts.captured(5) == u"-"_s ? -offset : offset);
}

QString momentText(const QDateTime& moment)
{
    // Clocks of long ago were off by odd seconds.
    const int minutes = moment.offsetFromUtc() / 60;
    const QDateTime shown = moment.toOffsetFromUtc(minutes * 60);
    return shown.toString(u"yyyy-MM-dd'T'HH:mm:ss"_s) + u"%1%2:%3"_s.arg(minutes < 0 ? u"-"_s : u"+"_s)
                                                            .arg(std::abs(minutes) / 60, 2, 10, QChar(u'0'))
                                                            .arg(std::abs(minutes) % 60, 2, 10, QChar(u'0'));
}

} // namespace stevedore
