// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "journal/records.h"

#include <QDateTime>
#include <QHash>
#include <QSet>
#include <QString>

#include <vector>

namespace stevedore {

/// When a record was last changed, and by whom; as the CRM says.
struct RecordStamp
{
    QDateTime modified; ///< invalid if it was not understood
    QString userId;
    QString userName = {}; ///< empty where the CRM gives ids only

    bool operator==(const RecordStamp&) const = default;
};
using RecordStamps = QHash<QString, RecordStamp>; ///< by record id

/// A record that an import wrote.
struct WrittenRecord
{
    RowNumber row;
    bool added = true;      ///< else updated
    QString recordId;       ///< empty if it is not known which record the row became
    QDateTime notLaterThan; ///< in the CRM's time: whatever changed it later was something else
};

struct UndoRow
{
    RowNumber row; ///< of the import
    QString recordId;
    bool operator==(const UndoRow&) const = default;
};

/// One that somebody has changed since the import wrote it.
struct ChangedRecord
{
    UndoRow row;
    bool added = true; ///< undoing deletes it; else it gives it its old values back
    RecordStamp stamp;
    bool operator==(const ChangedRecord&) const = default;
};

/// What undoing an import would do. A record that several rows wrote is named once, with the first of them; one that
/// was created is deleted, whatever was done to it afterwards by the same import.
struct UndoPlan
{
    ImportId import;
    std::vector<UndoRow> deletes;
    std::vector<UndoRow> restores;      ///< their old values are known
    std::vector<ChangedRecord> changed; ///< left alone unless told otherwise
    std::vector<RowNumber> nothingToDo; ///< the record is gone, or has not been changed since before the import
    std::vector<RowNumber> noRecord;    ///< it is not known which record the row became
    std::vector<RowNumber> noOldValues; ///< updated, but what it was before was not kept

    /// What is deleted and given back if those that were changed are undone, too.
    UndoPlan withChanged() const;
    bool operator==(const UndoPlan&) const = default;
};

/// `stamps`: the records of the module that were changed since the import began. `userId`: who sent it; empty: not
/// known. `kept`: the records whose old values are known.
UndoPlan planUndo(ImportId import, const std::vector<WrittenRecord>& written, const RecordStamps& stamps,
                  const QString& userId, const QSet<QString>& kept);

} // namespace stevedore
