// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace stevedore {

/// A number of a workbook in plain digits, no exponent, no digit lost: "5.7257670000000413E+17" gives
/// "572576700000004130", "572576700000041234" itself, "1.0E-5" gives "0.00001". What is no number stays as it is.
QString plainNumber(const QString& raw);

} // namespace stevedore
