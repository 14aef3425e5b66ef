// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>

#include <string_view>

namespace stevedore {

/// A zip with one entry, deflated. The same bytes in give the same bytes out: fixed time, no path, no owner.
Result<QByteArray> makeZip(const QString& entryName, std::string_view content);

/// The one entry of a zip that came from outside. Refused are: no zip, more than one entry with content, encryption,
/// links, entries larger than `mostBytes`, damaged or cut data. The entry's name is not used for anything.
Result<QByteArray> readZip(const QByteArray& zip, qint64 mostBytes);

} // namespace stevedore
