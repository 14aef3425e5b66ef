// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/packer.h"

#include "base/planted.h"
#include "csv/csvwriter.h"
#include "mapping/convert.h"
#include "mapping/rawcells.h"
#include "transfer/columnorder.h"
#include "transfer/zip.h"

#include <QCoreApplication>

namespace stevedore {

namespace {

constexpr qint64 rowsBetweenLooks = 1'000;

struct PackerText
{
    Q_DECLARE_TR_FUNCTIONS(Packer)
};

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

Unexpected packingStopped()
{
    return fail(FailureKind::Cancelled, PackerText::tr("Packing was stopped."));
}

/// Takes the values of the rows one after another: `beginRow(number)`, then `value(text)` for each column.
template <typename Begin, typename Take>
Result<void> walkRows(const PackSource& source, const RowSet& rows, std::vector<Column>& columns,
                      const RowProgress& progress, const CancelFlag& cancel, const Begin& beginRow, const Take& value)
{
    if (auto same = source.file->unchanged(); !same)
        return same;
    if (rows.isEmpty())
        return {};
    RawCells cells(source.mapping, source.fixes);
    const qint64 total = rows.count().value;
    qint64 done = 0;
    RowReader reader(source.file, rows.first());
    for (const auto& [from, to] : rows.ranges()) {
        reader.seek(from);
        for (RowNumber wanted = from; wanted <= to; ++wanted) {
            const RowView* row = reader.next();
            if (!row || row->number != wanted)
                return fail(reader.failure().value_or(
                    Failure{FailureKind::Source,
                            PackerText::tr("Row %1 is no longer in the file. Open the file again.").arg(wanted.value),
                            {},
                            {}}));
            beginRow(wanted);
            cells.take(*row);
            for (Column& column : columns) {
                bool ok = true;
                value(column.converter.convert(cells.value(*column.mapping), ok));
            }
            if (++done % rowsBetweenLooks == 0) {
                if (cancel)
                    return packingStopped();
                progress(done, total);
            }
        }
    }
    // Again after reading, or a file that was replaced meanwhile would go out half old, half new.
    return source.file->unchanged();
}

std::vector<OrderedColumn> orderedColumns(const std::vector<Column>& columns, const PackSource& source)
{
    std::vector<OrderedColumn> out;
    for (const Column& column : columns) {
        const QString& name = column.mapping->field;
        const Field* field = targetField(source.meta, name);
        out.push_back({field->type, field->unique, name == source.mapping.findBy});
    }
    return out;
}

void writeCsv(const ValueTable& values, const std::vector<Column>& columns, const std::vector<int>& order,
              std::string& csv)
{
    csv.clear();
    csv.reserve(values.bytes.size() + values.ends.size() * 2);
    CsvWriter writer(csv);
    for (const int column : order)
        writer.cell(columns[size_t(column)].mapping->field);
    writer.endRow();
    const std::size_t rows =
        values.rows() - (STEVEDORE_PLANTED_BUG("last-row-not-packed") && values.rows() > 1 ? 1 : 0);
    for (std::size_t row = 0; row < rows; ++row) {
        for (const int column : order)
            writer.cell(values.at(row, size_t(column)));
        writer.endRow();
    }
}

} // namespace

Result<SentRows> readSentRows(const PackSource& source, const RowSet& rows, const RowProgress& progress,
                              const CancelFlag& cancel)
{
    SentRows out;
    auto columns = converters(source);
    for (const Column& column : columns)
        out.columns.push_back(column.mapping);
    out.rows.reserve(size_t(rows.count().value));
    out.values.reserve(size_t(rows.count().value));
    const auto begin = [&](RowNumber row) {
        out.rows.push_back(row);
        out.values.emplace_back().reserve(columns.size());
    };
    const auto take = [&](std::string_view value) { out.values.back().emplace_back(value); };
    if (auto read = walkRows(source, rows, columns, progress, cancel, begin, take); !read)
        return fail(read.error());
    return out;
}

Result<PackedPart> packPart(const PackSource& source, const RowSet& rows, const QString& stem,
                            const RowProgress& progress, const CancelFlag& cancel, PackRoom& room)
{
    auto columns = converters(source);
    ValueTable& values = room.values;
    values.restart(columns.size());
    values.ends.reserve(size_t(rows.count().value) * columns.size());
    const auto take = [&](std::string_view value) { values.append(value); };
    if (auto read = walkRows(
            source, rows, columns, progress, cancel, [](RowNumber) {}, take);
        !read)
        return fail(read.error());
    const std::vector<int> order = columnOrder(values, orderedColumns(columns, source));
    writeCsv(values, columns, order, room.csv);
    if (cancel)
        return packingStopped();
    PackedPart out;
    for (const int column : order)
        out.header.append(columns[size_t(column)].mapping->field);
    out.csvName = stem + QStringLiteral(".csv");
    auto zip = makeZip(out.csvName, room.csv);
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
