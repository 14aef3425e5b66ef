// SPDX-License-Identifier: GPL-3.0-or-later
// Imports and parts. Fates are in fates.cpp, fixes in fixstore.cpp, rows that wait in waiting.cpp.
#include "journal/journal.h"

#include "base/durablefile.h"
#include "journal/database.h"
#include "journal/soundness.h"
#include "journal/steps.h"
#include "journal/values.h"

#include <QCoreApplication>

namespace stevedore {

namespace {

struct JournalText
{
    Q_DECLARE_TR_FUNCTIONS(Journal)
};

const QString importColumns = QStringLiteral(
    "created_at, started_at, ended_at, source_path, source_json, row_count, module, module_label, mapping_json, "
    "connection, org_id, org_name, state, failure, user_id, user_name, undo_of, delete_from, "
    "before_image");

QVariantList importValues(const ImportRecord& r)
{
    return {stamp(r.createdAt), stamp(r.startedAt), stamp(r.endedAt),    text(r.sourcePath),  blob(r.sourceJson),
            r.rowCount,         text(r.module),     text(r.moduleLabel), blob(r.mappingJson), text(r.connection),
            text(r.orgId),      text(r.orgName),    int(r.state),        text(r.failure),     text(r.userId),
            text(r.userName),   r.undoOf.value,     r.deleteFrom,        int(r.beforeImage)};
}

ImportRecord importFrom(const QSqlQuery& q)
{
    ImportRecord r;
    int i = 0;
    r.id = ImportId(q.value(i++).toLongLong());
    r.createdAt = time(q.value(i++));
    r.startedAt = time(q.value(i++));
    r.endedAt = time(q.value(i++));
    r.sourcePath = q.value(i++).toString();
    r.sourceJson = q.value(i++).toByteArray();
    r.rowCount = q.value(i++).toLongLong();
    r.module = q.value(i++).toString();
    r.moduleLabel = q.value(i++).toString();
    r.mappingJson = q.value(i++).toByteArray();
    r.connection = q.value(i++).toString();
    r.orgId = q.value(i++).toString();
    r.orgName = q.value(i++).toString();
    r.state = ImportState(q.value(i++).toInt());
    r.failure = q.value(i++).toString();
    r.userId = q.value(i++).toString();
    r.userName = q.value(i++).toString();
    r.undoOf = ImportId(q.value(i++).toLongLong());
    r.deleteFrom = q.value(i++).toLongLong();
    r.beforeImage = BeforeImage(q.value(i++).toInt());
    return r;
}

const QString partColumns =
    QStringLiteral("import, round, number, rows, row_count, route, stage, zip_name, zip_sha256, zip_bytes, csv_name, "
                   "file_id, job_id, download_url, "
                   "result_name, attempts, added, updated, skipped, refused, unprocessed, unknown, credits, failure, "
                   "packed_from, packed_at, "
                   "upload_from, uploaded_at, intent_at, created_at, working_at, ready_at, done_at, "
                   "polls, poll_at, repeat_of, found, result_sha256, deleted, update_by");

PartRecord partFrom(const QSqlQuery& q)
{
    PartRecord r;
    int i = 0;
    const auto next = [&] { return q.value(i++); };
    r.id = PartId(next().toLongLong());
    r.import = ImportId(next().toLongLong());
    r.round = next().toInt();
    r.number = next().toInt();
    r.rows = next().toByteArray();
    r.rowCount = next().toLongLong();
    r.route = Route(next().toInt());
    r.stage = PartStage(next().toInt());
    r.zipName = next().toString();
    r.zipSha256 = next().toByteArray();
    r.zipBytes = next().toLongLong();
    for (QString* s : {&r.csvName, &r.fileId, &r.jobId, &r.downloadUrl, &r.resultName})
        *s = next().toString();
    r.attempts = next().toInt();
    for (qint64* n : {&r.added, &r.updated, &r.skipped, &r.refused, &r.unprocessed, &r.unknown})
        *n = next().toLongLong();
    r.credits = next().toInt();
    r.failure = next().toString();
    for (QDateTime* t : {&r.packedFrom, &r.packedAt, &r.uploadFrom, &r.uploadedAt, &r.intentAt, &r.createdAt,
                         &r.workingAt, &r.readyAt, &r.doneAt})
        *t = time(next());
    r.polls = next().toInt();
    r.pollAt = time(next());
    r.repeatOf = PartId(next().toLongLong());
    r.found = next().toString();
    r.resultSha256 = next().toByteArray();
    r.deleted = next().toLongLong();
    r.updateBy = next().toString();
    return r;
}

QVariantList partValues(const PartRecord& r)
{
    QVariantList out{r.import.value, r.round,      r.number,        blob(r.rows),      r.rowCount,
                     int(r.route),   int(r.stage), text(r.zipName), blob(r.zipSha256), r.zipBytes};
    for (const QString& s : {r.csvName, r.fileId, r.jobId, r.downloadUrl, r.resultName})
        out.append(text(s));
    out.append(r.attempts);
    for (const qint64 n : {r.added, r.updated, r.skipped, r.refused, r.unprocessed, r.unknown})
        out.append(n);
    out.append(r.credits);
    out.append(text(r.failure));
    for (const QDateTime& t : {r.packedFrom, r.packedAt, r.uploadFrom, r.uploadedAt, r.intentAt, r.createdAt,
                               r.workingAt, r.readyAt, r.doneAt})
        out.append(stamp(t));
    out.append(
        {r.polls, stamp(r.pollAt), r.repeatOf.value, text(r.found), blob(r.resultSha256), r.deleted, text(r.updateBy)});
    return out;
}

QString stageText(const PartRecord& part)
{
    QString out = QStringLiteral("stage %1").arg(int(part.stage));
    for (const auto& [name, value] : {std::pair{"file", part.fileId}, {"job", part.jobId}}) {
        if (!value.isEmpty())
            out += QStringLiteral(" %1 %2").arg(QLatin1String(name), value);
    }
    return out;
}

Result<void> updateImportIn(Database& db, const ImportRecord& record)
{
    QVariantList values = importValues(record);
    values.append(record.id.value);
    auto query = db.run(
        QStringLiteral("update import set ") + assignments(importColumns) + QStringLiteral(" where id = ?"), values);
    if (!query)
        return fail(query.error());
    return {};
}

} // namespace

Result<void> updatePartIn(Database& db, const PartRecord& part)
{
    QVariantList values = partValues(part);
    values.append(part.id.value);
    static const QString sql =
        QStringLiteral("update part set ") + assignments(partColumns) + QStringLiteral(" where id = ?");
    auto done = db.run(sql, values);
    if (!done)
        return fail(done.error());
    return appendEventIn(db, {0, {}, 0, part.import, part.id, QStringLiteral("stage"), stageText(part)});
}

Result<void> addPartsIn(Database& db, std::vector<PartRecord>& parts)
{
    for (PartRecord& part : parts) {
        const QVariantList values = partValues(part);
        auto query = db.run(QStringLiteral("insert into part (") + partColumns + QStringLiteral(") values (") +
                                placeholders(values.size()) + QStringLiteral(")"),
                            values);
        if (!query)
            return fail(query.error());
        part.id = PartId(query->lastInsertId().toLongLong());
    }
    return {};
}

Result<void> insertPartsIn(Database& db, const ImportRecord& import, std::vector<PartRecord>& parts)
{
    if (auto updated = updateImportIn(db, import); !updated)
        return updated;
    return addPartsIn(db, parts);
}

Journal::Journal() = default;
Journal::~Journal() = default;

Result<std::unique_ptr<Database>> Journal::newConnection() const
{
    auto db = Database::open(m_path);
    if (db && m_owner && m_db)
        (*db)->setEpoch(m_db->epoch());
    return db;
}

/// Makes this process the one that may write: whoever had the folder before is known by an older epoch.
Result<void> Journal::raiseEpoch()
{
    qint64 epoch = 0;
    auto raised = m_db->transaction([&]() -> Result<void> {
        auto read = m_db->run(QStringLiteral("update meta set epoch = epoch + 1 returning epoch, workspace"));
        if (!read)
            return fail(read.error());
        if (!read->next())
            return fail(FailureKind::Journal,
                        JournalText::tr("The journal %1 is damaged: it does not say whose it is.").arg(m_path));
        epoch = read->value(0).toLongLong();
        m_workspace = read->value(1).toString();
        read->finish();
        return appendEventIn(*m_db, {0, {}, epoch, {}, {}, QStringLiteral("opened"), {}});
    });
    if (raised)
        m_db->setEpoch(epoch);
    return raised;
}

Result<void> Journal::open(const QString& home)
{
    if (auto made = makePrivateFolder(home); !made)
        return made;
    m_path = home + QStringLiteral("/journal.sqlite");
    m_lock = std::make_unique<OwnerLock>(home + QStringLiteral("/lock"));
    m_owner = m_lock->take();
    auto db = newConnection();
    if (!db)
        return fail(db.error());
    m_db = std::move(*db);
    m_exports = std::make_unique<ExportStore>(*m_db, m_turns);
    // Before the first write, at which they would run.
    auto foreign = m_db->run(QStringLiteral("select count(*) from sqlite_master where type in ('trigger', 'view')"));
    if (!foreign)
        return fail(foreign.error());
    if (!foreign->next() || foreign->value(0).toInt() > 0)
        return fail(FailureKind::Journal,
                    JournalText::tr("The journal %1 has triggers or views, which Stevedore never makes: somebody else "
                                    "did. Nothing of it is read. Choose another folder with --home.")
                        .arg(m_path));
    if (m_owner) {
        if (auto done = m_db->migrate(); !done)
            return done;
        if (auto raised = raiseEpoch(); !raised)
            return raised;
    }
    // A file that is no journal, or a damaged one, is noticed now rather than in the middle of an import.
    if (auto checked = m_db->run(QStringLiteral("select count(*) from import")); !checked)
        return fail(FailureKind::Journal,
                    JournalText::tr(
                        "The file %1 is not a journal of Stevedore or is damaged. Choose another folder with --home.")
                        .arg(m_path),
                    checked.error().detail);
    return {};
}

Result<Journal::OwnerHold> Journal::holdOwner()
{
    struct Hold
    {
        explicit Hold(WriteTurns& turns) : turn(turns, WriteTurn::Foreground) {}
        WriteTurn turn;
        std::optional<Database::WriteLock> lock; // after the turn: let go of first
    };
    auto hold = std::make_shared<Hold>(m_turns);
    if (auto locked = hold->lock.emplace(*m_db).take(); !locked)
        return fail(locked.error());
    return hold;
}

bool Journal::isOwner() const
{
    return m_owner;
}

QString Journal::ownerText() const
{
    if (m_owner || !m_lock)
        return {};
    const QString owner = m_lock->owner();
    return owner.isEmpty() ? JournalText::tr("another process") : owner;
}

QString Journal::lockTrouble() const
{
    return m_lock ? m_lock->trouble() : QString();
}

ExportStore& Journal::exports()
{
    return *m_exports;
}

Result<std::vector<ImportRecord>> Journal::imports()
{
    auto query =
        m_db->run(QStringLiteral("select id, ") + importColumns + QStringLiteral(" from import order by id desc"));
    if (!query)
        return fail(query.error());
    std::vector<ImportRecord> out;
    while (query->next())
        out.push_back(importFrom(*query));
    for (const ImportRecord& import : out) {
        if (auto sound = checkSound(import); !sound)
            return fail(sound.error());
    }
    return out;
}

Result<ImportRecord> Journal::import(ImportId id)
{
    auto query = m_db->run(QStringLiteral("select id, ") + importColumns + QStringLiteral(" from import where id = ?"),
                           {id.value});
    if (!query)
        return fail(query.error());
    if (!query->next())
        return fail(
            FailureKind::Usage,
            JournalText::tr("There is no import %1 in this journal. \"status\" lists those that are.").arg(id.value));
    const ImportRecord record = importFrom(*query);
    if (auto sound = checkSound(record); !sound)
        return fail(sound.error());
    return record;
}

Result<ImportId> Journal::addImport(const ImportRecord& record)
{
    const WriteTurn turn(m_turns, WriteTurn::Foreground);
    const QVariantList values = importValues(record);
    ImportId id;
    auto done = m_db->transaction([&]() -> Result<void> {
        auto query = m_db->run(QStringLiteral("insert into import (") + importColumns + QStringLiteral(") values (") +
                                   placeholders(values.size()) + QStringLiteral(")"),
                               values);
        if (!query)
            return fail(query.error());
        id = ImportId(query->lastInsertId().toLongLong());
        return {};
    });
    if (!done)
        return fail(done.error());
    return id;
}

Result<void> Journal::updateImport(const ImportRecord& record)
{
    const WriteTurn turn(m_turns, WriteTurn::Foreground);
    return m_db->transaction([&] { return updateImportIn(*m_db, record); });
}

Result<void> Journal::removeImport(ImportId id)
{
    const WriteTurn turn(m_turns, WriteTurn::Foreground);
    return m_db->transaction([&]() -> Result<void> {
        auto query = m_db->run(QStringLiteral("delete from import where id = ?"), {id.value});
        if (!query)
            return fail(query.error());
        return {};
    });
}

Result<std::vector<PartRecord>> Journal::parts(ImportId import)
{
    auto query = m_db->run(QStringLiteral("select id, ") + partColumns +
                               QStringLiteral(" from part where import = ? order by id"),
                           {import.value});
    if (!query)
        return fail(query.error());
    std::vector<PartRecord> out;
    while (query->next())
        out.push_back(partFrom(*query));
    if (auto sound = checkSound(out); !sound)
        return fail(sound.error());
    return out;
}

Result<std::vector<PartRecord>> Journal::addParts(const ImportRecord& import, const std::vector<PartRecord>& parts,
                                                  const std::vector<OutcomeRecord>& held) const
{
    const auto db = newConnection();
    if (!db)
        return fail(db.error());
    const WriteTurn turn(m_turns, WriteTurn::Background);
    std::vector<PartRecord> stored = parts;
    auto done = (*db)->transaction([&]() -> Result<void> {
        if (auto inserted = insertPartsIn(**db, import, stored); !inserted)
            return inserted;
        for (const PartRecord& part : stored) {
            if (part.round > 1) {
                if (auto leased = leaseRowsIn(**db, part); !leased)
                    return leased;
            }
        }
        return settleRowsIn(**db, import.id, PartId(-1), held);
    });
    if (!done)
        return fail(done.error());
    return stored;
}

Result<PartRecord> Journal::splitPart(const PartRecord& kept, const PartRecord& added)
{
    const WriteTurn turn(m_turns, WriteTurn::Foreground);
    std::vector<PartRecord> stored{added};
    auto done = m_db->transaction([&]() -> Result<void> {
        if (auto updated = updatePartIn(*m_db, kept); !updated)
            return updated;
        if (auto inserted = addPartsIn(*m_db, stored); !inserted)
            return inserted;
        const PartRecord& taker = stored.front();
        auto moved =
            m_db->run(QStringLiteral("update outcome set part = ? where import = ? and part = ? and row >= ?"),
                      {taker.id.value, taker.import.value, kept.id.value, RowSet::decoded(taker.rows)->first().value});
        if (!moved)
            return fail(moved.error());
        return {};
    });
    if (!done)
        return fail(done.error());
    return stored.front();
}

Result<PartRecord> Journal::repeatPart(const PartRecord& doubted, const PartRecord& repeat)
{
    const WriteTurn turn(m_turns, WriteTurn::Foreground);
    std::vector<PartRecord> stored{repeat};
    auto done = m_db->transaction([&]() -> Result<void> {
        if (auto updated = updatePartIn(*m_db, doubted); !updated)
            return updated;
        if (auto inserted = addPartsIn(*m_db, stored); !inserted)
            return inserted;
        return leaseRowsIn(*m_db, stored.front());
    });
    if (!done)
        return fail(done.error());
    return stored.front();
}

Result<void> Journal::updatePart(const PartRecord& part, const std::vector<EvidenceRecord>& evidence)
{
    const WriteTurn turn(m_turns, WriteTurn::Foreground);
    return m_db->transaction([&]() -> Result<void> {
        for (const EventRecord& note : std::exchange(m_notes, {})) {
            if (auto added = appendEventIn(*m_db, note); !added)
                return added;
        }
        if (auto added = addEvidenceIn(*m_db, part.id, evidence); !added)
            return added;
        return updatePartIn(*m_db, part);
    });
}

} // namespace stevedore
