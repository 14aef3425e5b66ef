// SPDX-License-Identifier: GPL-3.0-or-later
// Sample first: some rows, then the remaining; and giving up what waits.
#include "transfer/engine_p.h"
#include "transfer/partplan.h"
#include "transfer/sendingplan.h"

namespace stevedore {

Result<void> Engine::startSample(ImportId id, std::shared_ptr<const CsvFile> file, const ModuleMeta& meta,
                                 const std::vector<HeldRow>& heldBack, RowCount rows)
{
    if (rows.value < 1)
        return fail(FailureKind::Usage, tr("A sample has at least one row."));
    return begin(id, std::move(file), meta, heldBack, rows);
}

ResendPlan Engine::price(const Mapping& mapping, const ModuleMeta& meta, RowCount rows) const
{
    return sendingPlan(rows, d->pace.mostRows, mapping, meta);
}

Result<void> Engine::sendRemaining(ImportId id)
{
    if (auto owner = checkOwner(); !owner)
        return owner;
    auto* import = d->find(id);
    if (!import || import->run.waiting.isEmpty())
        return fail(FailureKind::Usage, tr("No rows of import %1 wait to be sent.").arg(id.value));
    if (import->driver || import->preparing)
        return fail(FailureKind::Usage, tr("The import is still running. Wait until it has ended, then go on."));
    if (!import->run.isOver())
        return fail(
            FailureKind::Usage,
            tr("The sample is not through yet. Resume import %1 first, and look at its outcome.").arg(id.value));
    if (auto connected = checkConnection(import->run.record); !connected)
        return connected;
    import->preparing = true;
    import->run.failure.reset();
    import->run.holdUp(tr("Planning what to send."));
    notify(id);
    moduleMeta(import->run.record.module, this, [this, id](const Result<ModuleMeta>& meta) {
        auto* waiting = d->find(id);
        waiting->preparing = false;
        waiting->run.holdUp({});
        if (const auto planned = meta ? planRemaining(id, *meta) : fail(meta.error()); !planned) {
            waiting->run.failure = planned.error();
            Q_EMIT importChanged(id);
            // Not before the caller has this call's answer.
            QMetaObject::invokeMethod(
                this, [this, id] { Q_EMIT importResting(id); }, Qt::QueuedConnection);
            return;
        }
        prepare(id);
    });
    return {};
}

Result<void> Engine::planRemaining(ImportId id, const ModuleMeta& meta)
{
    // The mapping may have been changed after the sample.
    const auto map = mapping(id);
    if (!map)
        return fail(map.error());
    if (const QStringList problems = mappingProblems(*map, meta); !problems.isEmpty())
        return fail(FailureKind::Usage, problems.first());
    ImportRecord record = d->find(id)->run.record;
    record.state = ImportState::Running;
    record.failure.clear();
    record.endedAt = {};
    return planWaiting(id, record);
}

Result<void> Engine::planWaiting(ImportId id, const ImportRecord& record)
{
    ImportRun& run = d->find(id)->run;
    const int round = run.parts.empty() ? 1 : run.round() + 1;
    const auto stored =
        d->journal.addFirstParts(record, planParts(id, round, Route::Job, run.waiting, d->pace.mostRows), {}, {});
    if (!stored)
        return fail(stored.error());
    run.record = record;
    run.parts.insert(run.parts.end(), stored->begin(), stored->end());
    run.waiting = {};
    return {};
}

Result<void> Engine::cancel(ImportId id)
{
    auto* import = d->find(id);
    if (import && import->before) {
        import->before.reset();
        import->preparing = false;
        import->run.holdUp({});
        drive(id, fail(FailureKind::Cancelled, ImportDriver::stoppedByUser()));
    }
    const bool rests = import && !import->driver && !import->preparing;
    const bool waits = rests && import->run.isOver() && !import->run.waiting.isEmpty();
    // What could not be read before the first call can be left at any time: nothing of it is at the CRM.
    const bool unsent = rests && !import->run.isOver() && wantsBefore(id);
    if (!import || (!import->driver && !waits && !unsent))
        return fail(FailureKind::Usage, tr("This import is not running here. Resume it first, then stop it."));
    if (auto owner = checkOwner(); !owner)
        return owner;
    if (!import->run.waiting.isEmpty()) {
        // What waits becomes parts that are given up like those that were planned at once.
        ImportRecord record = import->run.record;
        record.state = ImportState::Stopped;
        record.failure = ImportDriver::stoppedByUser();
        if (auto planned = planWaiting(id, record); !planned)
            return planned;
    }
    if (!import->driver)
        drive(id, fail(FailureKind::Cancelled, ImportDriver::stoppedByUser()));
    import->driver->cancel();
    return {};
}

} // namespace stevedore
