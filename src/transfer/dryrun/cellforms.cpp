// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/dryrun/cellforms.h"

#include "mapping/dateform.h"
#include "mapping/utf8.h"

#include <QDateTime>

#include <algorithm>
#include <chrono>
#include <limits>

namespace stevedore {

namespace {

bool areDigits(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), isAsciiDigit);
}

/// Two digits and whatever stands before them; -1 if they are none.
int twoDigits(std::string_view& text)
{
    if (text.size() < 2 || !areDigits(text.substr(0, 2)))
        return -1;
    const int value = (text[0] - '0') * 10 + (text[1] - '0');
    text.remove_prefix(2);
    return value;
}

/// "+01:00", "-0800", "Z" to seconds; false if it is none of these.
bool readOffset(std::string_view text, qint64& seconds)
{
    seconds = 0;
    if (text == "Z" || text == "z")
        return true;
    if (text.empty() || (text.front() != '+' && text.front() != '-'))
        return false;
    const bool west = text.front() == '-';
    text.remove_prefix(1);
    const int hours = twoDigits(text);
    if (!text.empty() && text.front() == ':')
        text.remove_prefix(1);
    const int minutes = text.empty() ? 0 : twoDigits(text);
    if (hours < 0 || minutes < 0 || !text.empty())
        return false;
    seconds = (west ? -1 : 1) * (hours * 3600LL + minutes * 60LL);
    return true;
}

} // namespace

bool appendNumberForm(std::string_view text, std::string& out)
{
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    const std::size_t point = std::min(text.find('.'), text.size());
    std::string_view whole = text.substr(0, point);
    std::string_view fraction = point < text.size() ? text.substr(point + 1) : std::string_view();
    if ((whole.empty() && fraction.empty()) || !areDigits(whole) || !areDigits(fraction))
        return false;
    while (whole.starts_with('0'))
        whole.remove_prefix(1);
    while (fraction.ends_with('0'))
        fraction.remove_suffix(1);
    if (negative && !(whole.empty() && fraction.empty()))
        out += '-';
    out += whole.empty() ? std::string_view("0") : whole;
    if (!fraction.empty()) {
        out += '.';
        out += fraction;
    }
    return true;
}

bool ZoneClock::appendLocal(std::string_view text, std::string& out)
{
    constexpr std::size_t dateTime = 19;
    if (text.size() < dateTime || (text[10] != 'T' && text[10] != ' '))
        return false;
    std::string civil(text.substr(0, dateTime));
    civil[10] = ' ';
    if (!isIsoDateTime(civil))
        return false;
    text.remove_prefix(dateTime);
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        while (!text.empty() && isAsciiDigit(text.front()))
            text.remove_prefix(1);
    }
    if (text.empty()) {
        out += civil;
        return true;
    }
    qint64 offset = 0;
    if (!readOffset(text, offset))
        return false;
    const auto number = [&](std::size_t at, std::size_t length) {
        int value = 0;
        for (std::size_t i = at; i < at + length; ++i)
            value = value * 10 + (civil[i] - '0');
        return value;
    };
    using namespace std::chrono;
    const sys_days day{
        year_month_day(year(number(0, 4)), month(unsigned(number(5, 2))), std::chrono::day(unsigned(number(8, 2))))};
    const qint64 utc = qint64(day.time_since_epoch().count()) * 86'400 + number(11, 2) * 3600LL + number(14, 2) * 60LL +
                       number(17, 2) - offset;
    const sys_seconds local{seconds(utc + offsetAt(utc))};
    const auto midnight = floor<days>(local);
    const year_month_day date{midnight};
    const auto rest = int((local - midnight).count());
    appendIsoDateTime({int(date.year()), int(unsigned(date.month())), int(unsigned(date.day())), rest / 3600,
                       rest / 60 % 60, rest % 60},
                      out);
    return true;
}

qint64 ZoneClock::offsetAt(qint64 seconds)
{
    if (seconds >= m_from && seconds < m_until)
        return m_offset;
    const QDateTime moment = QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC);
    m_offset = m_zone.offsetFromUtc(moment);
    const auto before = m_zone.previousTransition(moment.addSecs(1));
    const auto after = m_zone.nextTransition(moment);
    m_from = before.atUtc.isValid() ? before.atUtc.toSecsSinceEpoch() : std::numeric_limits<qint64>::min();
    m_until = after.atUtc.isValid() ? after.atUtc.toSecsSinceEpoch() : std::numeric_limits<qint64>::max();
    return m_offset;
}

} // namespace stevedore
