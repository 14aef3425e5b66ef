// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/dryrun/changesfile.h"

#include "csv/durablecsv.h"

#include <QFileInfo>

namespace stevedore {

Result<qint64> writeChanges(const DryRun& dryRun, const QString& path, const CancelFlag& cancel)
{
    DurableCsv out(QFileInfo(path).absoluteFilePath());
    if (auto opened = out.open({QStringLiteral("row"), QStringLiteral("field"), QStringLiteral("old"),
                                QStringLiteral("new"), QStringLiteral("certain")});
        !opened)
        return fail(opened.error());
    qint64 count = 0;
    const auto written = dryRun.eachChange(
        [&](const CellChange& change) {
            ++count;
            return out.row({QString::number(change.row.value), change.field, spreadsheetSafe(change.oldValue),
                            spreadsheetSafe(change.newValue),
                            change.certain ? QStringLiteral("true") : QStringLiteral("false")});
        },
        cancel);
    if (!written)
        return fail(written.error());
    if (auto committed = out.commit(); !committed)
        return fail(committed.error());
    return count;
}

} // namespace stevedore
