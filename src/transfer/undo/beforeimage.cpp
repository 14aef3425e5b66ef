// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/undo/beforeimage.h"

#include "csv/durablecsv.h"

#include <QCoreApplication>

namespace stevedore {

namespace {

struct BeforeImageText
{
    Q_DECLARE_TR_FUNCTIONS(BeforeImage)
};

Failure noIds()
{
    return {FailureKind::Source,
            BeforeImageText::tr("The kept copy of the CRM's records has no column with their ids."),
            {},
            {}};
}

QString textIn(const RowView& row, int column)
{
    const std::string_view cell = row.cells[std::size_t(column)];
    return QString::fromUtf8(cell.data(), qsizetype(cell.size()));
}

} // namespace

QString beforeImagePath(const QString& home, ImportId import)
{
    return QStringLiteral("%1/before/import-%2.csv").arg(home).arg(import.value);
}

ReadJobRequest beforeImageRequest(const Mapping& mapping)
{
    ReadJobRequest request;
    request.module = mapping.module;
    for (const ColumnMapping* column : mapping.feeds()) {
        if (column->field != QLatin1String("id") && !request.fields.contains(column->field))
            request.fields.append(column->field);
    }
    return request;
}

Result<std::shared_ptr<const CsvFile>> openBeforeImage(const QString& path, const QString& scratchFolder,
                                                       const CancelFlag& cancel)
{
    auto file = CsvFile::open(path, Dialect{}, scratchFolder);
    if (!file)
        return fail(file.error());
    if (auto indexed = (*file)->index([](qint64, qint64) {}, cancel); !indexed)
        return fail(indexed.error());
    return std::shared_ptr<const CsvFile>(*file);
}

Result<void> renewBeforeImage(const QString& path, const std::shared_ptr<const CsvFile>& now,
                              const QSet<QString>& changed, const QString& scratchFolder, const CancelFlag& cancel)
{
    const auto old = openBeforeImage(path, scratchFolder, cancel);
    if (!old)
        return fail(old.error());
    const QStringList header = (*old)->rawHeader();
    const int oldId = idColumn(header);
    if (now && now->rawHeader() != header)
        return fail(FailureKind::Source,
                    BeforeImageText::tr("Other columns are written now than when what the records had was kept, so "
                                        "both cannot be kept together."),
                    now->rawHeader().join(QLatin1Char('|')));
    if (oldId < 0)
        return fail(noIds());
    DurableCsv out(path);
    if (auto opened = out.open(header); !opened)
        return opened;
    QSet<QString> earlier;
    const auto copy = [&](const std::shared_ptr<const CsvFile>& from, const auto& isTaken) -> Result<void> {
        RowReader reader(from, RowNumber(1));
        while (const RowView* row = reader.next()) {
            if (cancel)
                return fail(FailureKind::Cancelled, {});
            if (!isTaken(textIn(*row, oldId)))
                continue;
            for (const std::string_view cell : row->cells)
                out.cell(cell);
            if (auto done = out.endRow(); !done)
                return done;
        }
        return reader.failure() ? Result<void>(fail(*reader.failure())) : Result<void>();
    };
    const auto isEarlier = [&](const QString& id) {
        if (!changed.contains(id))
            return false;
        earlier.insert(id);
        return true;
    };
    if (auto copied = copy(*old, isEarlier); !copied)
        return copied;
    const auto isNew = [&](const QString& id) { return !earlier.contains(id); };
    if (auto copied = now ? copy(now, isNew) : Result<void>(); !copied)
        return copied;
    return out.commit();
}

int idColumn(const QStringList& header)
{
    for (qsizetype i = 0; i < header.size(); ++i)
        if (header[i].trimmed().compare(QLatin1String("id"), Qt::CaseInsensitive) == 0)
            return int(i);
    return -1;
}

Result<QSet<QString>> recordIds(const std::shared_ptr<const CsvFile>& file)
{
    const int id = idColumn(file->rawHeader());
    if (id < 0)
        return fail(noIds());
    QSet<QString> out;
    out.reserve(qsizetype(file->knownRows().value));
    RowReader reader(file, RowNumber(1));
    while (const RowView* row = reader.next())
        out.insert(textIn(*row, id));
    if (reader.failure())
        return fail(*reader.failure());
    return out;
}

} // namespace stevedore
