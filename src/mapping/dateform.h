// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stevedore {

/// A point in the calendar as it stands in a cell; no arithmetic.
struct CivilTime
{
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    std::optional<int> offset = {}; ///< minutes before UTC's clock, where the cell has it
    bool operator==(const CivilTime&) const = default;
};

/// A date pattern in Qt letters, taken apart once and then applied to many cells. Letters: d dd M MM MMM yy yyyy h hh H
/// HH m mm s ss AP t (the offset: Z, +01:00, +0100, +01); text in single quotes and every other character stand for
/// themselves. Knows no locale: month names are the English and German ones.
///
/// Days, months and hours may have one digit where the pattern has two, unless digits follow at once (yyyyMMdd). A year
/// of two digits is read as spreadsheets do: 30 to 99 are 1930 to 1999, 00 to 29 are 2000 to 2029.
class DateForm
{
public:
    explicit DateForm(const QString& pattern);

    /// Whether the pattern names day, month and year, each once.
    bool isValid() const { return m_valid; }
    bool hasTime() const { return m_hasTime; }
    /// Whether `text` as a whole is a date of this form that exists in the calendar.
    bool parse(std::string_view text, CivilTime& out) const;

private:
    enum class Part { Literal, Day, Month, MonthName, Year, ShortYear, Hour, Hour12, Minute, Second, AmPm, Offset };
    struct Token
    {
        Part part = Part::Literal;
        char literal = 0;
        bool exact = false; ///< as many digits as letters, because digits follow at once
    };
    struct State;

    void takeApart(std::string_view pattern);
    void addLetters(char letter, int count);
    void addLiteral(char c);
    void judge();
    bool readToken(const Token& token, State& state) const;

    std::vector<Token> m_tokens;
    bool m_valid = false;
    bool m_hasTime = false;
};

/// Reads an offset from UTC at `at`, which moves behind it, into minutes: Z, +01:00, -0330 or +01. Nothing, with `at`
/// anywhere, if there is none.
std::optional<int> readZoneOffset(std::string_view text, std::size_t& at);

bool existsInCalendar(int year, int month, int day);

/// Appends yyyy-MM-dd.
void appendIsoDate(const CivilTime& time, std::string& out);
/// Appends yyyy-MM-dd HH:mm:ss.
void appendIsoDateTime(const CivilTime& time, std::string& out);

/// Whether `text` is exactly yyyy-MM-dd and exists.
bool isIsoDate(std::string_view text);
/// Whether `text` is exactly yyyy-MM-dd HH:mm:ss and exists.
bool isIsoDateTime(std::string_view text);

} // namespace stevedore
