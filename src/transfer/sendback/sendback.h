// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvfile.h"
#include "mapping/fixes.h"
#include "mapping/mapping.h"

namespace stevedore {

/// An export whose cells were edited, and what is to go back to the CRM.
struct SendBackSource
{
    std::shared_ptr<const CsvFile> base; ///< as it was exported; indexed; has a column with the records' ids
    bool safe = false;                   ///< written with apostrophes in front of formulas
    Fixes edits;
    ModuleMeta meta;
};

/// The two files of sending back.
struct SendBack
{
    QString changesPath; ///< CSV: ids and the changed columns of the changed rows, as they are to be
    QString beforePath;  ///< CSV: the same as they were exported, in the form of a bulk read
    qint64 rows = 0;
    qint64 cells = 0;
    QStringList fields;  ///< api_names of the changed columns, in the order of the export
    QStringList columns; ///< changed columns whose field cannot be written; they are in neither file
    bool operator==(const SendBack&) const = default;
};

/// Which field a column of an export is: by api_name or, if only one field has it, by label; nullptr if none.
const Field* exportedField(const QString& column, const ModuleMeta& meta);

/// Writes both files into a new folder below `folder`, durably. Rows in which nothing is another value than before, and
/// columns in which no row is, are in neither. Fails with FailureKind::Usage if nothing changed or the ids are missing.
/// For a pool thread.
Result<SendBack> writeSendBack(const SendBackSource& source, const QString& folder, const CancelFlag& cancel);

/// How the file of changes is sent: an update by id, in which an empty cell erases, because somebody emptied it or it
/// was empty before.
Mapping sendBackMapping(const SendBack& back, const ModuleMeta& meta);

} // namespace stevedore
