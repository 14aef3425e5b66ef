// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trials/suites.h"

namespace stevedore::trials {

/// Appends what came of a suite to a file of JSON lines. False if it cannot be written.
bool appendTo(const QString& file, const Tally& tally, const Extent& extent, qint64 milliseconds);

/// Makes the page of figures from such a file: `path`.txt and `path`.html. False if that cannot be done.
bool writeReport(const QString& lines, const QString& path);

} // namespace stevedore::trials
