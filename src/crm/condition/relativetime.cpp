// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/condition/relativetime.h"

#include "crm/condition/operandforms.h"

#include <QRegularExpression>
#include <QTimeZone>

#include <optional>

namespace stevedore {

using namespace Qt::StringLiterals;

namespace {

struct Parts
{
    QString word;
    int shift = 0; ///< in units of the word, minutes for "now"
};

/// So few that any day of today's reach stays between the years 1 and 9999.
int mostDigits(const QString& word)
{
    return word == u"now"_s ? 7 : word == u"year"_s ? 3 : word == u"month"_s ? 4 : 5;
}

std::optional<Parts> partsOf(const QString& text)
{
    static const QRegularExpression form(uR"(\A(now|today|week|month|year)(?:([+-])(\d{1,7}))?\z)"_s);
    const auto match = form.match(text);
    if (!match.hasMatch() || match.capturedLength(3) > mostDigits(match.captured(1)))
        return std::nullopt;
    const int shift = match.captured(3).toInt();
    return Parts{match.captured(1), match.captured(2) == u"-"_s ? -shift : shift};
}

QDate dayFor(const Parts& parts, const QDate& today)
{
    if (parts.word == u"today"_s)
        return today.addDays(parts.shift);
    if (parts.word == u"week"_s)
        return today.addDays(1 - today.dayOfWeek() + 7LL * parts.shift);
    if (parts.word == u"month"_s)
        return QDate(today.year(), today.month(), 1).addMonths(parts.shift);
    return QDate(today.year(), 1, 1).addYears(parts.shift);
}

} // namespace

bool isRelativeTime(const QString& text)
{
    return partsOf(text).has_value();
}

QString absoluteTime(const QString& relative, bool wantsMoment, const QDateTime& now)
{
    const auto parts = partsOf(relative);
    if (!parts)
        return {};
    if (parts->word == u"now"_s) {
        const QDateTime moment = now.addSecs(60LL * parts->shift);
        return wantsMoment ? momentText(moment) : moment.date().toString(Qt::ISODate);
    }
    const QDate day = dayFor(*parts, now.date());
    return wantsMoment ? momentText(day.startOfDay(now.timeZone())) : day.toString(Qt::ISODate);
}

} // namespace stevedore
