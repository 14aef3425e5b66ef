// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "csv/csvfile.h"

namespace stevedore {

/// What a file is opened as, for a new import.
struct SourceRecord
{
    QString path;
    Dialect dialect;
    Fingerprint fingerprint;
    bool operator==(const SourceRecord&) const = default;
};

QByteArray sourceToJson(const SourceRecord& source);
Result<SourceRecord> sourceFromJson(const QByteArray& json, const QString& path);

/// Opens and indexes the file of an import that goes on; fails with FailureKind::Source if it is not what it was. For a
/// pool thread.
Result<std::shared_ptr<const CsvFile>> reopenSource(const SourceRecord& source, RowCount rows,
                                                    const QString& scratchFolder, const CancelFlag& cancel);

} // namespace stevedore
