// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvfile.h"

namespace stevedore {

/// Finds out in which columns the bytes stand that InvalidBytes and NulByte tell of, for the first rows of each. Reads
/// the disk.
void findCells(const CsvFile& file, std::vector<StructureFinding>& findings);

} // namespace stevedore
