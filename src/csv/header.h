// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvfile.h"

namespace stevedore {

/// The columns of a file by name.
struct Header
{
    QStringList raw;   ///< as in the file; empty without a header
    QStringList shown; ///< one different, non-empty name a column
    std::vector<StructureFinding> findings;
};

/// `cells` are those of the first line.
Header headerFrom(const QStringList& cells, bool isHeader);

} // namespace stevedore
