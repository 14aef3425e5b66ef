// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/refusedcolumns.h"

#include "mapping/rawcells.h"
#include "transfer/errortext.h"

#include <set>

namespace stevedore {

QList<int> refusedColumns(const QString& errors, const Mapping& mapping)
{
    std::set<int> columns;
    for (const RowError& error : parseErrors(errors))
        for (const QString& field : error.fields)
            if (const ColumnMapping* const mapped = mapping.columnFor(field))
                for (const int from : sourceColumns(*mapped, mapping))
                    columns.insert(from);
    return {columns.begin(), columns.end()};
}

} // namespace stevedore
