// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/dryrun/cellforms.h"

#include "mapping/dateform.h"
#include "mapping/utf8.h"

#include <algorithm>

namespace stevedore {

namespace {

bool areDigits(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), isAsciiDigit);
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

bool appendLocal(std::string_view text, ZoneClock& zone, std::string& out)
{
    constexpr std::size_t dateTime = 19;
    static const DateForm form(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    if (text.size() < dateTime || (text[10] != 'T' && text[10] != ' '))
        return false;
    std::string civil(text.substr(0, dateTime));
    civil[10] = ' ';
    CivilTime time;
    if (!isIsoDateTime(civil) || !form.parse(civil, time))
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
    std::size_t end = 0;
    const auto offset = readZoneOffset(text, end);
    if (!offset || end != text.size())
        return false;
    const qint64 moment = clockSeconds(time) - *offset * 60LL;
    appendIsoDateTime(civilTime(moment + zone.offsetAt(moment)), out);
    return true;
}

} // namespace stevedore
