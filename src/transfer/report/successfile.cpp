// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/report/successfile.h"

#include "base/durablefile.h"
#include "csv/csvwriter.h"

#include <QCoreApplication>

namespace stevedore {

namespace {

constexpr std::size_t flushBytes = 1 << 20;

Result<void> flush(DurableFile& file, std::string& text)
{
    auto written = file.write(QByteArrayView(text.data(), qsizetype(text.size())));
    text.clear();
    return written;
}

void writeRow(CsvWriter& writer, const WrittenRow& written, const RowView& row, const CsvFile& file, const Fixes& fixes)
{
    writer.cell(QString::number(written.row.value));
    writer.cell(fateWord(written.fate));
    writer.cell(written.recordId.isEmpty() ? QString() : QLatin1Char('\'') + written.recordId);
    for (int column = 0; column < file.columnCount(); ++column) {
        if (const QString* fixed = fixes.value(written.row, column))
            writer.cell(*fixed);
        else
            writer.cell(row.cells[std::size_t(column)]);
    }
    writer.endRow();
}

} // namespace

Result<qint64> writeSuccesses(const Engine& engine, ImportId id, const std::shared_ptr<const CsvFile>& file,
                              const Fixes& fixes, const QString& path, const CancelFlag& cancel)
{
    const auto rows = engine.writtenRows(id);
    if (!rows)
        return fail(rows.error());
    DurableFile out(path);
    if (auto opened = out.open(); !opened)
        return fail(opened.error());
    std::string text;
    CsvWriter writer(text);
    writer.row(QStringList{QStringLiteral("_row"), QStringLiteral("_status"), QStringLiteral("_record_id")} +
               file->columns());
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
        writeRow(writer, written, *row, *file, fixes);
        if (text.size() < flushBytes)
            continue;
        if (auto done = flush(out, text); !done)
            return fail(done.error());
    }
    if (auto done = flush(out, text); !done)
        return fail(done.error());
    if (auto done = out.commit(); !done)
        return fail(done.error());
    return qint64(rows->size());
}

} // namespace stevedore
