// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvfile.h"

#include <vector>

namespace stevedore {

/// What the values of a column look like. The order is the order of preference when several fit.
enum class ValueShape { Empty, Boolean, Integer, Decimal, Date, DateTime, Email, Phone, Url, Text };

/// What is in one column, over all rows.
struct ColumnProfile
{
    struct Value
    {
        QString value;
        qint64 rows = 0;
        bool operator==(const Value&) const = default;
    };

    qint64 rows = 0;
    qint64 filled = 0; ///< cells that are not empty after trimming
    /// Different non-empty values, trimmed; exact up to 100,000 (fewer in files of more than 100 columns, to bound the
    /// memory), then an estimate (see distinctExact).
    qint64 distinct = 0;
    bool distinctExact = true;
    int shortest = 0; ///< in characters, of the filled cells
    int longest = 0;
    ValueShape shape = ValueShape::Empty; ///< what at least 95 % of the filled cells are
    QList<Value> frequent;                ///< the most frequent values, at most 50, by rows descending then by value
    /// Otherwise the rows of the frequent values are lower bounds: there are too many different values, or long ones.
    bool frequentExact = true;
    QStringList samples; ///< the first three different non-empty values in file order
    bool operator==(const ColumnProfile&) const = default;
};

/// One pass over the whole file, on the calling thread (use a pool thread) and, if the file is indexed, on others of
/// the pool. `progress` is called on the calling thread. Memory is bounded whatever the file.
Result<std::vector<ColumnProfile>> profileColumns(const std::shared_ptr<const CsvFile>& file,
                                                  const ByteProgress& progress, const CancelFlag& cancel);

/// Translated name of a shape ("Text", "E-mail addresses", "Dates").
QString shapeName(ValueShape shape);
/// Stable word for JSON ("text", "email", ...).
QString shapeWord(ValueShape shape);

} // namespace stevedore
