// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/undo/undofile.h"

#include "base/planted.h"
#include "csv/durablecsv.h"
#include "transfer/sendback/sendback.h"
#include "transfer/undo/beforeimage.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace stevedore {

namespace {

/// Columns before the fields: what is done, the import's row, the record.
constexpr int leading = 3;

struct UndoFileText
{
    Q_DECLARE_TR_FUNCTIONS(UndoFile)
};

/// The fields that `before` has, with the columns they are in.
struct OldFields
{
    QStringList names;
    std::vector<std::size_t> columns;
};

OldFields oldFields(const std::shared_ptr<const CsvFile>& before, const Mapping& original)
{
    OldFields out;
    if (!before)
        return out;
    for (const QString& field : beforeImageRequest(original).fields) {
        const auto at = before->rawHeader().indexOf(field);
        if (at >= 0) {
            out.names.append(field);
            out.columns.push_back(std::size_t(at));
        }
    }
    return out;
}

Mapping undoMapping(const Mapping& original, const QStringList& header, const ModuleMeta& meta,
                    const QString& crmTimeZone)
{
    Mapping mapping;
    mapping.module = original.module;
    mapping.operation = Operation::Update;
    mapping.findBy = QStringLiteral("id");
    mapping.eraseEmpty = !STEVEDORE_PLANTED_BUG("undo-leaves-what-was-empty");
    for (qsizetype i = 0; i < header.size(); ++i) {
        ColumnMapping column;
        if (i >= leading - 1)
            column = columnAsExported(int(i), i == leading - 1 ? QStringLiteral("id") : header[i], meta, crmTimeZone);
        column.column = int(i);
        column.header = header[i];
        mapping.columns.push_back(column);
    }
    return mapping;
}

void beginRow(DurableCsv& out, const char* what, const UndoRow& row)
{
    out.cell(std::string_view(what));
    out.cell(QString::number(row.row.value));
    out.cell(row.recordId);
}

/// In the order of the kept file, which is read once. How many were found in it.
Result<qint64> writeRestores(DurableCsv& out, const std::vector<UndoRow>& restores,
                             const std::shared_ptr<const CsvFile>& before, const OldFields& old)
{
    if (restores.empty())
        return 0;
    QHash<QString, UndoRow> wanted;
    for (const UndoRow& row : restores)
        wanted.insert(row.recordId, row);
    const auto id = std::size_t(idColumn(before->rawHeader()));
    qint64 written = 0;
    RowReader reader(before, RowNumber(1));
    while (const RowView* record = reader.next()) {
        const auto at = wanted.find(QString::fromUtf8(record->cells[id].data(), qsizetype(record->cells[id].size())));
        if (at == wanted.end())
            continue;
        beginRow(out, "restore", *at);
        for (const std::size_t column : old.columns)
            out.cell(record->cells[column]);
        if (auto done = out.endRow(); !done)
            return fail(done.error());
        wanted.erase(at);
        ++written;
    }
    if (reader.failure())
        return fail(*reader.failure());
    if (!wanted.isEmpty())
        return fail(FailureKind::Source,
                    UndoFileText::tr("The kept copy of the CRM's records was changed: %1 of them are not in it "
                                     "any more. Nothing was undone.")
                        .arg(wanted.size()));
    return written;
}

} // namespace

Result<UndoFile> writeUndoFile(const QString& path, const std::vector<UndoRow>& restores,
                               const std::vector<UndoRow>& deletes, const std::shared_ptr<const CsvFile>& before,
                               const Mapping& original, const ModuleMeta& meta, const QString& crmTimeZone,
                               const QString& scratchFolder, const CancelFlag& cancel)
{
    if (auto folder = makePrivateFolder(QFileInfo(path).absolutePath()); !folder)
        return fail(folder.error());
    const OldFields old = restores.empty() ? OldFields() : oldFields(before, original);
    const QStringList header =
        QStringList{QStringLiteral("Undo"), QStringLiteral("Row"), QStringLiteral("Record id")} + old.names;
    DurableCsv out(path);
    if (auto opened = out.open(header); !opened)
        return fail(opened.error());
    const auto restored = writeRestores(out, restores, before, old);
    if (!restored)
        return fail(restored.error());
    for (const UndoRow& row : deletes) {
        beginRow(out, "delete", row);
        for (qsizetype i = leading; i < header.size(); ++i)
            out.cell(std::string_view());
        if (auto done = out.endRow(); !done)
            return fail(done.error());
    }
    if (auto done = out.commit(); !done)
        return fail(done.error());
    auto opened = openBeforeImage(path, scratchFolder, cancel);
    if (!opened)
        return fail(opened.error());
    return UndoFile{*opened, undoMapping(original, header, meta, crmTimeZone), *restored, qint64(deletes.size())};
}

} // namespace stevedore
