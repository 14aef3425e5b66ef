// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <QString>

#include <chrono>

namespace stevedore {

/// A number as people read it: exact, grouped by the user's locale ("200,000").
QString grouped(qint64 number);
QString grouped(RowNumber row);
QString grouped(RowCount count);

/// For the plural form in tr(). What is above 2,147,483,647 becomes that.
int numberOf(qint64 count);
int numberOf(RowCount count);

/// Bytes as people read them ("43 MB"), decimal units.
QString byteText(qint64 bytes);

/// h:mm:ss.
QString elapsedText(std::chrono::milliseconds elapsed);

/// A share in percent with one decimal, never rounded up to 100 and never down to 0 ("99.2 %").
QString percentText(qint64 part, qint64 whole);

/// Control characters, line breaks and bidirectional marks made visible, cut to `most` characters with an ellipsis.
/// For cell values in sentences and in the terminal: what comes from a file must not steer what it is shown in.
QString shownValue(const QString& value, int most = 60);

/// The letters A to Z made small, everything else as it is.
constexpr char asciiLower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c;
}

/// Reads a row list such as "3", "1-20" or "1-20,33"; `ok` tells whether it was one.
QList<std::pair<RowNumber, RowNumber>> parseRowRanges(const QString& text, bool* ok);

} // namespace stevedore
