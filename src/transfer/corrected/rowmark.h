// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/row.h"
#include "mapping/fixes.h"

#include <string>
#include <string_view>

namespace stevedore {

/// What stands beside a row's number in a file for correcting, so that a row is known again or known to be lost.
///
/// The number itself stays a plain number, as scripts read it and spreadsheets sort it. The mark is letters only, none
/// of them a vowel: no spreadsheet takes it for a number, a date, a word or a formula, and filling down copies it
/// instead of counting on. It is made of the number and of the row's own cells in the source, which is never written:
/// a number that was moved, filled down or sorted away from its row does not fit its mark, but for one time in 64
/// million.

/// Of the row as it is in the source: `cells` of so many columns.
std::string rowMark(const RowView& row, int columns);
/// Of the corrections that are laid over it; empty if there are none. Tells whether the row was corrected otherwise
/// since the file was written.
std::string fixesMark(const Fixes& fixes, RowNumber row);

/// Both, as they are written: "KQXFBR" or "KQXFBR-MTBDHJ".
std::string wholeMark(const RowView& row, int columns, const Fixes& fixes);
struct MarkParts
{
    std::string_view row;
    std::string_view fixes;
};
/// Upper and lower case are one in it; blanks around it do not count. Points into `cell`.
MarkParts readMark(std::string_view cell);
bool isSameMark(std::string_view a, std::string_view b);

} // namespace stevedore
