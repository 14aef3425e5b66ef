// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace stevedore {

/// What a number format makes of a cell's number, as far as it decides what the number means.
enum class CellFormat {
    Number,
    Date,
    DateTime,
    Time,
    Elapsed, ///< hours beyond 24 are shown
};

/// The format that the ids below 164 stand for, in every language version.
CellFormat builtInFormat(int id);

/// From a format code such as "dd/mm/yyyy hh:mm;@", of which the first section counts.
CellFormat formatOfCode(const QString& code);

/// A cell's number as `format` means it: ISO date and time, time of day, h:mm:ss, or plain digits. Seconds are rounded.
/// `since1904`: the workbook counts days from 1904 instead of 1900. What cannot be a date is given as a number.
QString formattedNumber(const QString& raw, CellFormat format, bool since1904);

/// "13:01:00", "36:00:00"; `seconds` of either sign.
QString clockText(qint64 seconds);

} // namespace stevedore
