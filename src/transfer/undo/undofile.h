// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvfile.h"
#include "mapping/mapping.h"
#include "transfer/undo/undoplan.h"

namespace stevedore {

/// The source of an undo: first the records that get their old values back, then those that are deleted.
struct UndoFile
{
    std::shared_ptr<const CsvFile> file;
    Mapping mapping;     ///< an update by id; empty cells erase, because they were empty before
    qint64 restores = 0; ///< the first rows
    qint64 deletes = 0;  ///< the rows behind them
};

/// Writes it to `path`. `before` may be null if nothing is restored; its columns are the fields that `original` wrote.
/// `crmTimeZone`: in which the CRM reads date-times, as the IANA writes it; empty: not known, then they go as they
/// came. For a pool thread.
Result<UndoFile> writeUndoFile(const QString& path, const std::vector<UndoRow>& restores,
                               const std::vector<UndoRow>& deletes, const std::shared_ptr<const CsvFile>& before,
                               const Mapping& original, const ModuleMeta& meta, const QString& crmTimeZone,
                               const QString& scratchFolder, const CancelFlag& cancel);

} // namespace stevedore
