// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/crmtypes.h"

#include <string>
#include <vector>

namespace stevedore {

/// The order in which the columns of a part are written. The result file echoes only the first three mapped columns, so
/// those come first that tell the rows of this part apart best and that a server has least reason to reformat.
/// `values[row][column]` are the values as sent; the answer is a permutation of the columns.
std::vector<int> columnOrder(const std::vector<std::vector<std::string>>& values, const std::vector<FieldType>& types);

} // namespace stevedore
