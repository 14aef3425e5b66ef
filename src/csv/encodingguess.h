// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace stevedore {

struct EncodingGuess
{
    QByteArray name; ///< IANA name, always one that can be decoded here
    int confidence = 0;
    int bomBytes = 0;

    bool operator==(const EncodingGuess&) const = default;
};

/// From a byte order mark, else from what the bytes can be. `sample` may end anywhere unless `wholeFile`.
EncodingGuess guessEncoding(QByteArrayView sample, bool wholeFile);

} // namespace stevedore
