// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvfile.h"
#include "transfer/export/exportrequest.h"
#include "transfer/export/exportspool.h"

namespace stevedore {

/// What a file is made of.
struct ExportPages
{
    ExportSpool spool;
    std::vector<PageRecord> pages; ///< all of them, by number, Done
    ExportRequest request;
};

struct WrittenExport
{
    qint64 records = 0;  ///< in the file
    qint64 twice = 0;    ///< left out because an earlier page has them
    qint64 replaced = 0; ///< characters that the encoding does not have
    qint64 bytes = 0;
    bool operator==(const WrittenExport&) const = default;
};

/// Writes the file of an export: `path` is the old file or, when this succeeds, the whole new one. Fails with
/// FailureKind::Disk, FailureKind::Cancelled, or FailureKind::Usage if the format cannot hold the records. `progress`
/// gets how many records are written. For a pool thread.
Result<WrittenExport> writeExport(const ExportPages& pages, const QString& path,
                                  const std::function<void(qint64)>& progress, const CancelFlag& cancel);

/// The columns of the file, of those that the CRM sent: in the order that was asked for, the id where it was asked for
/// or else where the CRM has it; what was not asked for is last. For each, its place in `sent`; -1: the CRM does not
/// have it.
std::vector<int> exportColumns(const QStringList& sent, const QStringList& asked);

} // namespace stevedore
