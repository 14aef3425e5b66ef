// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/dateform.h"

#include "mapping/utf8.h"

#include <array>

namespace stevedore {

namespace {

using namespace std::string_view_literals;

/// English first, then what German has differently; compared in lower case.
constexpr std::array<std::array<std::string_view, 5>, 12> monthNames{{
    {"january"sv, "jan"sv, "januar"sv, "jän"sv, "jänner"sv},
    {"february"sv, "feb"sv, "februar"sv, "febr"sv, "feber"sv},
    {"march"sv, "mar"sv, "märz"sv, "mär"sv, "mrz"sv},
    {"april"sv, "apr"sv, "apr"sv, "apr"sv, "apr"sv},
    {"may"sv, "mai"sv, "may"sv, "may"sv, "may"sv},
    {"june"sv, "jun"sv, "juni"sv, "jun"sv, "jun"sv},
    {"july"sv, "jul"sv, "juli"sv, "jul"sv, "jul"sv},
    {"august"sv, "aug"sv, "aug"sv, "aug"sv, "aug"sv},
    {"september"sv, "sep"sv, "sept"sv, "sep"sv, "sep"sv},
    {"october"sv, "oct"sv, "oktober"sv, "okt"sv, "oct"sv},
    {"november"sv, "nov"sv, "nov"sv, "nov"sv, "nov"sv},
    {"december"sv, "dec"sv, "dezember"sv, "dez"sv, "dec"sv},
}};

/// Reads `least` to `most` digits; -1 if there are fewer.
int readDigits(std::string_view text, std::size_t& at, int least, int most)
{
    int value = 0;
    int count = 0;
    while (count < most && at < text.size() && isAsciiDigit(text[at])) {
        value = value * 10 + (text[at++] - '0');
        ++count;
    }
    return count >= least ? value : -1;
}

int readMonthName(std::string_view text, std::size_t& at)
{
    const std::size_t begin = at;
    while (at < text.size() && (isAsciiLetter(text[at]) || static_cast<unsigned char>(text[at]) >= 0x80U))
        ++at;
    std::string name;
    appendLower(text.substr(begin, at - begin), name);
    if (at < text.size() && text[at] == '.')
        ++at;
    for (std::size_t month = 0; month < monthNames.size(); ++month) {
        for (const std::string_view candidate : monthNames[month]) {
            if (candidate == name)
                return int(month) + 1;
        }
    }
    return -1;
}

void appendDigits(int value, int width, std::string& out)
{
    std::array<char, 4> digits{};
    for (int i = width - 1; i >= 0; --i) {
        digits[std::size_t(i)] = char('0' + value % 10);
        value /= 10;
    }
    out.append(digits.data(), std::size_t(width));
}

int fixedDigits(std::string_view text, std::size_t at, std::size_t count)
{
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (!isAsciiDigit(text[i]))
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

} // namespace

struct DateForm::State
{
    std::string_view text;
    std::size_t at = 0;
    CivilTime time;
    bool afternoon = false;
    bool halfDay = false;
};

DateForm::DateForm(const QString& pattern)
{
    takeApart(toStd(pattern));
    judge();
}

void DateForm::takeApart(std::string_view pattern)
{
    bool inQuotes = false;
    for (std::size_t i = 0; i < pattern.size();) {
        const char c = pattern[i];
        if (c == '\'') {
            inQuotes = !inQuotes;
            ++i;
        } else if (!inQuotes && pattern.substr(i, 2) == "AP") {
            m_tokens.push_back({Part::AmPm, 0, false});
            i += 2;
        } else if (!inQuotes && c == 't') {
            m_tokens.push_back({Part::Offset, 0, false});
            ++i;
        } else if (!inQuotes && "dMyhHms"sv.find(c) != std::string_view::npos) {
            std::size_t end = i;
            while (end < pattern.size() && pattern[end] == c)
                ++end;
            addLetters(c, int(end - i));
            i = end;
        } else {
            addLiteral(c);
            ++i;
        }
    }
}

void DateForm::addLetters(char letter, int count)
{
    if (!m_tokens.empty() && m_tokens.back().part != Part::Literal && m_tokens.back().part != Part::AmPm &&
        m_tokens.back().part != Part::Offset)
        m_tokens.back().exact = true;
    switch (letter) {
    case 'd':
        return m_tokens.push_back({Part::Day, 0, false});
    case 'M':
        return m_tokens.push_back({count > 2 ? Part::MonthName : Part::Month, 0, false});
    case 'y':
        return m_tokens.push_back({count > 2 ? Part::Year : Part::ShortYear, 0, false});
    case 'h':
        return m_tokens.push_back({Part::Hour12, 0, false});
    case 'H':
        return m_tokens.push_back({Part::Hour, 0, false});
    case 'm':
        return m_tokens.push_back({Part::Minute, 0, false});
    default:
        return m_tokens.push_back({Part::Second, 0, false});
    }
}

void DateForm::addLiteral(char c)
{
    m_tokens.push_back({Part::Literal, c, false});
}

void DateForm::judge()
{
    int days = 0;
    int months = 0;
    int years = 0;
    bool halfDay = false;
    for (const Token& token : m_tokens) {
        days += token.part == Part::Day;
        months += token.part == Part::Month || token.part == Part::MonthName;
        years += token.part == Part::Year || token.part == Part::ShortYear;
        m_hasTime = m_hasTime || token.part == Part::Hour || token.part == Part::Hour12;
        halfDay = halfDay || token.part == Part::AmPm;
    }
    // As in Qt, "h" counts to 12 only if the pattern says before or after noon.
    for (Token& token : m_tokens) {
        if (token.part == Part::Hour12 && !halfDay)
            token.part = Part::Hour;
    }
    m_valid = days == 1 && months == 1 && years == 1;
}

bool DateForm::readToken(const Token& token, State& state) const
{
    const int least = token.exact ? 2 : 1;
    int value = 0;
    switch (token.part) {
    case Part::Literal:
        return state.at < state.text.size() && state.text[state.at++] == token.literal;
    case Part::Day:
        return (state.time.day = readDigits(state.text, state.at, least, 2)) > 0;
    case Part::Month:
        return (state.time.month = readDigits(state.text, state.at, least, 2)) > 0;
    case Part::MonthName:
        return (state.time.month = readMonthName(state.text, state.at)) > 0;
    case Part::Year:
        return (state.time.year = readDigits(state.text, state.at, 4, 4)) > 0;
    case Part::ShortYear:
        value = readDigits(state.text, state.at, 2, 2);
        state.time.year = value < 30 ? 2000 + value : 1900 + value;
        return value >= 0;
    case Part::Hour:
    case Part::Hour12:
        state.time.hour = value = readDigits(state.text, state.at, least, 2);
        return token.part == Part::Hour ? value >= 0 && value < 24 : value > 0 && value <= 12;
    case Part::Minute:
        state.time.minute = value = readDigits(state.text, state.at, 2, 2);
        return value >= 0 && value < 60;
    case Part::Second:
        state.time.second = value = readDigits(state.text, state.at, 2, 2);
        return value >= 0 && value < 60;
    case Part::Offset:
        state.time.offset = readZoneOffset(state.text, state.at);
        return state.time.offset.has_value();
    case Part::AmPm:
        if (state.text.size() - state.at < 2 || asciiLower(state.text[state.at + 1]) != 'm')
            return false;
        state.halfDay = true;
        state.afternoon = asciiLower(state.text[state.at]) == 'p';
        state.at += 2;
        return state.afternoon || asciiLower(state.text[state.at - 2]) == 'a';
    }
    return false;
}

bool DateForm::parse(std::string_view text, CivilTime& out) const
{
    if (!m_valid)
        return false;
    State state;
    state.text = text;
    for (const Token& token : m_tokens) {
        if (!readToken(token, state))
            return false;
    }
    if (state.at != text.size() || !existsInCalendar(state.time.year, state.time.month, state.time.day))
        return false;
    if (state.halfDay)
        state.time.hour = state.time.hour % 12 + (state.afternoon ? 12 : 0);
    out = state.time;
    return true;
}

std::optional<int> readZoneOffset(std::string_view text, std::size_t& at)
{
    if (at >= text.size())
        return std::nullopt;
    const char sign = text[at++];
    if (asciiLower(sign) == 'z')
        return 0;
    if (sign != '+' && sign != '-')
        return std::nullopt;
    const int hours = readDigits(text, at, 2, 2);
    int minutes = 0;
    if (at < text.size()) {
        if (text[at] == ':')
            ++at;
        minutes = readDigits(text, at, 2, 2);
    }
    if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59)
        return std::nullopt;
    return (hours * 60 + minutes) * (sign == '-' ? -1 : 1);
}

bool existsInCalendar(int year, int month, int day)
{
    static constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1 || month < 1 || month > 12 || day < 1)
        return false;
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= days[std::size_t(month - 1)] + (leap && month == 2 ? 1 : 0);
}

void appendIsoDate(const CivilTime& time, std::string& out)
{
    appendDigits(time.year, 4, out);
    out += '-';
    appendDigits(time.month, 2, out);
    out += '-';
    appendDigits(time.day, 2, out);
}

void appendIsoDateTime(const CivilTime& time, std::string& out)
{
    appendIsoDate(time, out);
    out += ' ';
    appendDigits(time.hour, 2, out);
    out += ':';
    appendDigits(time.minute, 2, out);
    out += ':';
    appendDigits(time.second, 2, out);
}

bool isIsoDate(std::string_view text)
{
    return text.size() == 10 && text[4] == '-' && text[7] == '-' &&
           existsInCalendar(fixedDigits(text, 0, 4), fixedDigits(text, 5, 2), fixedDigits(text, 8, 2));
}

bool isIsoDateTime(std::string_view text)
{
    if (text.size() != 19 || !isIsoDate(text.substr(0, 10)) || text[10] != ' ' || text[13] != ':' || text[16] != ':')
        return false;
    const int hour = fixedDigits(text, 11, 2);
    const int minute = fixedDigits(text, 14, 2);
    const int second = fixedDigits(text, 17, 2);
    return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
}

} // namespace stevedore
