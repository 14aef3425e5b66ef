// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvfile.h"

namespace stevedore {

/// What a source may be packed in. Decided by its bytes, never by its name.
enum class ContainerKind {
    None, ///< no container that is known here
    Gzip,
    Zip,          ///< with text files in it
    OpenXml,      ///< .xlsx
    OpenDocument, ///< .ods
    OldWorkbook,  ///< .xls, .xlsb: read by way of LibreOffice
};

/// None also for what cannot be read. Never blocks on a pipe or device.
ContainerKind containerKind(const QString& path);

/// The plain CSV that a container was converted to.
struct UnpackedSource
{
    QString csvPath;     ///< the file itself if it is no container
    QString chosen;      ///< the sheet or file in it; empty if there was nothing to choose
    QStringList choices; ///< sheets in the workbook's order, or the text files of a zip
};

/// Converts a container to a CSV (UTF-8, comma) at `<folder>/<key>/<name>.csv` that is whole or not there, or finds the
/// one that was made before; the key changes with the file. Both are for their owner only. An empty `choice` means the
/// first that has something in it; one that is not there fails with FailureKind::Usage. May take long: meant for a pool
/// thread.
///
/// Of a workbook come: numbers in plain digits, none lost; dates as 2025-11-29 or 2025-11-29T13:01:00, times as
/// 13:01:00; true and false; what a formula last gave. Hidden rows are rows; empty rows and columns around the data are
/// left out.
Result<UnpackedSource> unpackSource(const QString& path, const QString& choice, const QString& folder,
                                    const ByteProgress& progress, const CancelFlag& cancel);

} // namespace stevedore
