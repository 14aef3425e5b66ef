// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/report/successfile.h"

#include "csv/durablecsv.h"

#include <QCoreApplication>

namespace stevedore {

namespace {

Result<void> writeRow(DurableCsv& out, const WrittenRow& written, const RowView& row, const CsvFile& file,
                      const Fixes& fixes)
{
    out.cell(QString::number(written.row.value));
    out.cell(fateWord(written.fate));
    out.cell(written.recordId.isEmpty() ? QString() : QLatin1Char('\'') + written.recordId);
    for (int column = 0; column < file.columnCount(); ++column) {
        if (const QString* fixed = fixes.value(written.row, column))
            out.cell(*fixed);
        else
            out.cell(row.cells[std::size_t(column)]);
    }
    return out.endRow();
}

} // namespace

Result<qint64> writeSuccesses(const Engine& engine, ImportId id, const std::shared_ptr<const CsvFile>& file,
                              const Fixes& fixes, const QString& path, const CancelFlag& cancel)
{
    const auto rows = engine.writtenRows(id);
    if (!rows)
        return fail(rows.error());
    DurableCsv out(path);
    if (auto opened =
            out.open(QStringList{QStringLiteral("_row"), QStringLiteral("_status"), QStringLiteral("_record_id")} +
                     file->columns());
        !opened)
        return fail(opened.error());
    RowReader reader(file, RowNumber(1));
    for (const WrittenRow& written : *rows) {
        if (cancel)
            return fail(FailureKind::Cancelled, {});
        reader.seek(written.row);
        const RowView* row = reader.next();
        if (!row)
            return fail(reader.failure().value_or(Failure{
                FailureKind::Source,
                QCoreApplication::translate("SuccessFile", "Row %1 is no longer in the file.").arg(written.row.value),
                {},
                {}}));
        if (auto done = writeRow(out, written, *row, *file, fixes); !done)
            return fail(done.error());
    }
    if (auto done = out.commit(); !done)
        return fail(done.error());
    return qint64(rows->size());
}

} // namespace stevedore
