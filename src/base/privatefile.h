// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>

namespace stevedore {

/// Reads a file with a secret in it. Refuses, with a sentence that says what to do, one that others may read or write,
/// one that belongs to somebody else, a link, and one larger than `most` bytes. FailureKind::SignIn.
Result<QByteArray> readPrivateFile(const QString& path, qint64 most = 1 << 20);
/// The same judgement without reading.
Result<void> checkPrivateFile(const QString& path);

} // namespace stevedore
