// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace stevedore::sandbox {

/// So many bytes of the system's random source, in hexadecimal digits.
QString randomHex(int bytes);

/// In the form of the vendor's codes and tokens: "1000.<32 digits>.<32 digits>".
QString randomToken();

/// Whether both are the same, in a time that does not tell how much of them is.
bool sameSecret(const QString& left, const QString& right);

} // namespace stevedore::sandbox
