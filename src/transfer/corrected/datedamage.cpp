// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/corrected/datedamage.h"

#include "mapping/dateform.h"
#include "mapping/utf8.h"

#include <QDate>

#include <algorithm>
#include <cmath>
#include <vector>

namespace stevedore {

namespace {

struct Pattern
{
    DateForm form;
    bool shortYear;
};

/// One of the moments that a text may mean.
struct Moment
{
    CivilTime time;
    bool hasTime;
    bool hasSeconds;
    bool shortYear;

    bool isSameDay(const Moment& o) const
    {
        return time.year == o.time.year && time.month == o.time.month && time.day == o.time.day;
    }
};

/// The forms in which spreadsheets write dates, and those that files have.
const std::vector<Pattern>& patterns()
{
    static const std::vector<Pattern> made = [] {
        std::vector<Pattern> out;
        for (const char* day : {"yyyy-MM-dd", "yyyy/MM/dd", "yyyy.MM.dd", "dd.MM.yyyy", "dd/MM/yyyy", "MM/dd/yyyy",
                                "dd-MM-yyyy", "MM-dd-yyyy", "dd-MMM-yyyy", "dd MMM yyyy", "dd. MMM yyyy",
                                "MMM dd, yyyy", "dd.MM.yy", "dd/MM/yy", "MM/dd/yy", "dd-MMM-yy"})
            for (const char* time : {"", " HH:mm", " HH:mm:ss", "THH:mm", "THH:mm:ss", " hh:mm AP", " hh:mm:ss AP"})
                out.push_back({DateForm(QLatin1String(day) + QLatin1String(time)), !QByteArray(day).contains("yyyy")});
        return out;
    }();
    return made;
}

std::vector<Moment> moments(std::string_view text)
{
    constexpr std::size_t shortest = 6;
    constexpr std::size_t longest = 32;
    std::vector<Moment> out;
    // Most cells are no dates: they do not have to go through all patterns.
    if (text.size() < shortest || text.size() > longest || text.find_first_of("-/. ") == std::string_view::npos ||
        std::none_of(text.begin(), text.end(), isAsciiDigit))
        return out;
    const auto colons = std::count(text.begin(), text.end(), ':');
    for (const Pattern& pattern : patterns()) {
        CivilTime time;
        if (pattern.form.parse(text, time) &&
            std::none_of(out.begin(), out.end(), [&](const Moment& m) { return m.time == time; }))
            out.push_back({time, pattern.form.hasTime(), colons > 1, pattern.shortYear});
    }
    return out;
}

/// A time of day alone: read as one of some day.
std::vector<Moment> timesOfDay(std::string_view text)
{
    if (text.find(':') == std::string_view::npos)
        return {};
    return moments("2000-01-01 " + std::string(text));
}

/// Of one pair of readings.
std::optional<DamageKind> compared(const Moment& before, const Moment& after)
{
    if (!before.isSameDay(after)) {
        const bool onlyCentury = after.shortYear && !before.shortYear && before.time.month == after.time.month &&
                                 before.time.day == after.time.day && before.time.year % 100 == after.time.year % 100;
        return onlyCentury ? std::optional(DamageKind::CenturyLost) : std::nullopt;
    }
    if (before.time == after.time)
        return DamageKind::DateForm;
    const bool minutesGone = !after.hasTime;
    const bool secondsGone = !after.hasSeconds && before.time.hour == after.time.hour &&
                             before.time.minute == after.time.minute && after.time.second == 0;
    return before.hasTime && (minutesGone || secondsGone) ? std::optional(DamageKind::TimeLost) : std::nullopt;
}

std::optional<DamageKind> compared(const std::vector<Moment>& befores, const std::vector<Moment>& afters)
{
    std::optional<DamageKind> found;
    for (const Moment& before : befores) {
        for (const Moment& after : afters) {
            const auto kind = compared(before, after);
            if (kind && (!found || *kind < *found))
                found = kind;
        }
    }
    // 03/02/2001 and 02/03/2001: a correction looks the same.
    return found && befores.size() > 1 && afters.size() > 1 ? std::optional(DamageKind::DateUnclear) : found;
}

/// Days since 30 December 1899 with the time as their fraction, which is what a date is to a spreadsheet. Excel counts
/// a 29 February 1900 that was none: before it, a day is let pass.
bool isSerialOf(const Moment& before, double serial)
{
    constexpr double secondsInDay = 86'400;
    constexpr qint64 firstSureDay = 61;
    const QDate day(before.time.year, before.time.month, before.time.day);
    const qint64 days = QDate(1899, 12, 30).daysTo(day);
    const int seconds = (before.time.hour * 60 + before.time.minute) * 60 + before.time.second;
    const double apart = std::abs(serial - double(days) - seconds / secondsInDay);
    return apart < 0.6 / secondsInDay || (days < firstSureDay && std::abs(apart - 1) < 0.6 / secondsInDay);
}

bool isSerialOf(const std::vector<Moment>& befores, std::string_view after)
{
    bool ok = false;
    const double serial = QByteArray(after.data(), qsizetype(after.size())).toDouble(&ok);
    return ok && std::any_of(befores.begin(), befores.end(), [&](const Moment& m) { return isSerialOf(m, serial); });
}

/// "3-4", "3/4" or "3.4": the two numbers.
std::optional<std::pair<int, int>> twoNumbers(std::string_view text)
{
    const std::size_t at = text.find_first_of("-/.");
    if (at == std::string_view::npos)
        return std::nullopt;
    std::string_view behind = text.substr(at + 1);
    if (behind.ends_with('.'))
        behind.remove_suffix(1);
    const auto number = [](std::string_view digits) {
        const bool good =
            !digits.empty() && digits.size() <= 2 && std::all_of(digits.begin(), digits.end(), isAsciiDigit);
        return good ? QByteArray(digits.data(), qsizetype(digits.size())).toInt() : -1;
    };
    const std::pair out{number(text.substr(0, at)), number(behind)};
    return out.first > 0 && out.second > 0 ? std::optional(out) : std::nullopt;
}

bool becameDate(std::string_view before, std::string_view after)
{
    const auto numbers = twoNumbers(before);
    if (!numbers)
        return false;
    // Spreadsheets show a day without its year as "03-Apr", "3. Apr" or "Apr 03".
    std::vector<Moment> afters = moments(after);
    for (const std::string& dated : {std::string(after) + "-2000", std::string(after) + " 2000",
                                     std::string(after) + ", 2000", "1-" + std::string(after)})
        for (const Moment& moment : moments(dated))
            afters.push_back(moment);
    const int a = numbers->first;
    const int b = numbers->second;
    return std::any_of(afters.begin(), afters.end(), [&](const Moment& m) {
        return (m.time.day == a && m.time.month == b) || (m.time.day == b && m.time.month == a) ||
               (m.time.month == a && m.time.year % 100 == b);
    });
}

} // namespace

std::optional<DamageKind> dateDamage(std::string_view before, std::string_view after)
{
    if (becameDate(before, after))
        return DamageKind::BecameDate;
    const std::vector<Moment> befores = moments(before);
    if (isSerialOf(befores, after))
        return DamageKind::DateForm;
    if (const auto kind = compared(befores, moments(after)))
        return kind;
    return compared(timesOfDay(before), timesOfDay(after));
}

} // namespace stevedore
