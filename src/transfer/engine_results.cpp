// SPDX-License-Identifier: GPL-3.0-or-later
// Fixes, outcomes and sending again.
#include "base/planted.h"
#include "transfer/engine_p.h"
#include "transfer/errortext.h"
#include "transfer/partplan.h"
#include "transfer/poolwork.h"
#include "transfer/sendingplan.h"
#include "transfer/senttry.h"
#include "transfer/verifier.h"

#include <algorithm>
#include <set>

namespace stevedore {

Fixes Engine::fixes(ImportId id) const
{
    Fixes out;
    if (const auto stored = d->journal.fixes(id)) {
        for (const FixRecord& fix : *stored)
            out.set({fix.row, fix.column, fix.value});
    }
    if (const auto rows = d->journal.leftOut(id))
        out.leftOut = QSet<RowNumber>(rows->begin(), rows->end());
    return out;
}

namespace {

std::vector<FixRecord> records(const std::vector<Fix>& fixes)
{
    std::vector<FixRecord> out;
    out.reserve(fixes.size());
    for (const Fix& fix : fixes)
        out.push_back({fix.row, fix.column, fix.value});
    return out;
}

/// Jobs that a mapping field's rows are grouped by: each code with each of its fields.
QList<CauseGroup> causesIn(const ErrorGroup& group)
{
    const QList<RowError> errors = parseErrors(group.errors);
    if (errors.isEmpty())
        return {CauseGroup{{}, {}, group.rows}};
    QList<CauseGroup> out;
    for (const RowError& error : errors) {
        if (error.fields.isEmpty())
            out.append({error.code, {}, group.rows});
        for (const QString& field : error.fields)
            out.append({error.code, field, group.rows});
    }
    return out;
}

bool belongsTo(const QString& errors, const CauseGroup& group)
{
    const QList<CauseGroup> causes = causesIn({errors, 0});
    return std::any_of(causes.begin(), causes.end(),
                       [&](const CauseGroup& c) { return c.code == group.code && c.field == group.field; });
}

} // namespace

Result<void> Engine::addFixes(ImportId id, const std::vector<Fix>& fixes)
{
    if (auto owner = checkOwner(); !owner)
        return owner;
    auto stored = d->journal.addFixes(id, records(fixes));
    if (stored)
        notify(id);
    return stored;
}

Result<void> Engine::removeFixes(ImportId id, const std::vector<Fix>& cells)
{
    if (auto owner = checkOwner(); !owner)
        return owner;
    auto stored = d->journal.removeFixes(id, records(cells));
    if (stored)
        notify(id);
    return stored;
}

Result<void> Engine::setLeftOut(ImportId id, const std::vector<RowNumber>& rows, bool leftOut)
{
    if (auto owner = checkOwner(); !owner)
        return owner;
    if (auto stored = d->journal.setLeftOut(id, rows, leftOut); !stored)
        return stored;
    auto* import = d->find(id);
    if (!import)
        return {};
    if (const auto counts = d->journal.fateCounts(id))
        import->run.fates = *counts;
    if (const auto waiting = d->journal.waitingRows(id))
        import->run.waiting = *waiting;
    notify(id);
    ImportRecord record = import->run.record;
    // The last row that waited may have gone.
    if (record.state != ImportState::Sampled || !import->run.waiting.isEmpty())
        return {};
    record.state = ImportState::Finished;
    if (auto stored = d->journal.updateImport(record); !stored)
        return stored;
    import->run.record = record;
    return {};
}

QList<CauseGroup> Engine::causes(ImportId id) const
{
    QList<CauseGroup> out;
    const auto groups = d->journal.errorGroups(id);
    if (!groups)
        return out;
    for (const ErrorGroup& group : *groups) {
        for (const CauseGroup& cause : causesIn(group)) {
            const auto same = std::find_if(out.begin(), out.end(), [&](const CauseGroup& c) {
                return c.code == cause.code && c.field == cause.field;
            });
            if (same == out.end())
                out.append(cause);
            else
                same->rows += cause.rows;
        }
    }
    std::stable_sort(out.begin(), out.end(), [](const CauseGroup& a, const CauseGroup& b) { return a.rows > b.rows; });
    return out;
}

Result<std::vector<RefusedRow>> Engine::refusedRows(ImportId id, const std::optional<CauseGroup>& group) const
{
    const auto rows = d->journal.openRows(id);
    if (!rows)
        return fail(rows.error());
    std::vector<RefusedRow> out;
    // Few different texts among many rows: judge each text once.
    QHash<QString, bool> judged;
    for (const OpenRow& row : *rows) {
        if (group) {
            auto it = judged.find(row.errors);
            if (it == judged.end())
                it = judged.insert(row.errors, belongsTo(row.errors, *group));
            if (!*it || (row.fate != Fate::Refused && row.fate != Fate::Unprocessed))
                continue;
        }
        out.push_back({row.row, row.fate, row.errors, row.ready});
    }
    return out;
}

Result<std::vector<RefusedRow>> Engine::rowsWith(ImportId id, Fate fate) const
{
    std::vector<RefusedRow> out;
    if (fate >= Fate::Refused && fate <= Fate::LeftOut) {
        auto rows = refusedRows(id, std::nullopt);
        if (rows)
            std::erase_if(*rows, [fate](const RefusedRow& row) { return row.fate != fate; });
        return rows;
    }
    const auto rows = d->journal.rowsIn(id, {fate});
    if (!rows)
        return fail(rows.error());
    for (const WrittenRow& row : *rows)
        out.push_back({row.row, row.fate, {}, false});
    return out;
}

Result<std::vector<WrittenRow>> Engine::writtenRows(ImportId id) const
{
    return d->journal.rowsIn(id, {Fate::Added, Fate::Updated});
}

QList<AttemptRecord> Engine::history(ImportId id, RowNumber row) const
{
    const auto attempts = d->journal.history(id, row);
    return attempts ? QList<AttemptRecord>(attempts->begin(), attempts->end()) : QList<AttemptRecord>();
}

void Engine::attemptValues(ImportId id, RowNumber row, const QList<AttemptRecord>& history, QObject* context,
                           const std::function<void(const QList<SentCells>&)>& callback) const
{
    std::vector<SentTry> tries;
    auto* import = d->find(id);
    for (const AttemptRecord& attempt : history) {
        SentTry& one = tries.emplace_back();
        const PartRecord* const part = import ? import->run.part(attempt.partId) : nullptr;
        if (!part)
            continue;
        one.part = *part;
        if (part->route == Route::Records)
            one.request = d->journal.lastEvidence(part->id, QStringLiteral("request"));
    }
    runOnPool(
        d->pool, context,
        [spool = d->spool, tries, row] {
            QList<SentCells> out;
            for (const SentTry& one : tries)
                out.append(sentCellsOf(spool, one, row));
            return out;
        },
        callback);
}

Guarantee Engine::guarantee(const Mapping& mapping, const ModuleMeta& meta)
{
    return guaranteeOf(mapping, meta);
}

Result<Verification> Engine::verify(ImportId id) const
{
    const auto* import = d->find(id);
    if (!import)
        return fail(FailureKind::Usage, tr("There is no import %1.").arg(id.value));
    return verifyImport(d->journal, d->spool, import->run);
}

QList<EventRecord> Engine::partEvents(ImportId import, PartId part) const
{
    const auto events = d->journal.events(import, part);
    return events ? QList<EventRecord>(events->begin(), events->end()) : QList<EventRecord>();
}

Result<ResendPlan> Engine::resendPlan(ImportId id, const std::vector<RowNumber>& rows, const QString& updateBy) const
{
    auto map = mapping(id);
    if (!map)
        return fail(map.error());
    if (!updateBy.isEmpty())
        map = updatingBy(*map, updateBy);
    RowCount count(qint64(rows.size()));
    if (rows.empty()) {
        const auto ready = d->journal.readyRows(id);
        if (!ready)
            return fail(ready.error());
        count = RowCount(qint64(ready->size()));
    }
    if (const auto meta = d->metas.constFind(map->module); meta != d->metas.constEnd())
        return sendingPlan(count, d->pace.mostRows, *map, *meta);
    return sendingPlan(count, d->pace.mostRows, tr("The fields of the module are not known yet."));
}

/// Updating by it is possible and certain: one record has the value, or none.
Result<void> Engine::checkUpdateBy(ImportId id, const QString& field) const
{
    const auto map = mapping(id);
    if (!map)
        return fail(map.error());
    const auto meta = d->metas.constFind(map->module);
    const Field* const known = meta == d->metas.constEnd() ? nullptr : meta->field(field);
    if (!known || !known->unique || !map->columnFor(field))
        return fail(FailureKind::Usage,
                    tr("Records cannot be found by “%1”: it has to be a unique field that a column is matched to.")
                        .arg(known ? known->label : field));
    return {};
}

/// Those of the rows that were refused because a record has their value of the field already.
Result<std::vector<RowNumber>> Engine::refusedForExisting(ImportId id, const std::vector<RowNumber>& rows,
                                                          const QString& field) const
{
    const auto refused = refusedRows(id, CauseGroup{QStringLiteral("DUPLICATE_DATA"), field, 0});
    if (!refused)
        return fail(refused.error());
    const std::set<RowNumber> wanted(rows.begin(), rows.end());
    std::vector<RowNumber> out;
    for (const RefusedRow& row : *refused)
        if (wanted.contains(row.row))
            out.push_back(row.row);
    return out;
}

bool Engine::canKeepBefore(ImportId id) const
{
    const auto* import = d->find(id);
    const auto map = mapping(id);
    if (!import || !map)
        return false;
    if (STEVEDORE_PLANTED_BUG("old-values-kept-late"))
        return true;
    // A copy that is made after an update would bring back what the update wrote.
    const ImportRun& run = import->run;
    if (run.fates.unknown > 0)
        return false;
    return run.record.beforeImage != BeforeImage::None ||
           (map->operation == Operation::Insert && run.fates.updated == 0);
}

Result<void> Engine::resend(ImportId id, const std::vector<RowNumber>& rows, Route route, const UpdateExisting& update)
{
    if (auto owner = checkOwner(); !owner)
        return owner;
    auto* import = d->find(id);
    if (!import || import->run.record.state == ImportState::Draft)
        return fail(FailureKind::Usage, tr("There is nothing to send again."));
    if (import->driver || import->preparing)
        return fail(FailureKind::Usage, tr("The import is still running. Wait until it has ended, then send again."));
    if (!import->run.isOver())
        return fail(FailureKind::Usage, tr("Some parts of the import have not been sent to their end. Go on with it or "
                                           "stop it, then send again."));
    if (auto connected = checkConnection(import->run.record); !connected)
        return connected;
    if (!update.by.isEmpty()) {
        if (auto possible = checkUpdateBy(id, update.by); !possible)
            return possible;
    }
    if (update.keepBefore && update.by.isEmpty())
        return fail(FailureKind::Usage, tr("What records have is kept where they are updated: say by which field they "
                                           "are found."));
    if (update.keepBefore && !canKeepBefore(id))
        return fail(FailureKind::Usage, tr("What the records have now cannot be kept any more: this import has changed "
                                           "some of them already, or may have."));
    const auto resendable = d->journal.resendableRows(id);
    auto wanted = rows.empty() ? d->journal.readyRows(id) : Result<std::vector<RowNumber>>(rows);
    if (STEVEDORE_PLANTED_BUG("correction-sends-all"))
        wanted = resendable;
    if (!update.by.isEmpty() && wanted)
        wanted = refusedForExisting(id, *wanted, update.by);
    if (!resendable || !wanted)
        return fail(resendable ? wanted.error() : resendable.error());
    std::vector<RowNumber> sorted = *wanted;
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    // A row that is in, in doubt or left out never goes again from here.
    std::vector<RowNumber> sending;
    std::set_intersection(sorted.begin(), sorted.end(), resendable->begin(), resendable->end(),
                          std::back_inserter(sending));
    if (STEVEDORE_PLANTED_BUG("rows-that-are-in-sent-again"))
        sending = sorted;
    if (sending.empty())
        return fail(
            FailureKind::Usage,
            tr("None of the rows can be sent again: they are in, in doubt, or left out, or nothing was changed."));

    const ImportRecord before = import->run.record;
    ImportRecord& record = import->run.record;
    record.state = ImportState::Running;
    record.failure.clear();
    record.endedAt = {};
    // Of an import that adds, the records are read anew for each round of updates. A wish that a stopped round left
    // behind ends here. Imports that update keep what was there before their first row.
    if (const auto map = mapping(id); map && map->operation == Operation::Insert)
        record.beforeImage = update.keepBefore ? BeforeImage::Wanted : imageAtHand(id);
    import->preparing = true;
    import->run.holdUp(tr("Planning what to send."));
    notify(id);
    auto planned = planRound(record, import->run.round() + 1, route, RowSet(sending), d->pace.mostRows);
    for (PartRecord& part : planned)
        part.updateBy = update.by;
    // Taking many single rows takes its time: not on this thread.
    runOnPool(
        d->pool, this, [this, record, planned] { return d->journal.addParts(record, planned, {}); },
        [this, id, before](const Result<std::vector<PartRecord>>& stored) { resendPlanned(id, before, stored); });
    return {};
}

void Engine::resendPlanned(ImportId id, const ImportRecord& before, const Result<std::vector<PartRecord>>& stored)
{
    auto* import = d->find(id);
    import->preparing = false;
    import->run.holdUp({});
    if (!stored) {
        import->run.record = before;
        import->run.failure = stored.error();
        Q_EMIT importChanged(id);
        Q_EMIT importResting(id);
        return;
    }
    import->run.parts.insert(import->run.parts.end(), stored->begin(), stored->end());
    if (const auto counts = d->journal.fateCounts(id))
        import->run.fates = *counts;
    prepare(id);
}

} // namespace stevedore
