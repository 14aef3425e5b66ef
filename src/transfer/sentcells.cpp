// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/sentcells.h"

#include <QCoreApplication>

namespace stevedore {

Result<QStringList> sentCells(const Spool& spool, const PartRecord& part, const QString& field)
{
    const auto csv = spool.sent(part);
    if (!csv)
        return fail(csv.error());
    const qsizetype column = csv->header().indexOf(field);
    if (column < 0)
        return fail(FailureKind::Usage, QCoreApplication::translate("SentCells", "%1 was not sent.").arg(field));
    QStringList out;
    MemoryRows reader(*csv);
    while (const RowView* row = reader.next()) {
        const std::string_view cell = row->cells[std::size_t(column)];
        out.append(QString::fromUtf8(cell.data(), qsizetype(cell.size())));
    }
    return out;
}

} // namespace stevedore
