// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvfile.h"
#include "mapping/fixes.h"
#include "mapping/mapping.h"
#include "transfer/export/exportrequest.h"

namespace stevedore {

/// An export whose cells were edited, and what is to go back to the CRM.
struct SendBackSource
{
    std::shared_ptr<const CsvFile> base; ///< as it was exported; indexed; has a column with the records' ids
    /// As the journal has it, if it has: heads and apostrophes are read by what was asked for. Without it, heads are
    /// API names if all of them are, else labels.
    std::optional<ExportRequest> request;
    bool safe = false; ///< written with apostrophes in front of formulas
    Fixes edits;
    ModuleMeta meta;
    /// The zone in which the CRM reads date-times, as the IANA writes it; empty if the org's and the user's are not the
    /// same, or not known: then they are not sent back.
    QString crmTimeZone;
};

/// The two files of sending back.
struct SendBack
{
    QString changesPath; ///< CSV: ids of the changed rows, and the changed cells as they are to be
    /// CSV: the same cells as they were exported, in the form of a bulk read; empty if not all rows were changed in the
    /// same columns.
    QString beforePath;
    bool erases = false; ///< an empty cell erases; else it was not changed
    QString crmTimeZone;
    qint64 rows = 0;
    qint64 cells = 0;
    QStringList fields;  ///< api_names of the changed columns, in the order of the export
    QStringList columns; ///< changed columns whose field cannot be written; they are in neither file
    bool operator==(const SendBack&) const = default;
};

/// The api_name of the field that each column of an export is; empty where that is not certain.
QStringList exportedFields(const QStringList& columns, const ModuleMeta& meta,
                           const std::optional<ExportRequest>& request);

/// Writes the files into a new folder below `folder`, durably: changed cells only, so that nothing else is written to
/// the CRM than what somebody changed. Fails with FailureKind::Usage if nothing changed, the ids are missing, or cells
/// were emptied and others changed in other columns: what is empty in a job either erases or does not. For a pool
/// thread.
Result<SendBack> writeSendBack(const SendBackSource& source, const QString& folder, const CancelFlag& cancel);

/// A column with values that a bulk read gave, as it goes back into its field: several values are joined by a comma,
/// moments have an offset (Zoho CRM API v8, Bulk read, Download result), which bulk write does not take, and lookups
/// are ids. Without a zone moments are left as they are.
ColumnMapping columnAsExported(int column, const QString& field, const ModuleMeta& meta, const QString& crmTimeZone);

/// How the file of changes is sent: an update by id.
Mapping sendBackMapping(const SendBack& back, const ModuleMeta& meta);

} // namespace stevedore
