// SPDX-License-Identifier: GPL-3.0-or-later
// The life of imports. Connections are in engine_connection.cpp, metadata is in engine_metadata.cpp, results are in
// engine_results.cpp, samples in engine_sample.cpp.
#include "transfer/engine.h"

#include "base/planted.h"
#include "transfer/engine_p.h"
#include "transfer/pacing.h"
#include "transfer/partplan.h"
#include "transfer/poolwork.h"
#include "transfer/sendingplan.h"
#include "transfer/unpackedsources.h"

#include <QDir>
#include <QFileInfo>
#include <QRandomGenerator>

#include <algorithm>

namespace stevedore {

Engine::Engine(const QString& home, Clock& clock, TokenStore& tokens)
    : d(std::make_unique<Private>(home, clock, tokens))
{
    qRegisterMetaType<ImportId>();
    d->exports.reset(new Exports({*this, d->api, d->journal, d->clock, d->home, [this] { return d->readTools(); },
                                  [this] { return checkOwner(); }}));
    connect(&d->api, &CrmApi::creditsLeft, this, [this](qint64 credits) {
        if (std::exchange(d->status.creditsLeft, credits) != credits)
            Q_EMIT connectionChanged();
    });
}

Engine::~Engine()
{
    *d->closing = true;
    for (auto& [id, import] : d->imports)
        import.driver.reset();
    d->dryRuns.clear();
    d->exports.reset();
    d->pool.waitForDone();
}

Result<void> Engine::open()
{
    if (auto opened = d->journal.open(d->home); !opened)
        return opened;
    if (auto made = d->spool.make(); !made)
        return made;
    if (auto made = QDir().mkpath(scratchFolder()); !made)
        return fail(FailureKind::Disk, tr("The folder %1 could not be made.").arg(scratchFolder()));
    const auto records = d->journal.imports();
    if (!records)
        return fail(records.error());
    for (const ImportRecord& record : *records) {
        const auto parts = d->journal.parts(record.id);
        const auto fates = d->journal.fateCounts(record.id);
        if (!parts || !fates)
            return fail(parts ? fates.error() : parts.error());
        ImportRun& run = d->imports[record.id].run;
        run.record = record;
        run.parts.assign(parts->begin(), parts->end());
        run.fates = *fates;
        const auto waiting = d->journal.waitingRows(record.id);
        if (!waiting)
            return fail(waiting.error());
        run.waiting = *waiting;
    }
    if (auto exports = d->exports->open(); !exports)
        return exports;
    d->opened = true;
    if (canSend()) {
        if (auto removed = removeHalfMadeUndos(); !removed)
            return removed;
        QStringList used;
        for (const ImportRecord& record : *records)
            used.append(record.sourcePath);
        removeUnusedSources(sourcesFolder(), used, d->clock.now());
    }
    return {};
}

/// Whoever is killed while an undo is made leaves an import that has not begun. Nobody may send it: as a plain import
/// it would write old values and know nothing of what is to be deleted.
Result<void> Engine::removeHalfMadeUndos()
{
    const QString folder = QFileInfo(undoFolder()).absoluteFilePath();
    for (auto at = d->imports.begin(); at != d->imports.end();) {
        const ImportRecord& record = at->second.run.record;
        if (record.state != ImportState::Draft || QFileInfo(record.sourcePath).absolutePath() != folder) {
            ++at;
            continue;
        }
        if (auto removed = d->journal.removeImport(record.id); !removed)
            return removed;
        at = d->imports.erase(at);
    }
    return {};
}

Exports& Engine::exports()
{
    return *d->exports;
}

const Exports& Engine::exports() const
{
    return *d->exports;
}

QString Engine::undoFolder() const
{
    return d->home + QStringLiteral("/undo");
}

bool Engine::canSend() const
{
    return d->opened && d->journal.isOwner();
}

QString Engine::ownerText() const
{
    return d->journal.ownerText();
}

void Engine::setAutoResume(bool on)
{
    d->autoResume = on;
}

void Engine::setPace(const Pace& pace)
{
    d->pace = pace;
}

const Pace& Engine::pace() const
{
    return d->pace;
}

QString Engine::home() const
{
    return d->home;
}

QString Engine::sourcesFolder() const
{
    return unpackedSourcesFolder(d->home);
}

QString Engine::scratchFolder() const
{
    return d->home + QStringLiteral("/scratch");
}

// -- imports

QList<ImportSnapshot> Engine::imports() const
{
    QList<ImportSnapshot> out;
    const QDateTime now = d->clock.now();
    for (auto it = d->imports.rbegin(); it != d->imports.rend(); ++it)
        out.append(it->second.run.snapshot(now));
    return out;
}

Result<ImportSnapshot> Engine::snapshot(ImportId id) const
{
    const auto* import = d->find(id);
    if (!import)
        return fail(FailureKind::Usage, tr("There is no import %1.").arg(id.value));
    return import->run.snapshot(d->clock.now());
}

std::optional<Failure> Engine::lastFailure(ImportId id) const
{
    const auto* import = d->find(id);
    return import ? import->run.failure : std::nullopt;
}

Result<void> Engine::checkOwner() const
{
    if (canSend())
        return {};
    if (const QString trouble = d->journal.lockTrouble(); !trouble.isEmpty())
        return fail(FailureKind::Disk,
                    tr("The folder %1 could not be locked: %2. Nothing goes out from it until that can be done.")
                        .arg(QDir::toNativeSeparators(d->home), trouble));
    return fail(FailureKind::Usage,
                tr("Imports of this folder are driven by %1; here they can only be looked at. Close it first.")
                    .arg(ownerText()));
}

Result<ImportId> Engine::createImport(const SourceRecord& source)
{
    if (auto owner = checkOwner(); !owner)
        return fail(owner.error());
    ImportRecord record;
    record.createdAt = d->clock.now();
    record.sourcePath = source.path;
    record.sourceJson = sourceToJson(source);
    auto id = d->journal.addImport(record);
    if (!id)
        return id;
    record.id = *id;
    d->imports[*id].run.record = record;
    Q_EMIT importsListChanged();
    return id;
}

Result<void> Engine::removeDraft(ImportId id)
{
    const auto* import = d->find(id);
    if (!import || import->run.record.state != ImportState::Draft)
        return fail(FailureKind::Usage, tr("Only an import that has not begun can be removed."));
    if (auto removed = d->journal.removeImport(id); !removed)
        return removed;
    d->imports.erase(id);
    Q_EMIT importsListChanged();
    return {};
}

Result<SourceRecord> Engine::source(ImportId id) const
{
    const auto* import = d->find(id);
    if (!import)
        return fail(FailureKind::Usage, tr("There is no import %1.").arg(id.value));
    return sourceFromJson(import->run.record.sourceJson, import->run.record.sourcePath);
}

Result<void> Engine::setSource(ImportId id, const SourceRecord& source)
{
    auto* import = d->find(id);
    if (!import || import->run.record.state != ImportState::Draft)
        return fail(FailureKind::Usage, tr("The file of an import that has begun cannot be changed."));
    ImportRecord record = import->run.record;
    record.sourcePath = source.path;
    record.sourceJson = sourceToJson(source);
    if (auto stored = d->journal.updateImport(record); !stored)
        return stored;
    import->run.record = record;
    return {};
}

Result<Mapping> Engine::mapping(ImportId id) const
{
    const auto* import = d->find(id);
    if (!import || import->run.record.mappingJson.isEmpty())
        return fail(FailureKind::Usage, tr("The import has no mapping yet."));
    return mappingFromJson(import->run.record.mappingJson, tr("the journal"));
}

Result<void> Engine::setMapping(ImportId id, const Mapping& mapping, const ModuleMeta& meta, RowCount rows)
{
    auto* import = d->find(id);
    // After a sample, all that was sent has its answer: nothing reads the old mapping any more.
    const bool sampled = import && import->run.record.state == ImportState::Sampled && !import->preparing;
    if (!import || (import->run.record.state != ImportState::Draft && !sampled))
        return fail(FailureKind::Usage, tr("The mapping of an import that has begun cannot be changed."));
    ImportRecord record = import->run.record;
    if (sampled && mapping.module != record.module)
        return fail(FailureKind::Usage,
                    tr("A sample of this file was sent to %1; the remaining rows go there, too.").arg(record.module));
    if (const QStringList problems = mappingProblems(mapping, meta); sampled && !problems.isEmpty())
        return fail(FailureKind::Usage, problems.first());
    record.module = mapping.module;
    record.moduleLabel = meta.module.plural;
    record.mappingJson = mappingToJson(mapping);
    if (!sampled)
        record.rowCount = rows.value;
    if (auto stored = d->journal.updateImport(record); !stored)
        return stored;
    import->run.record = record;
    return {};
}

Result<void> Engine::start(ImportId id, std::shared_ptr<const CsvFile> file, const ModuleMeta& meta,
                           const std::vector<HeldRow>& heldBack)
{
    return begin(id, std::move(file), meta, heldBack, std::nullopt);
}

Result<void> Engine::begin(ImportId id, std::shared_ptr<const CsvFile> file, const ModuleMeta& meta,
                           const std::vector<HeldRow>& heldBack, const std::optional<RowCount>& sample)
{
    if (auto owner = checkOwner(); !owner)
        return owner;
    auto* import = d->find(id);
    if (!import || import->run.record.state != ImportState::Draft)
        return fail(FailureKind::Usage, tr("This import has begun already."));
    if (d->status.state != ConnectionStatus::State::Ready)
        return fail(FailureKind::SignIn, tr("There is no connection to the CRM. Connect first."));
    const auto map = mapping(id);
    if (!map)
        return fail(map.error());
    if (const QStringList problems = mappingProblems(*map, meta); !problems.isEmpty())
        return fail(FailureKind::Usage, problems.first());
    if (auto same = file->unchanged(); !same)
        return same;

    const Fixes laid = fixes(id);
    std::vector<OutcomeRecord> held;
    std::vector<RowNumber> without;
    for (const auto& [row, code] : heldBack) {
        if (!laid.leftOut.contains(row))
            held.push_back({row, Fate::Refused, {}, code});
    }
    for (const RowNumber row : laid.leftOut)
        held.push_back({row, Fate::LeftOut, {}, {}});
    without.reserve(without.size() + held.size());
    for (const OutcomeRecord& outcome : held)
        without.push_back(outcome.row);
    std::sort(without.begin(), without.end());

    ImportRecord record = import->run.record;
    stampBeginning(record, file->knownRows());
    if (map->operation == Operation::Insert)
        record.beforeImage = BeforeImage::None;
    const RowSet rows = rowsWithout(RowCount(record.rowCount), without);
    if (rows.isEmpty() && held.empty())
        return fail(FailureKind::Source, tr("The file has no rows to send."));
    RowSet first = rows;
    Route route = Route::Job;
    RowSet waiting;
    if (sample) {
        const std::vector<RowNumber> chosen = rowsAtRandom(rows, sample->value, *QRandomGenerator::global());
        first = RowSet(chosen);
        waiting = rows.without(chosen);
    }
    if (sample || isSendBack(id))
        route = sendingPlan(first.count(), d->pace.mostRows, *map, meta).cheaper;
    const auto stored =
        d->journal.addFirstParts(record, planParts(id, 1, route, first, d->pace.mostRows), held, waiting);
    if (!stored)
        return fail(stored.error());
    import->run.record = record;
    import->run.parts.assign(stored->begin(), stored->end());
    import->run.waiting = waiting;
    if (const auto counts = d->journal.fateCounts(id))
        import->run.fates = *counts;
    drive(id, std::make_shared<const PackSource>(PackSource{std::move(file), *map, meta, laid}));
    Q_EMIT importsListChanged();
    return {};
}

void Engine::stampBeginning(ImportRecord& record, RowCount rows) const
{
    record.rowCount = rows.value;
    record.connection = d->status.connection.name;
    record.orgId = d->status.org.zgid;
    record.orgName = d->status.org.companyName;
    record.userId = d->status.user.id;
    record.userName = d->status.user.fullName;
    record.startedAt = d->clock.now();
    record.state = ImportState::Running;
}

void Engine::drive(ImportId id, const Result<std::shared_ptr<const PackSource>>& source)
{
    if (source && wantsBefore(id)) {
        readBefore(id, *source);
        return;
    }
    auto* import = d->find(id);
    import->preparing = false;
    import->run.failure.reset();
    const DriverTools tools{d->journal,
                            d->api,
                            d->clock,
                            d->spool,
                            d->pool,
                            d->gate,
                            d->status.org.zgid,
                            d->status.user.id,
                            d->pace,
                            [this, id] { return checkConnection(d->find(id)->run.record).has_value(); }};
    import->driver = std::make_unique<ImportDriver>(tools, import->run, source);
    ImportDriver* driver = import->driver.get();
    connect(driver, &ImportDriver::changed, this, [this, id] { notify(id); });
    connect(driver, &ImportDriver::partStageChanged, this,
            [this, id](const PartRecord& part) { Q_EMIT partStageChanged(id, part); });
    // Queued: the driver must not be deleted inside its own signal.
    connect(
        driver, &ImportDriver::resting, this, [this, id] { rested(id); }, Qt::QueuedConnection);
    driver->advance();
    notify(id);
}

void Engine::rested(ImportId id)
{
    auto* import = d->find(id);
    // It may have been told to go on before this was heard.
    if (!import || !import->driver || !import->driver->isResting())
        return;
    import->driver.reset();
    Q_EMIT importChanged(id);
    Q_EMIT importResting(id);
}

void Engine::notify(ImportId id)
{
    auto* import = d->find(id);
    if (!import || std::exchange(import->notifying, true))
        return;
    d->clock.callAfter(notifyEvery, this, [this, id] {
        if (auto* later = d->find(id)) {
            later->notifying = false;
            Q_EMIT importChanged(id);
        }
    });
}

Result<void> Engine::resume(ImportId id)
{
    if (auto owner = checkOwner(); !owner)
        return owner;
    auto* import = d->find(id);
    if (!import)
        return fail(FailureKind::Usage, tr("There is no import %1.").arg(id.value));
    if (import->run.record.state == ImportState::Draft)
        return fail(FailureKind::Usage, tr("Import %1 has not begun yet.").arg(id.value));
    if (auto connected = checkConnection(import->run.record); !connected)
        return connected;
    if (import->preparing)
        return {};
    // A part that is being stored looks as if it were at its end.
    const bool over =
        import->run.isOver() && !import->run.hasUnruledDoubt() && (!import->driver || import->driver->isResting());
    ImportRecord record = import->run.record;
    record.state = over ? import->run.endState() : ImportState::Running;
    record.failure.clear();
    if (auto stored = d->journal.updateImport(record); !stored)
        return stored;
    import->run.record = record;
    if (over) {
        import->driver.reset();
        notify(id);
        QMetaObject::invokeMethod(
            this, [this, id] { Q_EMIT importResting(id); }, Qt::QueuedConnection);
        return {};
    }
    if (import->driver) {
        import->run.failure.reset();
        import->driver->goOn();
        notify(id);
        return {};
    }
    prepare(id);
    return {};
}

void Engine::prepare(ImportId id)
{
    auto* import = d->find(id);
    if (std::exchange(import->preparing, true))
        return;
    import->run.holdUp(tr("Reading the file again."));
    notify(id);
    moduleMeta(import->run.record.module, this, [this, id](const Result<ModuleMeta>& meta) {
        auto* waiting = d->find(id);
        const auto map = mapping(id);
        const auto from = source(id);
        if (!meta || !map || !from) {
            const Failure failure = !meta ? meta.error() : !map ? map.error() : from.error();
            waiting->preparing = false;
            waiting->run.holdUp({});
            waiting->run.failure = failure;
            waiting->run.record.state = ImportState::Stopped;
            waiting->run.record.failure = failure.sentence;
            (void)d->journal.updateImport(waiting->run.record);
            Q_EMIT importChanged(id);
            Q_EMIT importResting(id);
            return;
        }
        const auto laid = fixes(id);
        runOnPool(
            d->pool, this,
            [from = *from, rows = RowCount(waiting->run.record.rowCount), scratch = scratchFolder(),
             closing = d->closing] { return reopenSource(from, rows, scratch, *closing); },
            [this, id, map = *map, meta = *meta, laid](const Result<std::shared_ptr<const CsvFile>>& file) {
                if (file)
                    drive(id, std::make_shared<const PackSource>(PackSource{*file, map, meta, laid}));
                else
                    drive(id, fail(file.error()));
            });
    });
}

Result<void> Engine::pause(ImportId id)
{
    auto* import = d->find(id);
    if (import && import->before) {
        beforeFailed(id, {FailureKind::Cancelled, {}, {}, {}});
        return {};
    }
    if (!import || !import->driver)
        return fail(FailureKind::Usage, tr("This import is not running here."));
    import->driver->pause();
    return {};
}

} // namespace stevedore
