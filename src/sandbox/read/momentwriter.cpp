// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/read/momentwriter.h"

#include <QDateTime>

#include <chrono>
#include <cstdlib>
#include <limits>
#include <optional>

namespace stevedore::sandbox {

namespace {

constexpr std::string_view shape = "dddd-dd-ddTdd:dd:dd+00:00";

int number(std::string_view text, std::size_t at, std::size_t length)
{
    int value = 0;
    for (const char c : text.substr(at, length))
        value = value * 10 + (c - '0');
    return value;
}

std::optional<qint64> secondsOf(std::string_view text)
{
    if (text.size() != shape.size())
        return std::nullopt;
    for (std::size_t i = 0; i < shape.size(); ++i)
        if (shape[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != shape[i])
            return std::nullopt;
    const std::chrono::year_month_day day{std::chrono::year(number(text, 0, 4)),
                                          std::chrono::month(static_cast<unsigned>(number(text, 5, 2))),
                                          std::chrono::day(static_cast<unsigned>(number(text, 8, 2)))};
    if (!day.ok())
        return std::nullopt;
    const std::chrono::sys_seconds moment = std::chrono::sys_days(day) + std::chrono::hours(number(text, 11, 2)) +
                                            std::chrono::minutes(number(text, 14, 2)) +
                                            std::chrono::seconds(number(text, 17, 2));
    return moment.time_since_epoch().count();
}

void appendNumber(std::string& out, int value, int width)
{
    char digits[8];
    for (int i = width; i-- > 0; value /= 10)
        digits[i] = static_cast<char>('0' + value % 10);
    out.append(digits, static_cast<std::size_t>(width));
}

} // namespace

int MomentWriter::offsetAt(qint64 seconds)
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

void MomentWriter::append(std::string& out, std::string_view stored)
{
    const auto seconds = secondsOf(stored);
    if (!seconds) {
        out.append(stored);
        return;
    }
    const int offset = offsetAt(*seconds);
    const std::chrono::sys_seconds local{std::chrono::seconds(*seconds + offset)};
    const auto midnight = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::year_month_day day{midnight};
    const auto rest = static_cast<int>((local - midnight).count());
    const int minutes = std::abs(offset) / 60;
    appendNumber(out, static_cast<int>(day.year()), 4);
    out += '-';
    appendNumber(out, static_cast<int>(static_cast<unsigned>(day.month())), 2);
    out += '-';
    appendNumber(out, static_cast<int>(static_cast<unsigned>(day.day())), 2);
    out += 'T';
    appendNumber(out, rest / 3600, 2);
    out += ':';
    appendNumber(out, rest / 60 % 60, 2);
    out += ':';
    appendNumber(out, rest % 60, 2);
    out += offset < 0 ? '-' : '+';
    appendNumber(out, minutes / 60, 2);
    out += ':';
    appendNumber(out, minutes % 60, 2);
}

} // namespace stevedore::sandbox
