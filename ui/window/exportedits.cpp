// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/exportedits.h"

#include "base/text.h"
#include "transfer/poolwork.h"

#include <QThreadPool>

namespace stevedore::ui {

ExportEdits::ExportEdits(Engine& engine, QObject* parent) : QObject(parent), m_engine(engine), m_corrections(engine)
{
    connect(&m_corrections, &Corrections::changed, this, &ExportEdits::changed);
    connect(&m_corrections, &Corrections::failed, this, &ExportEdits::failed);
}

bool ExportEdits::isOne(const ImportSnapshot& import, const QList<ExportSnapshot>& exports)
{
    return import.record.state == ImportState::Draft && import.record.module.isEmpty() &&
           std::any_of(exports.begin(), exports.end(),
                       [&](const ExportSnapshot& one) { return one.record.targetPath == import.record.sourcePath; });
}

void ExportEdits::open(const ExportRecord& record, const std::shared_ptr<const CsvFile>& file)
{
    close();
    m_record = record;
    m_file = file;
    const QList<ImportSnapshot> imports = m_engine.imports();
    for (const ImportSnapshot& import : imports) {
        if (import.record.state != ImportState::Draft || !import.record.module.isEmpty() ||
            import.record.sourcePath != record.targetPath)
            continue;
        // Changes of another file of the same name do not fit this one.
        const auto source = m_engine.source(import.record.id);
        if (!source || !(source->fingerprint == file->fingerprint()))
            continue;
        m_draft = import.record.id;
        m_corrections.load(*m_draft);
        break;
    }
    Q_EMIT changed();
}

void ExportEdits::close()
{
    m_corrections.clear();
    m_draft.reset();
    m_file.reset();
    m_record = {};
}

qint64 ExportEdits::cells() const
{
    qint64 count = 0;
    for (const auto& cells : m_corrections.fixes().cells)
        count += cells.size();
    return count;
}

bool ExportEdits::ensureDraft()
{
    if (m_draft)
        return true;
    const auto id = m_engine.createImport({m_file->path(), m_file->dialect(), m_file->fingerprint()});
    if (!id) {
        Q_EMIT failed(id.error().sentence);
        return false;
    }
    m_draft = *id;
    m_corrections.load(*id);
    return true;
}

void ExportEdits::edit(RowNumber row, int column, const QString& value)
{
    if (!m_file || !ensureDraft())
        return;
    m_corrections.change(
        {{row, column, value}},
        tr("Row %1, %2: “%3”").arg(grouped(row), m_file->columns().value(column), shownValue(value, 40)));
}

void ExportEdits::sendBack(const ExportRequest& request, const ModuleMeta& meta, QObject* context,
                           const std::function<void(const Result<ImportId>&)>& done)
{
    if (auto kept = m_file ? m_corrections.flush() : fail(FailureKind::Usage, tr("The file is not open any more."));
        !kept) {
        done(fail(kept.error()));
        return;
    }
    const SendBackSource source{
        m_file, request, request.file.safe, m_corrections.fixes(), meta, m_engine.crmTimeZone()};
    runOnPool(
        *QThreadPool::globalInstance(), context,
        [source, folder = m_engine.sourcesFolder(), cancel = m_cancel] {
            return writeSendBack(source, folder, *cancel);
        },
        [this, meta, done, draft = m_draft, sent = source.edits](const Result<SendBack>& back) {
            const auto id = back ? m_engine.createSendBack(*back, meta) : fail(back.error());
            // Only what is in the import now goes away: another file may be open, or something changed again.
            if (id && draft && draft == m_draft && sent == m_corrections.fixes()) {
                m_corrections.clear();
                m_draft.reset();
                (void)m_engine.removeDraft(*draft);
                Q_EMIT changed();
            }
            done(id);
        });
}

} // namespace stevedore::ui
