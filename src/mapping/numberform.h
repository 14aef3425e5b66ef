// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace stevedore {

/// Numbers are turned over as text, never through a double: no digit is lost and no zero is added.

/// Whether `text` is sent as it stands: an optional '-', digits, and with `decimalSign` '.' perhaps a point and more
/// digits.
bool isPlainNumber(std::string_view text, char decimalSign);

/// Appends the plain form of a number with decimal sign `decimalSign`. Grouping signs (the other of '.' and ',',
/// blanks, apostrophes) are dropped, but only where they part groups of digits as a grouping sign does: "1,5" with the
/// decimal sign '.' is no number, for it would become 15. False, with nothing of use appended, if `text` is no such
/// number.
bool appendPlainNumber(std::string_view text, char decimalSign, std::string& out);

/// The digits of a plain number before and behind the point; leading zeros are not counted.
struct DigitCount
{
    int before = 0;
    int behind = 0;
};
DigitCount countDigits(std::string_view plainNumber);

} // namespace stevedore
