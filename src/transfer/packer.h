// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/rowset.h"
#include "crm/bulkjson.h"
#include "csv/csvfile.h"
#include "mapping/fixes.h"
#include "mapping/mapping.h"
#include "transfer/columnorder.h"

#include <atomic>
#include <functional>

namespace stevedore {

/// The values of rows as they are sent: fixes laid over the source, then converted.
struct SentRows
{
    std::vector<const ColumnMapping*> columns; ///< the mapped ones, in source order; they live in the mapping
    std::vector<RowNumber> rows;
    std::vector<std::vector<std::string>> values; ///< [row][column], UTF-8
};

/// Everything that is needed to make the rows of a part; shared by pool tasks, never changed.
struct PackSource
{
    std::shared_ptr<const CsvFile> file;
    Mapping mapping;
    ModuleMeta meta;
    Fixes fixes;
};

/// Done, of all rows of the part.
using RowProgress = std::function<void(qint64 done, qint64 total)>;

/// Reads the rows of a part. Fails with FailureKind::Source if the file is not what it was.
Result<SentRows> readSentRows(const PackSource& source, const RowSet& rows, const RowProgress& progress,
                              const CancelFlag& cancel);

struct PackedPart
{
    QByteArray zip;
    QString csvName;
    QStringList header; ///< api_names in the order of the CSV
};

/// Memory that one part after another is packed in: getting it from the system anew each time takes a quarter of the
/// time of packing. For one thread at a time; it holds nothing that a caller may read.
struct PackRoom
{
    ValueTable values;
    std::string csv;
};

/// The part's CSV in its zip: UTF-8, no byte order mark, RFC 4180, comma, header of api_names, columns in the order
/// that identifies the rows best. `stem` names the CSV ("stevedore-7-1-3").
Result<PackedPart> packPart(const PackSource& source, const RowSet& rows, const QString& stem,
                            const RowProgress& progress, const CancelFlag& cancel, PackRoom& room);

/// The columns of the create call for a CSV with this header (api_names), and the pattern in which dates are sent.
QList<WriteColumn> writeColumns(const QStringList& header, const Mapping& mapping, const ModuleMeta& meta);

} // namespace stevedore
