// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/crmtypes.h"

#include <string>
#include <string_view>
#include <vector>

namespace stevedore {

/// Values of many rows, one behind the other: row by row, in each row column by column.
struct ValueTable
{
    std::size_t columns = 0;
    std::string bytes;
    std::vector<std::size_t> ends; ///< of each value in `bytes`

    /// Forgets all values, but keeps their room.
    void restart(std::size_t columnCount)
    {
        columns = columnCount;
        bytes.clear();
        ends.clear();
    }
    void append(std::string_view value)
    {
        bytes += value;
        ends.push_back(bytes.size());
    }
    std::size_t rows() const { return columns == 0 ? 0 : ends.size() / columns; }
    std::string_view at(std::size_t row, std::size_t column) const
    {
        const std::size_t place = row * columns + column;
        const std::size_t begin = place == 0 ? 0 : ends[place - 1];
        return std::string_view(bytes).substr(begin, ends[place] - begin);
    }
};

/// What columnOrder() has to know of a column.
struct OrderedColumn
{
    FieldType type = FieldType::Text;
    bool unique = false;   ///< the CRM takes each value once
    bool matchKey = false; ///< records are found by it
};

/// The order in which the columns of a part are written. The result file echoes only the first three mapped columns, so
/// the match key comes first, then what tells the rows of this part apart best and what a server has least reason to
/// reformat. `values` are as sent; the answer is a permutation of the columns.
std::vector<int> columnOrder(const ValueTable& values, const std::vector<OrderedColumn>& columns);

} // namespace stevedore
