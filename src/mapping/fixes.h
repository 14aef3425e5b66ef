// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <QHash>
#include <QMap>
#include <QSet>
#include <QString>

namespace stevedore {

/// A cell value laid over the source by the user; the source file is never written. The value is in the file's own terms (before conversion).
struct Fix
{
    RowNumber row;
    int column = 0; ///< in the source, from 0
    QString value;
    bool operator==(const Fix&) const = default;
};

/// All fixes of an import, the newest for each cell, and the rows the user leaves out.
struct Fixes
{
    QHash<RowNumber, QMap<int, QString>> cells;
    QSet<RowNumber> leftOut;

    bool operator==(const Fixes&) const = default;
    /// nullptr if the cell has no fix.
    const QString* value(RowNumber row, int column) const;
    void set(const Fix& fix) { cells[fix.row][fix.column] = fix.value; }
};

} // namespace stevedore
