// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/undo/undofile.h"

#include "base/durablefile.h"
#include "csv/csvwriter.h"
#include "transfer/undo/beforeimage.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace stevedore {

namespace {

/// Columns before the fields: what is done, the import's row, the record.
constexpr int leading = 3;
constexpr std::size_t blockBytes = std::size_t(1) << 20;

QString tr(const char* text)
{
    return QCoreApplication::translate("UndoFile", text);
}

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

Mapping undoMapping(const Mapping& original, const QStringList& header, const ModuleMeta& meta)
{
    Mapping mapping;
    mapping.module = original.module;
    mapping.operation = Operation::Update;
    mapping.findBy = QStringLiteral("id");
    mapping.eraseEmpty = true;
    for (qsizetype i = 0; i < header.size(); ++i) {
        ColumnMapping column;
        column.column = int(i);
        column.header = header[i];
        if (i >= leading - 1) {
            column.field = i == leading - 1 ? QStringLiteral("id") : header[i];
            column.match = MatchKind::Exact;
            column.conversion.trim = false;
            const Field* field = meta.field(column.field);
            if (field && (field->type == FieldType::Lookup || field->type == FieldType::Owner))
                column.findBy = QStringLiteral("id");
        }
        mapping.columns.push_back(column);
    }
    return mapping;
}

class UndoWriter
{
public:
    UndoWriter(DurableFile& file, const QStringList& header) : m_file(file), m_csv(m_text)
    {
        m_csv.row(header);
        m_fields = header.size() - leading;
    }

    void begin(const char* what, const UndoRow& row)
    {
        m_csv.cell(std::string_view(what));
        m_csv.cell(QString::number(row.row.value));
        m_csv.cell(row.recordId);
    }
    void oldValues(const RowView& record, const OldFields& old)
    {
        for (const std::size_t column : old.columns)
            m_csv.cell(record.cells[column]);
    }
    void noValues()
    {
        for (qsizetype i = 0; i < m_fields; ++i)
            m_csv.cell(std::string_view());
    }
    Result<void> end()
    {
        m_csv.endRow();
        return m_text.size() < blockBytes ? Result<void>() : flush();
    }
    Result<void> flush()
    {
        auto written = m_file.write(QByteArrayView(m_text.data(), qsizetype(m_text.size())));
        m_text.clear();
        return written;
    }

private:
    DurableFile& m_file;
    std::string m_text;
    CsvWriter m_csv;
    qsizetype m_fields = 0;
};

/// In the order of the kept file, which is read once. How many were found in it.
Result<qint64> writeRestores(UndoWriter& out, const std::vector<UndoRow>& restores,
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
        out.begin("restore", *at);
        out.oldValues(*record, old);
        if (auto done = out.end(); !done)
            return fail(done.error());
        wanted.erase(at);
        ++written;
    }
    if (reader.failure())
        return fail(*reader.failure());
    if (!wanted.isEmpty())
        return fail(FailureKind::Source, tr("The kept copy of the CRM's records was changed: %1 of them are not in it "
                                            "any more. Nothing was undone.")
                                             .arg(wanted.size()));
    return written;
}

} // namespace

Result<UndoFile> writeUndoFile(const QString& path, const std::vector<UndoRow>& restores,
                               const std::vector<UndoRow>& deletes, const std::shared_ptr<const CsvFile>& before,
                               const Mapping& original, const ModuleMeta& meta, const QString& scratchFolder,
                               const CancelFlag& cancel)
{
    if (auto folder = makePrivateFolder(QFileInfo(path).absolutePath()); !folder)
        return fail(folder.error());
    const OldFields old = restores.empty() ? OldFields() : oldFields(before, original);
    const QStringList header =
        QStringList{QStringLiteral("Undo"), QStringLiteral("Row"), QStringLiteral("Record id")} + old.names;
    DurableFile file(path);
    if (auto opened = file.open(); !opened)
        return fail(opened.error());
    UndoWriter out(file, header);
    const auto restored = writeRestores(out, restores, before, old);
    if (!restored)
        return fail(restored.error());
    for (const UndoRow& row : deletes) {
        out.begin("delete", row);
        out.noValues();
        if (auto done = out.end(); !done)
            return fail(done.error());
    }
    if (auto done = out.flush(); !done)
        return fail(done.error());
    if (auto done = file.commit(); !done)
        return fail(done.error());
    auto opened = openBeforeImage(path, scratchFolder, cancel);
    if (!opened)
        return fail(opened.error());
    return UndoFile{*opened, undoMapping(original, header, meta), *restored, qint64(deletes.size())};
}

} // namespace stevedore
