// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/grammar.h"

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

struct GrammarGuess
{
    Grammar grammar;
    int confidence = 0; ///< of the delimiter, in percent
    int separatorLineBytes = 0;
};
/// `text` as for separatorLine(); it may end in the middle of a row unless `wholeFile`. Anything but the delimiter is
/// the usual unless the text says otherwise: lines with "#" above the header that have no columns; all names of the
/// header in single quotes; rows that only come out even if a backslash is an escape.
GrammarGuess guessGrammar(QByteArrayView text, bool wholeFile);

} // namespace stevedore
