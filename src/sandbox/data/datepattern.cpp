// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/data/datepattern.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace stevedore::sandbox {

namespace {

constexpr std::array<std::string_view, 12> monthNames = {"january",   "february", "march",    "april",
                                                         "may",       "june",     "july",     "august",
                                                         "september", "october",  "november", "december"};
constexpr std::array<std::string_view, 7> dayNames = {"monday", "tuesday",  "wednesday", "thursday",
                                                      "friday", "saturday", "sunday"};

bool startsWithIgnoringCase(std::string_view text, std::string_view lower)
{
    if (text.size() < lower.size())
        return false;
    for (std::size_t i = 0; i < lower.size(); ++i)
        if (std::tolower(static_cast<unsigned char>(text[i])) != lower[i])
            return false;
    return true;
}

bool isNumeric(char letter, int width)
{
    return std::string_view("dyuHhkKmsS").find(letter) != std::string_view::npos || (letter == 'M' && width < 3);
}

template <std::size_t N>
int readName(std::string_view& text, const std::array<std::string_view, N>& names)
{
    for (std::size_t i = 0; i < N; ++i) {
        const std::string_view shortName = names[i].substr(0, 3);
        if (!startsWithIgnoringCase(text, shortName))
            continue;
        text.remove_prefix(startsWithIgnoringCase(text, names[i]) ? names[i].size() : shortName.size());
        return static_cast<int>(i) + 1;
    }
    return 0;
}

int readNumber(std::string_view& text, std::size_t least, std::size_t most)
{
    std::size_t digits = 0;
    int number = 0;
    while (digits < most && digits < text.size() && text[digits] >= '0' && text[digits] <= '9')
        number = number * 10 + (text[digits++] - '0');
    if (digits < least)
        return -1;
    text.remove_prefix(digits);
    return number;
}

std::optional<int> readOffset(std::string_view& text)
{
    if (text.starts_with('Z')) {
        text.remove_prefix(1);
        return 0;
    }
    if (text.empty() || (text[0] != '+' && text[0] != '-'))
        return std::nullopt;
    const int sign = text[0] == '-' ? -1 : 1;
    text.remove_prefix(1);
    const int hours = readNumber(text, 2, 2);
    if (hours < 0 || hours > 14)
        return std::nullopt;
    int minutes = 0;
    if (text.starts_with(':'))
        text.remove_prefix(1);
    if (!text.empty() && std::isdigit(static_cast<unsigned char>(text[0])))
        minutes = readNumber(text, 2, 2);
    if (minutes < 0 || minutes > 59)
        return std::nullopt;
    return sign * (hours * 3600 + minutes * 60);
}

} // namespace

struct DatePattern::State
{
    std::string_view rest;
    int day = 0, month = 0, year = -1, hour = 0, minute = 0, second = 0, millisecond = 0;
    int half = -1; // 0 am, 1 pm
    bool twelveHours = false;
    std::optional<int> offset;
};

std::optional<std::vector<DatePattern::Piece>> DatePattern::pieces(std::string_view pattern)
{
    std::vector<Piece> result;
    for (std::size_t i = 0; i < pattern.size();) {
        const char c = pattern[i];
        if (c == '\'') {
            const auto end = pattern.find('\'', i + 1);
            if (end == std::string_view::npos)
                return std::nullopt;
            result.push_back({0, 1, end == i + 1 ? "'" : std::string(pattern.substr(i + 1, end - i - 1))});
            i = end + 1;
        } else if (std::isalpha(static_cast<unsigned char>(c))) {
            // A bare T, as in yyyy-MM-ddTHH:mm:ss, is what people write although Java wants it quoted.
            const bool known = std::string_view("dMyuHhkKmsSazXZxE").find(c) != std::string_view::npos;
            if (!known && c != 'T')
                return std::nullopt;
            std::size_t end = i;
            while (end < pattern.size() && pattern[end] == c)
                ++end;
            if (c == 'T')
                result.push_back({0, 1, std::string(end - i, 'T')});
            else
                result.push_back({c, static_cast<int>(end - i), {}});
            i = end;
        } else {
            result.push_back({0, 1, std::string(1, c)});
            ++i;
        }
    }
    return result;
}

std::optional<DatePattern> DatePattern::compile(const QString& pattern, bool withTime)
{
    const std::string text = pattern.toStdString();
    auto compiled = pieces(text);
    if (!compiled)
        return std::nullopt;
    const auto has = [&compiled](std::string_view letters) {
        return std::ranges::any_of(*compiled, [letters](const Piece& piece) {
            return piece.letter && letters.find(piece.letter) != std::string_view::npos;
        });
    };
    if (!has("d") || !has("M") || !has("yu") || (withTime && !has("HhkK")) || (!withTime && has("HhkKmsSa")))
        return std::nullopt;
    DatePattern result;
    result.m_pieces = std::move(*compiled);
    return result;
}

bool DatePattern::readYear(int width, State& state)
{
    if (width != 2)
        return (state.year = readNumber(state.rest, 4, 4)) >= 0;
    if ((state.year = readNumber(state.rest, 2, 2)) < 0)
        return false;
    state.year += state.year < 70 ? 2000 : 1900;
    return true;
}

bool DatePattern::readHalf(State& state)
{
    state.half = startsWithIgnoringCase(state.rest, "am") ? 0 : startsWithIgnoringCase(state.rest, "pm") ? 1 : -1;
    state.rest.remove_prefix(state.half < 0 ? 0 : 2);
    return state.half >= 0;
}

bool DatePattern::readPiece(const Piece& piece, bool nextIsNumber, State& state)
{
    std::string_view& rest = state.rest;
    const auto width = static_cast<std::size_t>(piece.width);
    const std::size_t most = nextIsNumber ? width : std::max<std::size_t>(width, 2);
    const auto number = [&](int& target) { return (target = readNumber(rest, 1, most)) >= 0; };
    switch (piece.letter) {
    case 0:
        if (!rest.starts_with(piece.literal))
            return false;
        rest.remove_prefix(piece.literal.size());
        return true;
    case 'd':
        return number(state.day);
    case 'M':
        if (piece.width >= 3)
            return (state.month = readName(rest, monthNames)) > 0;
        return number(state.month);
    case 'y':
    case 'u':
        return readYear(piece.width, state);
    case 'h':
    case 'K':
        state.twelveHours = true;
        [[fallthrough]];
    case 'H':
    case 'k':
        return number(state.hour);
    case 'm':
        return number(state.minute);
    case 's':
        return number(state.second);
    case 'S':
        return (state.millisecond = readNumber(rest, 1, width)) >= 0;
    case 'E':
        return readName(rest, dayNames) > 0;
    case 'a':
        return readHalf(state);
    default:
        return (state.offset = readOffset(rest)).has_value();
    }
}

std::optional<DatePattern::Moment> DatePattern::parse(std::string_view text) const
{
    State state;
    state.rest = text;
    for (std::size_t i = 0; i < m_pieces.size(); ++i) {
        const bool nextIsNumber = i + 1 < m_pieces.size() && isNumeric(m_pieces[i + 1].letter, m_pieces[i + 1].width);
        if (!readPiece(m_pieces[i], nextIsNumber, state))
            return std::nullopt;
    }
    if (!state.rest.empty())
        return std::nullopt;
    if (state.twelveHours) {
        if (state.hour > 12)
            return std::nullopt;
        state.hour = state.hour % 12 + (state.half == 1 ? 12 : 0);
    }
    Moment moment{QDate(state.year, state.month, state.day),
                  QTime(state.hour, state.minute, state.second, state.millisecond % 1000), state.offset};
    if (!moment.date.isValid() || !moment.time.isValid())
        return std::nullopt;
    return moment;
}

std::optional<DatePattern::Moment> parseIsoMoment(std::string_view text)
{
    static const DatePattern zoned = *DatePattern::compile(QStringLiteral("yyyy-MM-dd'T'HH:mm:ssXXX"), true);
    static const DatePattern local = *DatePattern::compile(QStringLiteral("yyyy-MM-dd'T'HH:mm:ss"), true);
    if (auto moment = zoned.parse(text))
        return moment;
    return local.parse(text);
}

} // namespace stevedore::sandbox
