// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/grammar.h"

#include <QByteArray>
#include <QStringList>

namespace stevedore {

/// How the bytes of a source become rows and cells.
struct Dialect : Grammar
{
    QByteArray encoding = "UTF-8"; ///< IANA name
    bool hasHeader = true;

    bool operator==(const Dialect&) const = default;
};

/// A dialect and how sure we are of each of its parts, in percent.
struct DialectGuess
{
    Dialect dialect;
    int encodingConfidence = 0;
    int delimiterConfidence = 0;
    int headerConfidence = 0;
    int bomBytes = 0; ///< length of the byte order mark at the beginning of the file, 0 if none

    bool operator==(const DialectGuess&) const = default;
};

/// Guesses from the beginning of a file. `sample` should be 64 KiB or more where the file has that much; it may end in
/// the middle of a row or a character unless `wholeFile`. Quotes are respected when delimiters are counted.
DialectGuess guessDialect(QByteArrayView sample, bool wholeFile);

/// The encodings a user may choose from, IANA names, most usual first. All of them can be decoded on this machine.
QList<QByteArray> selectableEncodings();

/// Whether `encoding` can be decoded on this machine.
bool isKnownEncoding(const QByteArray& encoding);

/// "Comma", "Semicolon", "Tab" ... translated; other characters as themselves in quotes.
QString delimiterName(char delimiter);

/// Whether no character of it has two meanings, and none is a line break.
bool isSound(const Grammar& grammar);

/// From the command line: "," ";" "|" ":" "tab" "comma" "semicolon" "pipe" "colon" or any single ASCII character; '\0'
/// if none of these.
char delimiterFromText(const QString& text);

} // namespace stevedore
