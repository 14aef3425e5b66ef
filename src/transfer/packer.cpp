// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/packer.h"

#include "csv/csvwriter.h"
#include "mapping/convert.h"
#include "mapping/rawcells.h"
#include "transfer/columnorder.h"
#include "transfer/zip.h"

#include <QCoreApplication>

namespace stevedore {

namespace {

constexpr qint64 rowsBetweenLooks = 1'000;

QString tr(const char* text)
{
    return QCoreApplication::translate("Packer", text);
}

struct Column
{
    const ColumnMapping* mapping;
    CellConverter converter;
};

std::vector<Column> converters(const PackSource& source)
{
    std::vector<Column> out;
    for (const ColumnMapping* const column : source.mapping.feeds()) {
        if (const Field* field = targetField(source.meta, column->field))
            out.push_back({column, CellConverter(*column, *field)});
    }
    return out;
}

std::vector<std::string> valuesOf(RawCells& cells, std::vector<Column>& columns)
{
    std::vector<std::string> values;
    values.reserve(columns.size());
    for (Column& column : columns) {
        bool ok = true;
        values.emplace_back(column.converter.convert(cells.value(*column.mapping), ok));
    }
    return values;
}

Unexpected cancelled()
{
    return fail(FailureKind::Cancelled, tr("Packing was stopped."));
}

} // namespace

Result<SentRows> readSentRows(const PackSource& source, const RowSet& rows, const RowProgress& progress,
                              const CancelFlag& cancel)
{
    if (auto same = source.file->unchanged(); !same)
        return fail(same.error());
    SentRows out;
    auto columns = converters(source);
    RawCells cells(source.mapping, source.fixes);
    for (const Column& column : columns)
        out.columns.push_back(column.mapping);
    const qint64 total = rows.count().value;
    out.rows.reserve(size_t(total));
    out.values.reserve(size_t(total));
    if (rows.isEmpty())
        return out;
    RowReader reader(source.file, rows.first());
    for (const auto& [from, to] : rows.ranges()) {
        reader.seek(from);
        for (RowNumber wanted = from; wanted <= to; ++wanted) {
            const RowView* row = reader.next();
            if (!row || row->number != wanted)
                return fail(reader.failure().value_or(
                    Failure{FailureKind::Source,
                            tr("Row %1 is no longer in the file. Open the file again.").arg(wanted.value),
                            {},
                            {}}));
            out.rows.push_back(wanted);
            cells.take(*row);
            out.values.push_back(valuesOf(cells, columns));
            if (qint64(out.rows.size()) % rowsBetweenLooks == 0) {
                if (cancel)
                    return cancelled();
                progress(qint64(out.rows.size()), total);
            }
        }
    }
    // Again after reading, or a file that was replaced meanwhile would go out half old, half new.
    if (auto same = source.file->unchanged(); !same)
        return fail(same.error());
    return out;
}

Result<PackedPart> packPart(const PackSource& source, const RowSet& rows, const QString& stem,
                            const RowProgress& progress, const CancelFlag& cancel)
{
    const auto sent = readSentRows(source, rows, progress, cancel);
    if (!sent)
        return fail(sent.error());
    std::vector<FieldType> types;
    for (const ColumnMapping* column : sent->columns) {
        const Field* field = targetField(source.meta, column->field);
        types.push_back(field ? field->type : FieldType::Text);
    }
    const std::vector<int> order = columnOrder(sent->values, types);
    std::string csv;
    csv.reserve(sent->values.size() * sent->columns.size() * 16);
    CsvWriter writer(csv);
    for (const int column : order)
        writer.cell(sent->columns[size_t(column)]->field);
    writer.endRow();
    for (const auto& values : sent->values) {
        for (const int column : order)
            writer.cell(std::string_view(values[size_t(column)]));
        writer.endRow();
    }
    if (cancel)
        return cancelled();
    PackedPart out;
    out.csvName = stem + QStringLiteral(".csv");
    auto zip = makeZip(out.csvName, csv);
    if (!zip)
        return fail(zip.error());
    out.zip = std::move(*zip);
    progress(rows.count().value, rows.count().value);
    return out;
}

QList<WriteColumn> writeColumns(const QStringList& header, const Mapping& mapping, const ModuleMeta& meta)
{
    QList<WriteColumn> out;
    for (int i = 0; i < header.size(); ++i) {
        WriteColumn column{header[i], i, {}, {}};
        const ColumnMapping* from = mapping.columnFor(header[i]);
        const Field* field = targetField(meta, header[i]);
        const FieldType type = field ? field->type : FieldType::Text;
        if (from && (type == FieldType::Lookup || type == FieldType::Owner))
            column.findBy = from->findBy.isEmpty() ? QStringLiteral("id") : from->findBy;
        if (type == FieldType::Date)
            column.format = QStringLiteral("yyyy-MM-dd");
        else if (type == FieldType::DateTime)
            column.format = QStringLiteral("yyyy-MM-dd HH:mm:ss");
        out.append(column);
    }
    return out;
}

} // namespace stevedore
