// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/failuresfile.h"

#include "base/durablefile.h"
#include "csv/csvwriter.h"
#include "transfer/errortext.h"
#include "transfer/report/successfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace stevedore::cli {

namespace {

constexpr std::size_t flushBytes = 1 << 20;

QString tr(const char* text)
{
    return QCoreApplication::translate("Cli", text);
}

QString withoutMark(const QString& value)
{
    return value.startsWith(QLatin1Char('\'')) && startsLikeFormula(QStringView(value).mid(1)) ? value.mid(1) : value;
}

QString reasonOf(const QString& errors)
{
    QStringList out;
    for (const RowError& error : parseErrors(errors))
        out.append(error.fields.isEmpty()
                       ? causeText(error.code)
                       : QStringLiteral("%1: %2").arg(error.fields.join(QStringLiteral(", ")), causeText(error.code)));
    return out.isEmpty() ? causeText({}) : out.join(QStringLiteral("; "));
}

Result<std::shared_ptr<const CsvFile>> sourceOf(const Engine& engine, ImportId id)
{
    const auto source = engine.source(id);
    const auto snapshot = engine.snapshot(id);
    if (!source || !snapshot)
        return fail(source ? snapshot.error() : source.error());
    const CancelFlag never = false;
    return reopenSource(*source, RowCount(snapshot->record.rowCount), engine.scratchFolder(), never);
}

/// A cell as it was sent: the fix if there is one, else the source.
QString present(const RowView& row, int column, const Fixes& fixes)
{
    if (const QString* fixed = fixes.value(row.number, column))
        return *fixed;
    const std::string_view cell = row.cells[size_t(column)];
    return QString::fromUtf8(cell.data(), qsizetype(cell.size()));
}

} // namespace

Result<qint64> writeSuccessRows(const Engine& engine, ImportId id, const QString& path)
{
    const auto file = sourceOf(engine, id);
    if (!file)
        return fail(file.error());
    const CancelFlag never = false;
    return writeSuccesses(engine, id, *file, engine.fixes(id), QFileInfo(path).absoluteFilePath(), never);
}

Result<qint64> writeFailures(const Engine& engine, ImportId id, const QString& path)
{
    const auto rows = engine.refusedRows(id, std::nullopt);
    const auto file = sourceOf(engine, id);
    if (!rows || !file)
        return fail(rows ? file.error() : rows.error());
    const Fixes fixes = engine.fixes(id);
    DurableFile out(QFileInfo(path).absoluteFilePath());
    if (auto opened = out.open(); !opened)
        return fail(opened.error());
    std::string text;
    CsvWriter writer(text);
    writer.row(QStringList{QStringLiteral("_row"), QStringLiteral("_status"), QStringLiteral("_errors"),
                           QStringLiteral("_reason")} +
               (*file)->columns());
    RowReader reader(*file, RowNumber(1));
    for (const RefusedRow& refused : *rows) {
        reader.seek(refused.row);
        const RowView* row = reader.next();
        if (!row)
            return fail(reader.failure().value_or(
                Failure{FailureKind::Source, tr("Row %1 is no longer in the file.").arg(refused.row.value), {}, {}}));
        QStringList cells{QString::number(refused.row.value), fateWord(refused.fate), refused.errors,
                          reasonOf(refused.errors)};
        for (int column = 0; column < (*file)->columnCount(); ++column)
            cells.append(spreadsheetSafe(present(*row, column, fixes)));
        writer.row(cells);
        if (text.size() >= flushBytes) {
            if (auto written = out.write(QByteArrayView(text.data(), qsizetype(text.size()))); !written)
                return fail(written.error());
            text.clear();
        }
    }
    if (auto written = out.write(QByteArrayView(text.data(), qsizetype(text.size()))); !written)
        return fail(written.error());
    if (auto committed = out.commit(); !committed)
        return fail(committed.error());
    return qint64(rows->size());
}

Result<FixesFile> readFixes(const Engine& engine, ImportId id, const QString& path)
{
    const QString name = QDir::toNativeSeparators(path);
    const auto fixed = CsvFile::open(QFileInfo(path).absoluteFilePath(), std::nullopt, engine.scratchFolder());
    const auto source = sourceOf(engine, id);
    if (!fixed || !source)
        return fail(fixed ? source.error() : fixed.error());
    const CancelFlag never = false;
    if (auto indexed = (*fixed)->index([](qint64, qint64) {}, never); !indexed)
        return fail(indexed.error());
    const qsizetype rowColumn = (*fixed)->columns().indexOf(QStringLiteral("_row"));
    if (rowColumn < 0)
        return fail(FailureKind::Source, tr("%1 has no column _row, so its rows cannot be told. Write it with "
                                            "\"failures %2 -o FILE\" and keep that column.")
                                             .arg(name)
                                             .arg(id.value));
    std::vector<std::pair<std::size_t, int>> columns; // in the fixed file, in the source
    for (qsizetype i = 0; i < (*fixed)->columns().size(); ++i) {
        const qsizetype at = (*source)->columns().indexOf((*fixed)->columns()[i]);
        if (i != rowColumn && at >= 0)
            columns.emplace_back(std::size_t(i), int(at));
    }
    const Fixes before = engine.fixes(id);
    FixesFile out;
    RowReader reader(*fixed, RowNumber(1));
    RowReader original(*source, RowNumber(1));
    while (const RowView* row = reader.next()) {
        const std::string_view numberText = row->cells[size_t(rowColumn)];
        bool ok = false;
        const qint64 number = QByteArray(numberText.data(), qsizetype(numberText.size())).trimmed().toLongLong(&ok);
        if (!ok || number < 1 || number > (*source)->knownRows().value)
            return fail(
                FailureKind::Source,
                tr("Row %1 of %2 has \"%3\" in _row, which is no row of the import's file. Nothing was changed.")
                    .arg(QString::number(row->number.value), name,
                         QString::fromUtf8(numberText.data(), qsizetype(numberText.size()))));
        original.seek(RowNumber(number));
        const RowView* then = original.next();
        if (!then)
            return fail(original.failure().value_or(
                Failure{FailureKind::Source, tr("The import's file can no longer be read."), {}, {}}));
        out.rows.emplace_back(number);
        for (const auto& [mine, theirs] : columns) {
            const std::string_view cell = row->cells[mine];
            const QString value = withoutMark(QString::fromUtf8(cell.data(), qsizetype(cell.size())));
            if (value != present(*then, theirs, before))
                out.fixes.push_back({RowNumber(number), theirs, value});
        }
    }
    if (reader.failure())
        return fail(*reader.failure());
    return out;
}

} // namespace stevedore::cli
