// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QTemporaryFile>

#include <memory>

namespace stevedore {

/// Writes the whole text of the file at `path`, which is in `encoding`, as UTF-8 into a new file in `folder`, which
/// goes away with the result. What cannot be decoded becomes U+FFFD.
Result<std::unique_ptr<QTemporaryFile>> transcodeToUtf8(const QString& path, const QByteArray& encoding,
                                                        const QString& folder);

} // namespace stevedore
