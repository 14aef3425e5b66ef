// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/sentcells.h"

#include "csv/csvfile.h"

#include <QCoreApplication>
#include <QScopeGuard>

namespace stevedore {

Result<QStringList> sentCells(const Spool& spool, const PartRecord& part, const QString& field)
{
    const QString scratch = part.zipName + QStringLiteral(".key.csv");
    const auto cleanup = qScopeGuard([&] { spool.remove(scratch); });
    const auto file = spool.sentFile(part, scratch);
    if (!file)
        return fail(file.error());
    const qsizetype column = (*file)->rawHeader().indexOf(field);
    if (column < 0)
        return fail(FailureKind::Usage, QCoreApplication::translate("SentCells", "%1 was not sent.").arg(field));
    QStringList out;
    RowReader reader(*file, RowNumber(1));
    while (const RowView* row = reader.next()) {
        const std::string_view cell = row->cells[std::size_t(column)];
        out.append(QString::fromUtf8(cell.data(), qsizetype(cell.size())));
    }
    if (reader.failure())
        return fail(*reader.failure());
    return out;
}

} // namespace stevedore
