// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "csv/csvfile.h"

namespace stevedore {

/// What open() looks at before it looks for rows.
struct SourceHead
{
    QByteArray sample;       ///< the beginning of the file, at most 192 KiB
    Fingerprint fingerprint; ///< made from the same opened file
    bool wholeFile() const { return sample.size() == fingerprint.size; }
};

/// Reads the beginning and the end; fails for what is not a readable file. Never blocks on a pipe or device.
Result<SourceHead> readHead(const QString& path);

/// Fails if the sample is empty, or evidently no text. `wide`: the encoding has characters of two or four bytes.
Result<void> checkIsText(const QString& path, const SourceHead& head, bool wide);

/// Whether the file is the one that `opened` was made from.
Result<void> checkUnchanged(const QString& path, const Fingerprint& opened);

/// The file's name for use in a sentence.
QString nameInSentence(const QString& path);

} // namespace stevedore
