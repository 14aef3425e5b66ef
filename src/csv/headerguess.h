// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/dialect.h"

namespace stevedore {

struct HeaderGuess
{
    bool hasHeader = true;
    int confidence = 50;
};

/// Whether the first row names the columns: names are different from one another and from what stands below them.
/// `text` begins with that row and is ASCII-compatible.
HeaderGuess guessHeader(QByteArrayView text, const Dialect& dialect, bool wholeFile);

} // namespace stevedore
