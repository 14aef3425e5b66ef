// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trials/suites.h"

namespace stevedore::trials {

/// Appends what came of a suite to a file of JSON lines. False if it cannot be written.
bool appendTo(const QString& file, const Tally& tally, const Extent& extent, qint64 milliseconds);

/// Makes the page of figures from such a file: `path`.txt and `path`.html. What several commands did of a suite is one
/// row. `revision` of the sources, or nothing. False if that cannot be done.
bool writeReport(const QString& lines, const QString& path, const QString& revision);

} // namespace stevedore::trials
