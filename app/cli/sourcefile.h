// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/arguments.h"
#include "cli/context.h"
#include "csv/container/container.h"
#include "csv/csvfile.h"
#include "csv/profile.h"
#include "mapping/mapping.h"
#include "mapping/rowcheck.h"

namespace stevedore::cli {

/// --sheet, --encoding, --delimiter, --no-header and what else says how to read the file.
QList<OptionSpec> readingOptions();
/// --module, --operation, --find-by, --mapping, --keep-empty, --erase-empty and the reading options.
QList<OptionSpec> mappingOptions();

struct OpenedSource
{
    std::shared_ptr<CsvFile> file;
    UnpackedSource unpacked;
};
/// Unpacks the file if it is a workbook or an archive, with progress, and opens it as the options say.
Result<OpenedSource> openSource(Context& context, const Arguments& arguments, const QString& path);
/// Counts its rows, with progress. On this thread.
Result<IndexSummary> indexSource(Context& context, const std::shared_ptr<CsvFile>& file);

/// Everything an import needs to know before it sends anything.
struct PreparedImport
{
    std::shared_ptr<CsvFile> file;
    ModuleMeta meta;
    Mapping mapping;
};
enum class Problems {
    Refused, ///< a mapping that could not be sent is a failure
    Allowed,
};
/// Opens and indexes the file, fetches the metadata, and reads the mapping file or matches the columns.
Result<PreparedImport> prepareImport(Context& context, const Arguments& arguments, const QString& path,
                                     Problems problems);

/// Checks all rows, with progress.
Result<CheckReport> checkPrepared(Context& context, const PreparedImport& prepared);

/// Stable word for JSON: exact, similar, values, remembered, hand, none.
QString matchWord(MatchKind kind);

} // namespace stevedore::cli
