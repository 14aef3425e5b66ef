// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <optional>

namespace stevedore {

/// The first line "sep=;" that a spreadsheet understands.
struct SeparatorLine
{
    char delimiter = ',';
    int bytes = 0; ///< with its line end
};
/// `text` begins behind the byte order mark and is ASCII-compatible.
std::optional<SeparatorLine> separatorLine(QByteArrayView text);

struct DelimiterGuess
{
    char delimiter = ',';
    int confidence = 0;
    int separatorLineBytes = 0;
};
/// `text` as for separatorLine(); it may end in the middle of a row unless `wholeFile`.
DelimiterGuess guessDelimiter(QByteArrayView text, bool wholeFile);

} // namespace stevedore
