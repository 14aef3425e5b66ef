// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stevedore::sandbox {

/// A date or date-time pattern in Java's letters: d M y H h m s S a z X Z E and quoted or other literal characters.
class DatePattern
{
public:
    struct Moment
    {
        QDate date;
        QTime time{0, 0};
        /// Seconds east of UTC, if the pattern has a zone and the value says one.
        std::optional<int> offset;
    };

    /// Nothing if a letter means nothing, or if day, month or year is missing (or the hour, where a time is asked for).
    static std::optional<DatePattern> compile(const QString& pattern, bool withTime);

    /// Nothing if the text does not follow the pattern or names a day that is not in the calendar.
    std::optional<Moment> parse(std::string_view text) const;

private:
    struct Piece
    {
        char letter = 0; // 0: the literal below
        int width = 1;
        std::string literal;
    };
    struct State;
    static std::optional<std::vector<Piece>> pieces(std::string_view pattern);
    static bool readYear(int width, State& state);
    static bool readHalf(State& state);
    static bool readPiece(const Piece& piece, bool nextIsNumber, State& state);

    std::vector<Piece> m_pieces;
};

/// The ways to write a moment that the Records API takes: 2026-02-03T09:12:44-08:00, with Z or +hhmm too.
std::optional<DatePattern::Moment> parseIsoMoment(std::string_view text);

} // namespace stevedore::sandbox
