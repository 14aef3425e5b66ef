// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "crm/readjson.h"
#include "csv/csvfile.h"
#include "mapping/mapping.h"

#include <QSet>

namespace stevedore {

/// Where the records of a module are kept as they were before an import. For its owner's eyes only.
QString beforeImagePath(const QString& home, ImportId import);

/// What is read for it: of every record, the fields that the import may write (Zoho CRM API v8, Bulk read).
ReadJobRequest beforeImageRequest(const Mapping& mapping);

/// Opens and indexes a kept file. For a pool thread.
Result<std::shared_ptr<const CsvFile>> openBeforeImage(const QString& path, const QString& scratchFolder,
                                                       const CancelFlag& cancel);

/// Puts `now`, which was read later than the copy at `path`, in its place. Of the records in `changed`, which the
/// import has changed in between, the earlier lines stay: those tell what was there before it. The file is the old one
/// or the new one, whatever happens. For a pool thread.
Result<void> renewBeforeImage(const QString& path, const std::shared_ptr<const CsvFile>& now,
                              const QSet<QString>& changed, const QString& scratchFolder, const CancelFlag& cancel);

/// Which column holds the record's id, whatever the CRM calls it; -1 if none does.
int idColumn(const QStringList& header);

/// The ids in it. For a pool thread.
Result<QSet<QString>> recordIds(const std::shared_ptr<const CsvFile>& file);

} // namespace stevedore
