// SPDX-License-Identifier: GPL-3.0-or-later
// Keeping what the CRM has before an import changes it, and undoing imports.
#include "base/text.h"
#include "transfer/engine_p.h"
#include "transfer/partplan.h"
#include "transfer/poolwork.h"
#include "transfer/sendingplan.h"
#include "transfer/undo/beforeimage.h"
#include "transfer/undo/undofile.h"

#include <QPointer>

#include <algorithm>

namespace stevedore {

namespace {

/// The CRM's clock is known to the second, and what is written takes a moment to be stamped.
constexpr int clockSeconds = 2;

struct Written
{
    std::vector<WrittenRecord> records;
    QSet<QString> kept; ///< ids in the before-image
};

QStringList idsOf(const std::vector<WrittenRecord>& records)
{
    QStringList ids;
    for (const WrittenRecord& record : records)
        if (!record.recordId.isEmpty())
            ids.append(record.recordId);
    ids.removeDuplicates();
    return ids;
}

/// Until when each part's rows were certainly written, in the CRM's time.
QHash<PartId, QDateTime> writtenUntil(const ImportRun& run, std::chrono::milliseconds ahead)
{
    QHash<PartId, QDateTime> out;
    for (const PartRecord& part : run.parts) {
        const QDateTime until = part.readyAt.isValid() ? part.readyAt : part.doneAt;
        out.insert(part.id, until.addMSecs(ahead.count()).addSecs(clockSeconds));
    }
    return out;
}

} // namespace

Result<void> Engine::setKeepBefore(ImportId id, bool keep)
{
    if (auto owner = checkOwner(); !owner)
        return owner;
    auto* import = d->find(id);
    if (!import || import->run.record.state != ImportState::Draft)
        return fail(FailureKind::Usage, tr("What an import overwrites can only be kept from its beginning."));
    ImportRecord record = import->run.record;
    if (record.beforeImage == BeforeImage::Kept) // an edited export brings it along
        return {};
    record.beforeImage = keep ? BeforeImage::Wanted : BeforeImage::None;
    if (auto stored = d->journal.updateImport(record); !stored)
        return stored;
    import->run.record = record;
    return {};
}

/// Whether there is a copy, also one that is about to be renewed.
BeforeImage Engine::imageAtHand(ImportId id) const
{
    const BeforeImage stored = d->find(id)->run.record.beforeImage;
    if (stored != BeforeImage::Wanted)
        return stored;
    return QFile::exists(beforeImagePath(d->home, id)) ? BeforeImage::Kept : BeforeImage::None;
}

Result<void> Engine::giveUpKeeping(ImportId id)
{
    if (auto owner = checkOwner(); !owner)
        return owner;
    auto* import = d->find(id);
    if (!import || import->driver || import->preparing || import->run.record.beforeImage != BeforeImage::Wanted)
        return fail(FailureKind::Usage, tr("This import does not wait for what the CRM has now."));
    ImportRecord record = import->run.record;
    record.beforeImage = imageAtHand(id);
    if (auto stored = d->journal.updateImport(record); !stored)
        return stored;
    import->run.record = record;
    return {};
}

bool Engine::wantsBefore(ImportId id) const
{
    return d->find(id)->run.record.beforeImage == BeforeImage::Wanted;
}

void Engine::readBefore(ImportId id, const std::shared_ptr<const PackSource>& source)
{
    auto* import = d->find(id);
    import->preparing = true;
    import->run.failure.reset();
    const auto file = RecordsFile::make(scratchFolder());
    if (!file) {
        beforeFailed(id, file.error());
        return;
    }
    const auto progress = [this, id](qint64 records, const QString& waitingFor) {
        const QString sentence =
            waitingFor.isEmpty() ? tr("Reading what the CRM has now, so that this import can be undone: %1 records so "
                                      "far. Nothing is sent before that.")
                                       .arg(grouped(records))
                                 : waitingFor;
        d->find(id)->run.holdUp(sentence);
        notify(id);
    };
    progress(0, {});
    import->before = std::make_unique<BulkReader>(d->readTools(), beforeImageRequest(source->mapping), *file);
    const auto done = [this, id, source, kept = *file](const Result<void>& read) {
        beforeRead(id, source, kept, read);
    };
    import->before->start(progress, done);
}

void Engine::beforeRead(ImportId id, const std::shared_ptr<const PackSource>& source,
                        const std::shared_ptr<RecordsFile>& file, const Result<void>& read)
{
    BulkReader* const reader = d->find(id)->before.get();
    if (!reader) // somebody paused it just now
        return;
    // It must not be deleted inside its own call.
    QMetaObject::invokeMethod(
        reader,
        [this, id, source, file, records = reader->records(), read] {
            read ? keepBefore(id, source, file, records) : beforeFailed(id, read.error());
        },
        Qt::QueuedConnection);
}

void Engine::keepBefore(ImportId id, const std::shared_ptr<const PackSource>& source,
                        const std::shared_ptr<RecordsFile>& file, qint64 records)
{
    runOnPool(
        d->pool, d->find(id)->before.get(),
        [this, id, file, records, path = beforeImagePath(d->home, id), scratch = scratchFolder(),
         closing = d->closing]() -> Result<void> {
            if (!QFile::exists(path))
                return file->keep(path, records, *closing);
            const auto changed = d->journal.rowsIn(id, {Fate::Updated});
            const auto now =
                changed ? file->open(records, *closing) : Result<std::shared_ptr<const CsvFile>>(fail(changed.error()));
            if (!now)
                return fail(now.error());
            QSet<QString> ids;
            for (const WrittenRow& row : *changed)
                ids.insert(row.recordId);
            return renewBeforeImage(path, *now, ids, scratch, *closing);
        },
        [this, id, source](const Result<void>& kept) {
            auto* import = d->find(id);
            ImportRecord record = import->run.record;
            record.beforeImage = BeforeImage::Kept;
            const auto stored = kept ? d->journal.updateImport(record) : kept;
            if (!stored) {
                beforeFailed(id, stored.error());
                return;
            }
            import->run.record = record;
            import->run.holdUp({});
            import->before.release()->deleteLater();
            drive(id, source);
        });
}

void Engine::beforeFailed(ImportId id, const Failure& failure)
{
    auto* import = d->find(id);
    const bool paused = failure.kind == FailureKind::Cancelled;
    if (import->before)
        import->before.release()->deleteLater();
    import->preparing = false;
    import->run.holdUp({});
    import->run.record.state = paused ? ImportState::Paused : ImportState::Stopped;
    if (!paused) {
        Failure told = failure;
        told.sentence = import->run.round() > 1
                            ? tr("What the CRM has now could not be read, so these updates could not be undone. None "
                                 "of them was sent. %1")
                                  .arg(failure.sentence)
                            : tr("What the CRM has now could not be read, so this import could not be undone. Nothing "
                                 "was sent. %1")
                                  .arg(failure.sentence);
        import->run.record.failure = told.sentence;
        import->run.failure = told;
    }
    (void)d->journal.updateImport(import->run.record);
    QMetaObject::invokeMethod(
        this,
        [this, id] {
            Q_EMIT importChanged(id);
            Q_EMIT importResting(id);
        },
        Qt::QueuedConnection);
}

void Engine::planUndo(ImportId id, QObject* context,
                      const std::function<void(qint64 records, const QString& waitingFor)>& progress,
                      const Callback<std::shared_ptr<const UndoPlan>>& callback)
{
    using Answer = Result<std::shared_ptr<const UndoPlan>>;
    const auto answer = [context = QPointer<QObject>(context), callback](const Answer& result) {
        if (context)
            callback(result);
    };
    const auto tell = [context = QPointer<QObject>(context), progress](qint64 records, const QString& waitingFor) {
        if (context)
            progress(records, waitingFor);
    };
    auto* import = d->find(id);
    const auto map = mapping(id);
    if (!import || !map || import->run.record.state == ImportState::Draft)
        return answer(fail(FailureKind::Usage, tr("There is nothing to undo.")));
    if (import->run.record.undoOf.value != 0)
        return answer(fail(FailureKind::Usage, tr("Import %1 is itself an undo and cannot be undone. Import the file "
                                                  "of import %2 again instead.")
                                                   .arg(id.value)
                                                   .arg(import->run.record.undoOf.value)));
    if (import->driver || import->preparing)
        return answer(fail(FailureKind::Usage, tr("The import is still running. Wait until it has ended.")));
    if (auto connected = checkConnection(import->run.record); !connected)
        return answer(fail(connected.error()));

    const QDateTime since = crmTime(import->run.record.startedAt, d->api.aheadOfUs());
    const QString keptFile = imageAtHand(id) == BeforeImage::Kept ? beforeImagePath(d->home, id) : QString();
    const auto plan = [this, id, answer, tell, since, module = map->module,
                       user = import->run.record.userId](const Result<Written>& written) {
        if (!written) {
            answer(fail(written.error()));
            return;
        }
        const quint64 number = ++d->lastStampReader;
        auto& reader = d->stampReaders[number] =
            std::make_unique<StampReader>(d->readTools(), scratchFolder(), module, idsOf(written->records), since);
        reader->start(tell, [this, id, answer, number, written = *written, user](const Result<RecordStamps>& stamps) {
            QMetaObject::invokeMethod(
                this, [this, number] { d->stampReaders.erase(number); }, Qt::QueuedConnection);
            if (!stamps)
                answer(fail(stamps.error()));
            else
                answer(std::make_shared<const UndoPlan>(
                    stevedore::planUndo(id, written.records, *stamps, user, written.kept)));
        });
    };
    runOnPool(
        d->pool, this,
        [this, id, keptFile, until = writtenUntil(import->run, d->api.aheadOfUs()), scratch = scratchFolder(),
         closing = d->closing]() -> Result<Written> {
            Written out;
            const auto rows = d->journal.rowsIn(id, {Fate::Added, Fate::Updated});
            if (!rows)
                return fail(rows.error());
            for (const WrittenRow& row : *rows)
                out.records.push_back({row.row, row.fate == Fate::Added, row.recordId, until.value(row.part)});
            if (keptFile.isEmpty())
                return out;
            const auto file = openBeforeImage(keptFile, scratch, *closing);
            const auto ids = file ? recordIds(*file) : Result<QSet<QString>>(fail(file.error()));
            if (!ids)
                return fail(ids.error());
            out.kept = *ids;
            return out;
        },
        plan);
}

void Engine::undo(const std::shared_ptr<const UndoPlan>& plan, bool changedToo, QObject* context,
                  const Callback<ImportId>& callback)
{
    const auto answer = [context = QPointer<QObject>(context), callback](const Result<ImportId>& result) {
        if (context)
            callback(result);
    };
    if (auto owner = checkOwner(); !owner)
        return answer(fail(owner.error()));
    const auto* undone = d->find(plan->import);
    if (auto connected = undone ? checkConnection(undone->run.record) : Result<void>(); !connected)
        return answer(fail(connected.error()));
    const UndoPlan whole = changedToo ? plan->withChanged() : *plan;
    const auto& deletes = whole.deletes;
    const auto& restores = whole.restores;
    if (deletes.empty() && restores.empty())
        return answer(fail(FailureKind::Usage, tr("There is nothing to undo.")));
    const auto original = mapping(plan->import);
    if (!original)
        return answer(fail(original.error()));
    moduleMeta(
        original->module, this,
        [this, plan, deletes, restores, original = *original, answer](const Result<ModuleMeta>& meta) {
            if (!meta) {
                answer(fail(meta.error()));
                return;
            }
            const QString path = QStringLiteral("%1/undo-of-%2-%3.csv")
                                     .arg(undoFolder())
                                     .arg(plan->import.value)
                                     .arg(d->clock.now().toUTC().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz")));
            runOnPool(
                d->pool, this,
                [path, deletes, restores, original, meta = *meta, kept = beforeImagePath(d->home, plan->import),
                 zone = crmTimeZone(), scratch = scratchFolder(), closing = d->closing]() -> Result<UndoFile> {
                    std::shared_ptr<const CsvFile> before;
                    if (!restores.empty()) {
                        const auto opened = openBeforeImage(kept, scratch, *closing);
                        if (!opened)
                            return fail(opened.error());
                        before = *opened;
                    }
                    return writeUndoFile(path, restores, deletes, before, original, meta, zone, scratch, *closing);
                },
                [this, plan, meta = *meta, answer](const Result<UndoFile>& file) {
                    answer(file ? startUndo(plan->import, *file, meta) : Result<ImportId>(fail(file.error())));
                });
        });
}

Result<ImportId> Engine::startUndo(ImportId undone, const UndoFile& file, const ModuleMeta& meta)
{
    auto id = createImport({file.file->path(), file.file->dialect(), file.file->fingerprint()});
    if (!id)
        return id;
    if (auto set = setMapping(*id, file.mapping, meta, file.file->knownRows()); !set) {
        (void)removeDraft(*id);
        return fail(set.error());
    }
    auto* import = d->find(*id);
    ImportRecord record = import->run.record;
    stampBeginning(record, file.file->knownRows());
    record.undoOf = undone;
    record.deleteFrom = file.deletes > 0 ? file.restores + 1 : 0;
    const Route route = sendingPlan(RowCount(file.restores), d->pace.mostRows, file.mapping, meta).cheaper;
    const RowSet rows = rowsWithout(file.file->knownRows(), {});
    const auto stored = d->journal.addFirstParts(record, planRound(record, 1, route, rows, d->pace.mostRows), {}, {});
    if (!stored) {
        (void)removeDraft(*id);
        return fail(stored.error());
    }
    import->run.record = record;
    import->run.parts.assign(stored->begin(), stored->end());
    if (const auto counts = d->journal.fateCounts(*id))
        import->run.fates = *counts;
    drive(*id, std::make_shared<const PackSource>(PackSource{file.file, file.mapping, meta, {}}));
    Q_EMIT importsListChanged();
    return *id;
}

} // namespace stevedore
