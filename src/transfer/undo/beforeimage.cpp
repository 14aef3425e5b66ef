// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/undo/beforeimage.h"

#include <QCoreApplication>

namespace stevedore {

namespace {

struct BeforeImageText
{
    Q_DECLARE_TR_FUNCTIONS(BeforeImage)
};

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
        return fail(FailureKind::Source,
                    BeforeImageText::tr("The kept copy of the CRM's records has no column with their ids."));
    QSet<QString> out;
    out.reserve(qsizetype(file->knownRows().value));
    RowReader reader(file, RowNumber(1));
    while (const RowView* row = reader.next())
        out.insert(
            QString::fromUtf8(row->cells[std::size_t(id)].data(), qsizetype(row->cells[std::size_t(id)].size())));
    if (reader.failure())
        return fail(*reader.failure());
    return out;
}

} // namespace stevedore
