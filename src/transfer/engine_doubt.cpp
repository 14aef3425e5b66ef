// SPDX-License-Identifier: GPL-3.0-or-later
// Answers about parts in doubt. "They are there" is not taken on trust: the rows are looked for.
#include "base/planted.h"
#include "crm/jsonvalue.h"
#include "transfer/engine_p.h"
#include "transfer/join/foundrows.h"
#include "transfer/poolwork.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace stevedore {

namespace {

/// Texts come back as they were sent; what the CRM writes in its own form proves nothing.
bool comesBack(const Field& field)
{
    return field.type == FieldType::Text || field.type == FieldType::Email;
}

QStringList comparableFields(const QStringList& sent, const ModuleMeta& meta)
{
    QStringList out;
    for (const QString& name : sent) {
        const Field* field = meta.field(name);
        if (field && comesBack(*field) && !out.contains(name) && out.size() < 40)
            out.append(name);
    }
    return out;
}

struct SentRowsByKey
{
    QStringList fields;
    std::vector<SentKey> rows;
};

/// Of a part that went as a file.
Result<SentRowsByKey> sentInFile(const Spool& spool, const PartRecord& part, const std::vector<RowNumber>& rows,
                                 const ModuleMeta& meta)
{
    const auto values = spool.sentValues(part, rows, meta);
    if (!values)
        return fail(values.error());
    QStringList names;
    for (const Field& field : values->fields)
        names.append(field.apiName);
    SentRowsByKey out{comparableFields(names, meta), {}};
    for (const auto& [row, cells] : values->rows) {
        QStringList mine;
        for (const QString& name : out.fields)
            mine.append(QString::fromStdString(cells[std::size_t(names.indexOf(name))]));
        out.rows.push_back({row, foundKey(mine)});
    }
    return out;
}

/// Of a part that went as records: from the request that was kept.
Result<SentRowsByKey> sentInCall(const QByteArray& request, const std::vector<RowNumber>& rows, const ModuleMeta& meta)
{
    const QJsonArray records = QJsonDocument::fromJson(request).object().value(QLatin1String("data")).toArray();
    if (std::size_t(records.size()) != rows.size())
        return fail(FailureKind::Journal, Engine::tr("The request with these rows was not kept."));
    QStringList names;
    for (const auto& record : records)
        names += record.toObject().keys();
    SentRowsByKey out{comparableFields(names, meta), {}};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        QStringList mine;
        for (const QString& name : out.fields)
            mine.append(textOf(records[qsizetype(i)][name]));
        out.rows.push_back({rows[i], foundKey(mine)});
    }
    return out;
}

} // namespace

struct Engine::DoubtWork
{
    PartId part;
    ImportId import;
    DoubtCase doubt;
    std::vector<RowNumber> unknown;
    SentRowsByKey sent;
    PartStage stage = PartStage::Doubt; ///< of the part when it was asked
    Callback<qint64> callback;
};

void Engine::answerDoubt(PartId part, bool isThere, QObject* context, const Callback<qint64>& callback)
{
    const auto refuse = [&](const Failure& failure) { callback(fail(failure)); };
    if (auto owner = checkOwner(); !owner)
        return refuse(owner.error());
    for (auto& [id, import] : d->imports) {
        const PartRecord* found = import.run.part(part);
        if (!found)
            continue;
        if (found->unknown == 0)
            return refuse({FailureKind::Usage, tr("This part is not in doubt: there is nothing to answer."), {}, {}});
        if (d->answering.contains(part) && !STEVEDORE_PLANTED_BUG("two-answers-at-once"))
            return refuse({FailureKind::Usage, tr("The CRM is being asked about these rows already."), {}, {}});
        const auto open = d->journal.openRows(id);
        const auto rows = RowSet::decoded(found->rows);
        if (!open || !rows)
            return refuse({FailureKind::Journal, tr("The rows of a part cannot be read from the journal."), {}, {}});
        // A part of which some rows are known keeps those; only rows in doubt are answered for.
        std::vector<RowNumber> unknown;
        for (const OpenRow& row : *open) {
            if (row.fate == Fate::Unknown && rows->contains(row.row))
                unknown.push_back(row.row);
        }
        if (auto noted = d->journal.addEvent({0, d->clock.now(), 0, id, part, QStringLiteral("answer"),
                                              isThere ? QStringLiteral("there") : QStringLiteral("absent")});
            !noted)
            return refuse(noted.error());
        if (!isThere) {
            callback(takeAbsent(id, part, unknown));
            return;
        }
        d->answering.insert(part);
        const auto done = [this, part, context = QPointer<QObject>(context), callback](const Result<qint64>& left) {
            d->answering.remove(part);
            if (context)
                callback(left);
        };
        lookForRows(id, part, unknown, done);
        return;
    }
    refuse({FailureKind::Usage, tr("There is no such part."), {}, {}});
}

Result<qint64> Engine::takeAbsent(ImportId id, PartId part, const std::vector<RowNumber>& rows)
{
    std::vector<OutcomeRecord> outcomes;
    outcomes.reserve(rows.size());
    for (const RowNumber row : rows)
        outcomes.push_back({row, Fate::Unprocessed, {}, {}});
    PartRecord answered = *d->find(id)->run.part(part);
    // Counted anew: an answer before may have been stored in part only.
    answered.unknown = qint64(rows.size());
    answered.unprocessed = answered.rowCount - answered.added - answered.updated - answered.skipped - answered.refused -
                           answered.deleted - answered.unknown;
    answered.stage = answered.unknown + answered.unprocessed == answered.rowCount ? PartStage::Failed : PartStage::Done;
    answered.failure = tr("By your answer the CRM does not have these rows; they may be sent again.");
    return settleAnswer(id, answered, outcomes);
}

Result<qint64> Engine::settleAnswer(ImportId id, PartRecord part, const std::vector<OutcomeRecord>& outcomes)
{
    for (const OutcomeRecord& outcome : outcomes) {
        --part.unknown;
        ++(outcome.fate == Fate::Added ? part.added : outcome.fate == Fate::Updated ? part.updated : part.unprocessed);
    }
    if (auto stored = d->journal.storeOutcomes(part, outcomes); !stored)
        return fail(stored.error());
    auto* import = d->find(id);
    *import->run.part(part.id) = part;
    if (const auto counts = d->journal.fateCounts(id))
        import->run.fates = *counts;
    Q_EMIT partStageChanged(id, part);
    notify(id);
    return part.unknown;
}

void Engine::lookForRows(ImportId id, PartId part, const std::vector<RowNumber>& rows, const Callback<qint64>& callback)
{
    ImportRun& run = d->find(id)->run;
    if (auto connected = checkConnection(run.record); !connected) {
        callback(fail(connected.error()));
        return;
    }
    const auto map = mapping(id);
    if (!map) {
        callback(fail(map.error()));
        return;
    }
    const PartRecord& record = *run.part(part);
    auto work = std::make_shared<DoubtWork>();
    work->part = part;
    work->import = id;
    work->unknown = rows;
    work->stage = record.stage;
    work->callback = callback;
    // Records that were updated are older than the part.
    work->doubt.operation = record.updateBy.isEmpty() ? map->operation : Operation::Update;
    work->doubt.module = map->module;
    work->doubt.userId = d->status.user.id;
    // One that was sent again may have been taken the first time.
    work->doubt.since = crmTime(run.firstOf(record).intentAt, d->api.aheadOfUs());
    moduleMeta(map->module, this, [this, work, record](const Result<ModuleMeta>& meta) {
        if (!meta) {
            work->callback(fail(meta.error()));
            return;
        }
        const QByteArray request = d->journal.lastEvidence(work->part, QStringLiteral("request"));
        const auto all = RowSet::decoded(record.rows).value_or(RowSet()).rows();
        runOnPool(
            d->pool, this,
            [spool = d->spool, record, rows = work->unknown, all, request, meta = *meta] {
                return record.route == Route::Job ? sentInFile(spool, record, rows, meta)
                                                  : sentInCall(request, all, meta);
            },
            [this, work](const Result<SentRowsByKey>& sent) {
                if (!sent) {
                    work->callback(fail(sent.error()));
                    return;
                }
                work->sent = *sent;
                readFound(work);
            });
    });
}

void Engine::readFound(const std::shared_ptr<DoubtWork>& work)
{
    d->settler.changedSince(work->doubt, work->sent.fields, [this, work](const Result<QList<QJsonObject>>& records) {
        if (!records) {
            work->callback(fail(records.error()));
            return;
        }
        std::vector<FoundRecord> found;
        for (const QJsonObject& record : *records) {
            const QString id = idOf(record.value(QLatin1String("id")));
            if (id.isEmpty())
                continue;
            QStringList values;
            for (const QString& field : work->sent.fields)
                values.append(textOf(record.value(field)));
            const auto made = QDateTime::fromString(textOf(record.value(QLatin1String("Created_Time"))), Qt::ISODate);
            // An insert makes records and nothing else; an upsert may have found them there.
            const bool isNew =
                work->doubt.operation == Operation::Insert || !made.isValid() || made >= work->doubt.since;
            found.push_back({id, foundKey(values), isNew ? Fate::Added : Fate::Updated});
        }
        // Without a value to compare, nothing is certain.
        const auto outcomes =
            work->sent.fields.isEmpty() ? std::vector<OutcomeRecord>() : rowsFound(work->sent.rows, found);
        PartRecord part = *d->find(work->import)->run.part(work->part);
        if (part.stage != work->stage || part.unknown == 0) {
            work->callback(
                fail(FailureKind::Usage, tr("These rows went on while the CRM was asked. Look at them again.")));
            return;
        }
        part.unknown = qint64(work->unknown.size());
        const qint64 left = qint64(work->unknown.size()) - qint64(outcomes.size());
        part.stage = left == 0 ? PartStage::Done : part.stage;
        part.failure = left == 0 ? tr("By your answer the CRM has these rows; they were found there.") : part.failure;
        part.found = left == 0
                         ? QString()
                         : tr("%1 of these rows were found in the CRM by their values, %2 were not. Those are still "
                              "in doubt: look for them, and say whether they are there.")
                               .arg(outcomes.size())
                               .arg(left);
        work->callback(settleAnswer(work->import, part, outcomes));
    });
}

} // namespace stevedore
