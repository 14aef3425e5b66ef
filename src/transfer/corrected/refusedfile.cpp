// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/corrected/refusedfile.h"

#include "csv/durablecsv.h"
#include "transfer/corrected/rowmark.h"
#include "transfer/engine.h"
#include "transfer/errortext.h"

#include <QCoreApplication>

namespace stevedore {

namespace {

struct RefusedFileText
{
    Q_DECLARE_TR_FUNCTIONS(RefusedFile)
};

QString reasonOf(const QString& errors)
{
    QStringList out;
    for (const RowError& error : parseErrors(errors))
        out.append(error.fields.isEmpty()
                       ? causeText(error.code)
                       : QStringLiteral("%1: %2").arg(error.fields.join(QStringLiteral(", ")), causeText(error.code)));
    return out.isEmpty() ? causeText({}) : out.join(QStringLiteral("; "));
}

void writeCell(DurableCsv& out, const QString& value, RefusedForm::Formulas formulas)
{
    out.cell(formulas == RefusedForm::Formulas::Safe ? spreadsheetSafe(value) : value);
}

/// Most cells are no formulas and have no correction: those go through as they are.
void writeCell(DurableCsv& out, std::string_view cell, RefusedForm::Formulas formulas)
{
    constexpr std::string_view mayNeedCare = "=+-@\t\r'";
    if (formulas == RefusedForm::Formulas::Exact || cell.empty() ||
        mayNeedCare.find(cell.front()) == std::string_view::npos)
        out.cell(cell);
    else
        writeCell(out, QString::fromUtf8(cell.data(), qsizetype(cell.size())), formulas);
}

Result<void> writeRow(DurableCsv& out, const RefusedSource& source, const RefusedRow& refused, const RowView& row,
                      const RefusedForm& form)
{
    const int columns = source.file->columnCount();
    out.cell(QString::number(refused.row.value));
    out.cell(fateWord(refused.fate));
    out.cell(refused.errors);
    out.cell(reasonOf(refused.errors));
    out.cell(wholeMark(row, columns, source.fixes));
    for (int column = 0; column < columns; ++column) {
        if (const QString* fixed = source.fixes.value(row.number, column))
            writeCell(out, *fixed, form.formulas);
        else
            writeCell(out, row.cells[std::size_t(column)], form.formulas);
    }
    return out.endRow();
}

} // namespace

Result<RefusedSource> refusedSource(const Engine& engine, ImportId id, const CancelFlag& cancel)
{
    const auto source = engine.source(id);
    const auto snapshot = engine.snapshot(id);
    if (!source || !snapshot)
        return fail(source ? snapshot.error() : source.error());
    const auto rows = engine.refusedRows(id, std::nullopt);
    if (!rows)
        return fail(rows.error());
    const auto file = reopenSource(*source, RowCount(snapshot->record.rowCount), engine.scratchFolder(), cancel);
    if (!file)
        return fail(file.error());
    return RefusedSource{*file, engine.fixes(id), *rows, engine.mapping(id).value_or(Mapping())};
}

QStringList refusedHeader(const CsvFile& source)
{
    return QStringList{QStringLiteral("_row"), QStringLiteral("_status"), QStringLiteral("_errors"),
                       QStringLiteral("_reason"), QStringLiteral("_check")} +
           source.columns();
}

Result<qint64> writeRefused(const RefusedSource& source, const QString& path, const RefusedForm& form,
                            const CancelFlag& cancel)
{
    DurableCsv out(path, form.delimiter, DurableCsv::Mark::Utf8);
    if (auto opened = out.open(refusedHeader(*source.file)); !opened)
        return fail(opened.error());
    RowReader reader(source.file, RowNumber(1));
    for (const RefusedRow& refused : source.rows) {
        if (cancel)
            return fail(FailureKind::Cancelled, {});
        reader.seek(refused.row);
        const RowView* row = reader.next();
        if (!row)
            return fail(reader.failure().value_or(
                Failure{FailureKind::Source,
                        RefusedFileText::tr("Row %1 is no longer in the file.").arg(refused.row.value),
                        {},
                        {}}));
        if (auto written = writeRow(out, source, refused, *row, form); !written)
            return fail(written.error());
    }
    if (auto committed = out.commit(); !committed)
        return fail(committed.error());
    return qint64(source.rows.size());
}

} // namespace stevedore
