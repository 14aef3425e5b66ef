// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/dryrun/changesfile.h"

#include "base/durablefile.h"
#include "csv/csvwriter.h"

#include <QFileInfo>

namespace stevedore {

namespace {

constexpr std::size_t flushBytes = 1 << 20;

} // namespace

Result<qint64> writeChanges(const DryRun& dryRun, const QString& path, const CancelFlag& cancel)
{
    DurableFile out(QFileInfo(path).absoluteFilePath());
    if (auto opened = out.open(); !opened)
        return fail(opened.error());
    std::string text;
    CsvWriter writer(text);
    const auto flush = [&] {
        auto written = out.write(QByteArrayView(text.data(), qsizetype(text.size())));
        text.clear();
        return written;
    };
    writer.row({QStringLiteral("row"), QStringLiteral("field"), QStringLiteral("old"), QStringLiteral("new"),
                QStringLiteral("certain")});
    qint64 count = 0;
    const auto written = dryRun.eachChange(
        [&](const CellChange& change) {
            ++count;
            writer.row({QString::number(change.row.value), change.field, spreadsheetSafe(change.oldValue),
                        spreadsheetSafe(change.newValue),
                        change.certain ? QStringLiteral("true") : QStringLiteral("false")});
            return text.size() >= flushBytes ? flush() : Result<void>();
        },
        cancel);
    if (!written)
        return fail(written.error());
    if (auto last = flush(); !last)
        return fail(last.error());
    if (auto committed = out.commit(); !committed)
        return fail(committed.error());
    return count;
}

} // namespace stevedore
