// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>

#include <functional>
#include <string_view>

namespace stevedore {

/// A zip with one entry, deflated. The same bytes in give the same bytes out: fixed time, no path, no owner.
Result<QByteArray> makeZip(const QString& entryName, std::string_view content);

/// The one entry of a zip that came from outside. Refused are: no zip, more than one entry with content, encryption,
/// links, entries larger than `mostBytes`, damaged or cut data. The entry's name is not used for anything. Who reads
/// many large ones hands back an earlier answer as `room`: memory that is new costs as much as filling it.
Result<QByteArray> readZip(const QByteArray& zip, qint64 mostBytes, QByteArray room = {});

/// The same, handed to `take` block by block, so that it is never in memory as a whole. A failure of `take` ends it.
/// After a failure, what was taken before is worth nothing: damage is noticed last.
Result<void> unpackZip(const QByteArray& zip, qint64 mostBytes,
                       const std::function<Result<void>(QByteArrayView block)>& take);

} // namespace stevedore
