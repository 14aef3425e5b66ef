// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of an uploaded zip, through all that the local CRM reads of it.
#include "fuzz/memoryfolder.h"
#include "sandbox/data/uploadedcsv.h"
#include "sandbox/data/zipfile.h"

using namespace stevedore::sandbox;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const stevedore::test::MemoryFolder folder;
    const QString path =
        folder.write(QStringLiteral("upload.zip"), reinterpret_cast<const char*>(data), static_cast<qint64>(size));
    if (!isReadableZip(path))
        return 0;
    const auto names = zipEntryNames(path);
    if (!names)
        return 0;
    for (const QString& name : *names) {
        if (name.contains(QLatin1Char('/')) || name.contains(QLatin1Char('\\')) || name == QStringLiteral(".."))
            abort();
        const CsvScan scan = scanCsv(path, name, {});
        if (scan.proper && (scan.header.empty() || scan.header.size() > 200 || scan.records > 25'000))
            abort();
        if (!scan.proper)
            continue;
        // What was found proper reads the same again.
        UploadedCsv csv(path, name, scan.encoding);
        std::vector<std::string> cells;
        qint64 records = -1;
        while (csv.rows().next(cells))
            ++records;
        if (records != scan.records || !csv.isSound())
            abort();
    }
    return 0;
}
