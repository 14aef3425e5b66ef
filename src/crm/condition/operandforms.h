// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QDateTime>
#include <QString>

#include <optional>

namespace stevedore {

// How values of conditions are written. The forms only: "2026-02-30" has the form of a day. Letters and digits are
// ASCII ones.

/// "-12.5": digits, a decimal point between digits, a minus.
bool isNumberForm(const QString& text);
/// "2026-01-31".
bool isDayForm(const QString& text);
/// "2026-01-31T10:00:00+01:00"; seconds and the offset ("Z", "+01:00", "+0100") may be missing, fractions of seconds
/// may not be there.
bool isMomentForm(const QString& text);

/// Nothing if there is no such day.
std::optional<QDate> dayOf(const QString& text);
/// Of a moment or of a day, which stands for its first moment; without an offset, on the clocks of the zone of `now`.
/// Nothing if there is no such moment.
std::optional<QDateTime> momentOf(const QString& text, const QDateTime& now);
/// "2026-01-31T10:00:00+01:00", always with a numeric offset of whole minutes and without fractions.
QString momentText(const QDateTime& moment);

} // namespace stevedore
