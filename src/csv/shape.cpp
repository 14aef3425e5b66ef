// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/shape.h"

#include "base/text.h"

#include <algorithm>

namespace stevedore {

namespace {

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

constexpr bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool equalsNoCase(std::string_view a, std::string_view lowerCase)
{
    return std::equal(a.begin(), a.end(), lowerCase.begin(), lowerCase.end(),
                      [](char x, char y) { return asciiLower(x) == y; });
}

bool isBoolean(std::string_view v)
{
    static constexpr std::array<std::string_view, 8> words{"true", "false", "yes", "no", "y", "n", "0", "1"};
    constexpr std::size_t longest = 5;
    return v.size() <= longest &&
           std::any_of(words.begin(), words.end(), [v](auto word) { return equalsNoCase(v, word); });
}

std::string_view withoutSign(std::string_view v)
{
    return !v.empty() && (v[0] == '-' || v[0] == '+') ? v.substr(1) : v;
}

/// Whole numbers. A leading zero belongs to a code and a plus before many digits to a telephone: both would be lost.
bool isInteger(std::string_view v)
{
    if (v.size() > 7 && v[0] == '+')
        return false;
    v = withoutSign(v);
    return !v.empty() && v.size() <= 18 && std::all_of(v.begin(), v.end(), isDigit) && (v[0] != '0' || v.size() == 1);
}

/// Numbers with a point or comma, thousands in groups of three with the other sign.
bool isDecimal(std::string_view v)
{
    if (isInteger(v))
        return true;
    v = withoutSign(v);
    const std::size_t mark = v.find_last_of(".,");
    if (mark == std::string_view::npos || mark + 1 == v.size() || v.size() > 30)
        return false;
    const std::string_view whole = v.substr(0, mark);
    const std::string_view fraction = v.substr(mark + 1);
    if (!std::all_of(fraction.begin(), fraction.end(), isDigit) || (whole.size() > 1 && whole[0] == '0'))
        return false;
    if (std::all_of(whole.begin(), whole.end(), isDigit))
        return true;
    int group = 0;
    for (std::size_t i = whole.size(); i-- > 0;) {
        const bool separator = group == 3;
        group = separator ? 0 : group + 1;
        if (separator ? (isDigit(whole[i]) || whole[i] == v[mark]) : !isDigit(whole[i]))
            return false;
    }
    return group > 0;
}

/// Reads up to `most` digits from the front; -1 if there are none.
int takeNumber(std::string_view& v, std::size_t least, std::size_t most)
{
    int number = 0;
    std::size_t i = 0;
    for (; i < v.size() && i < most && isDigit(v[i]); ++i)
        number = number * 10 + (v[i] - '0');
    if (i < least)
        return -1;
    v.remove_prefix(i);
    return number;
}

bool takeChar(std::string_view& v, std::string_view anyOf, char* taken = nullptr)
{
    if (v.empty() || anyOf.find(v[0]) == std::string_view::npos)
        return false;
    if (taken)
        *taken = v[0];
    v.remove_prefix(1);
    return true;
}

/// Year first, or last with day and month in either order; the same mark twice.
bool takeDate(std::string_view& v)
{
    const bool yearFirst = v.size() > 4 && isDigit(v[2]) && isDigit(v[3]);
    char mark = 0;
    const int first = takeNumber(v, yearFirst ? 4 : 1, yearFirst ? 4 : 2);
    if (first < 0 || !takeChar(v, "-./", &mark))
        return false;
    const int second = takeNumber(v, 1, 2);
    if (second < 1 || second > 31 || !takeChar(v, std::string_view(&mark, 1)))
        return false;
    const int third = yearFirst ? takeNumber(v, 1, 2) : takeNumber(v, 2, 4);
    if (yearFirst)
        return second <= 12 && third >= 1 && third <= 31;
    return third >= 0 && first >= 1 && first <= 31 && std::min(first, second) <= 12;
}

bool isTimeZone(std::string_view v)
{
    if (v.empty() || v == "Z" || v == "z")
        return true;
    if (!takeChar(v, "+-") || takeNumber(v, 2, 2) < 0)
        return false;
    takeChar(v, ":");
    return v.empty() || (takeNumber(v, 2, 2) >= 0 && v.empty());
}

bool isTime(std::string_view v)
{
    const int hour = takeNumber(v, 1, 2);
    if (hour < 0 || hour > 24 || !takeChar(v, ":"))
        return false;
    const int minute = takeNumber(v, 2, 2);
    if (minute < 0 || minute > 59)
        return false;
    if (takeChar(v, ":")) {
        if (takeNumber(v, 2, 2) < 0)
            return false;
        if (takeChar(v, ".,") && takeNumber(v, 1, 9) < 0)
            return false;
    }
    takeChar(v, " ");
    return isTimeZone(v) || equalsNoCase(v, "am") || equalsNoCase(v, "pm");
}

unsigned dateShapes(std::string_view v)
{
    if (v.size() < 6 || v.size() > 40 || !isDigit(v[0]) || !takeDate(v))
        return 0;
    if (v.empty())
        return 1U << unsigned(ValueShape::Date);
    return takeChar(v, "T ") && isTime(v) ? 1U << unsigned(ValueShape::DateTime) : 0;
}

bool isEmail(std::string_view v)
{
    const std::size_t at = v.find('@');
    if (at == 0 || at == std::string_view::npos || v.find('@', at + 1) != std::string_view::npos || v.size() > 254)
        return false;
    const std::string_view domain = v.substr(at + 1);
    const std::size_t dot = domain.rfind('.');
    if (dot == 0 || dot == std::string_view::npos || dot + 2 >= domain.size() || domain[0] == '.')
        return false;
    return std::none_of(v.begin(), v.end(), [](char c) { return isSpace(c) || c == ',' || c == ';' || c == '<'; });
}

bool isPhone(std::string_view v)
{
    if (v.size() < 7 || v.size() > 30 || !(isDigit(v[0]) || v[0] == '+' || v[0] == '('))
        return false;
    const auto digits = std::count_if(v.begin(), v.end(), isDigit);
    // Fewer than nine could as well be a date that is none, or a code, unless it begins as telephone numbers do.
    const int least = v[0] == '+' || v[0] == '(' || v[0] == '0' ? 7 : 9;
    return digits >= least && digits <= 15 && std::all_of(v.begin() + 1, v.end(), [](char c) {
               return isDigit(c) || c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')';
           });
}

bool isUrl(std::string_view v)
{
    static constexpr std::array<std::string_view, 4> starts{"https://", "http://", "ftp://", "www."};
    for (const std::string_view start : starts) {
        if (v.size() > start.size() && equalsNoCase(v.substr(0, start.size()), start))
            return std::none_of(v.begin(), v.end(), isSpace) && v.find('.') != std::string_view::npos;
    }
    return false;
}

constexpr unsigned bit(ValueShape shape)
{
    return 1U << unsigned(shape);
}

/// What kinds of characters a value has: most shapes need some or forbid some, and need not be tried then.
enum Kind : unsigned { Digits = 1, Letters = 2, Spaces = 4, Ats = 8, Points = 16, Signs = 32, Others = 64 };

constexpr std::array<unsigned char, 256> kindTable()
{
    std::array<unsigned char, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const char c = char(i);
        const bool sign = c == '+' || c == '-' || c == '/' || c == '(' || c == ')';
        table[i] = isDigit(c)               ? Digits
                   : isLetter(c)            ? Letters
                   : isSpace(c)             ? Spaces
                   : c == '@'               ? Ats
                   : (c == '.' || c == ',') ? Points
                   : sign                   ? Signs
                                            : Others;
    }
    return table;
}

unsigned kindsIn(std::string_view value)
{
    static constexpr auto table = kindTable();
    constexpr unsigned all = 2 * Others - 1;
    unsigned kinds = 0;
    // That it may end early keeps the compiler from vectors, which take longer for values as short as most are.
    for (std::size_t i = 0; i < value.size() && kinds != all; ++i)
        kinds |= table[static_cast<unsigned char>(value[i])];
    return kinds;
}

/// Of a value that begins as numbers do.
unsigned numberShapes(std::string_view value, unsigned kinds)
{
    unsigned shapes = 0;
    if ((kinds & ~(Digits | Signs)) == 0 && isInteger(value))
        shapes |= bit(ValueShape::Integer) | bit(ValueShape::Decimal);
    else if ((kinds & Points) != 0 && isDecimal(value))
        shapes |= bit(ValueShape::Decimal);
    if ((kinds & (Points | Signs)) != 0)
        shapes |= dateShapes(value);
    // A date with points or dashes has the digits of a phone number, too.
    const bool isDate = (shapes & (bit(ValueShape::Date) | bit(ValueShape::DateTime))) != 0;
    if (!isDate && (kinds & (Letters | Ats | Others)) == 0 && isPhone(value))
        shapes |= bit(ValueShape::Phone);
    return shapes;
}

} // namespace

std::string_view withoutEnds(std::string_view text)
{
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

unsigned shapesOf(std::string_view value)
{
    unsigned shapes = bit(ValueShape::Text);
    const unsigned kinds = kindsIn(value);
    if ((kinds == Letters || value.size() == 1) && isBoolean(value))
        shapes |= bit(ValueShape::Boolean);
    const char first = value[0];
    const bool dotted = (kinds & Points) != 0 && (kinds & Spaces) == 0;
    if (isDigit(first) || first == '-' || first == '+' || first == '.' || first == ',' || first == '(')
        shapes |= numberShapes(value, kinds);
    else if (dotted && isLetter(first) && isUrl(value))
        shapes |= bit(ValueShape::Url);
    if (dotted && (kinds & Ats) != 0 && isEmail(value))
        shapes |= bit(ValueShape::Email);
    return shapes;
}

bool looksLikeData(std::string_view value)
{
    const unsigned letters = bit(ValueShape::Text) | bit(ValueShape::Boolean);
    return (shapesOf(value) & ~letters) != 0 || value == "0" || value == "1";
}

} // namespace stevedore
