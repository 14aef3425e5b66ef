// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/export/exportrequest.h"

#include <QDateTime>

namespace stevedore {

/// A saved import; paths are absolute.
struct SavedImport
{
    QString file;
    QString module;
    QString operation; ///< insert, update, upsert
    QString findBy;
    QString mapping; ///< mapping file; empty: the columns are matched by their names
    QString failures;
    QString report;
    bool skipUnchanged = false;
    bool keepBefore = false;

    bool operator==(const SavedImport&) const = default;
};

/// An export or an import that is kept in a file and carried out again and again (README, "Saved runs").
struct SavedRun
{
    QString connection; ///< name of a saved one; empty: as the command line says
    std::optional<ExportRequest> exporting;
    QString target; ///< where the export goes, absolute
    std::optional<SavedImport> import;

    bool operator==(const SavedRun&) const = default;
};

/// Reads one. Paths in it count from its folder, and `{date}` and `{time}` in them become "2026-01-31" and "143000" of
/// `now`. Fails with FailureKind::Usage and names what is wrong, unknown keys included.
Result<SavedRun> readSavedRun(const QString& path, const QDateTime& now);

/// Writes one that exports, durably; its target beside it keeps `{date}` and `{time}` as they stand.
Result<void> writeSavedExport(const QString& path, const QString& connection, const ExportRequest& request,
                              const QString& target);

} // namespace stevedore
