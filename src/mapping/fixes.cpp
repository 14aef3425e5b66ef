// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/fixes.h"

namespace stevedore {

const QString* Fixes::value(RowNumber row, int column) const
{
    const auto ofRow = cells.constFind(row);
    if (ofRow == cells.cend())
        return nullptr;
    const auto ofCell = ofRow->constFind(column);
    return ofCell == ofRow->cend() ? nullptr : &*ofCell;
}

} // namespace stevedore
