// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/exportstore.h"

#include "journal/database.h"
#include "journal/soundness.h"
#include "journal/turns.h"
#include "journal/values.h"

#include <QCoreApplication>

namespace stevedore {

namespace {

const QString exportColumns = QStringLiteral(
    "created_at, ended_at, module, module_label, request_json, target_path, connection, org_id, "
    "org_name, user_id, user_name, state, failure, counted, records, twice, replaced, restarts, credits, "
    "file_bytes");

QVariantList exportValues(const ExportRecord& r)
{
    return {stamp(r.createdAt),  stamp(r.endedAt),   text(r.module),     text(r.moduleLabel),
            blob(r.requestJson), text(r.targetPath), text(r.connection), text(r.orgId),
            text(r.orgName),     text(r.userId),     text(r.userName),   int(r.state),
            text(r.failure),     r.counted,          r.records,          r.twice,
            r.replaced,          r.restarts,         r.credits,          r.fileBytes};
}

ExportRecord exportFrom(const QSqlQuery& q)
{
    ExportRecord r;
    int i = 0;
    const auto next = [&] { return q.value(i++); };
    r.id = ExportId(next().toLongLong());
    r.createdAt = time(next());
    r.endedAt = time(next());
    r.module = next().toString();
    r.moduleLabel = next().toString();
    r.requestJson = next().toByteArray();
    for (QString* s : {&r.targetPath, &r.connection, &r.orgId, &r.orgName, &r.userId, &r.userName})
        *s = next().toString();
    r.state = ExportState(next().toInt());
    r.failure = next().toString();
    for (qint64* n : {&r.counted, &r.records, &r.twice, &r.replaced})
        *n = next().toLongLong();
    r.restarts = next().toInt();
    r.credits = next().toInt();
    r.fileBytes = next().toLongLong();
    return r;
}

const QString pageColumns =
    QStringLiteral("export, number, stage, page_token, job_id, download_url, count, more, next_token, zip_name, "
                   "zip_bytes, polls, created_at, ready_at, done_at");

QVariantList pageValues(const PageRecord& r)
{
    return {r.exportId.value,    r.number, int(r.stage),       text(r.pageToken), text(r.jobId),
            text(r.downloadUrl), r.count,  int(r.more),        text(r.nextToken), text(r.zipName),
            r.zipBytes,          r.polls,  stamp(r.createdAt), stamp(r.readyAt),  stamp(r.doneAt)};
}

PageRecord pageFrom(const QSqlQuery& q)
{
    PageRecord r;
    int i = 0;
    const auto next = [&] { return q.value(i++); };
    r.exportId = ExportId(next().toLongLong());
    r.number = next().toInt();
    r.stage = PageStage(next().toInt());
    for (QString* s : {&r.pageToken, &r.jobId, &r.downloadUrl})
        *s = next().toString();
    r.count = next().toLongLong();
    r.more = next().toBool();
    r.nextToken = next().toString();
    r.zipName = next().toString();
    r.zipBytes = next().toLongLong();
    r.polls = next().toInt();
    for (QDateTime* t : {&r.createdAt, &r.readyAt, &r.doneAt})
        *t = time(next());
    return r;
}

PageRecord firstPage(ExportId id)
{
    PageRecord page;
    page.exportId = id;
    return page;
}

Result<void> done(const Result<QSqlQuery>& query)
{
    return query ? Result<void>() : fail(query.error());
}

} // namespace

Result<std::vector<ExportRecord>> ExportStore::list()
{
    auto query =
        m_db.run(QStringLiteral("select id, ") + exportColumns + QStringLiteral(" from export order by id desc"));
    if (!query)
        return fail(query.error());
    std::vector<ExportRecord> out;
    while (query->next())
        out.push_back(exportFrom(*query));
    for (const ExportRecord& record : out) {
        if (auto sound = checkSound(record); !sound)
            return fail(sound.error());
    }
    return out;
}

Result<ExportId> ExportStore::add(const ExportRecord& record)
{
    const WriteTurn turn(m_turns, WriteTurn::Foreground);
    ExportId id;
    auto added = m_db.transaction([&]() -> Result<void> {
        const QVariantList values = exportValues(record);
        auto query = m_db.run(
            QStringLiteral("insert into export (%1) values (%2)").arg(exportColumns, placeholders(values.size())),
            values);
        if (!query)
            return fail(query.error());
        id = ExportId(query->lastInsertId().toLongLong());
        return putPageIn(firstPage(id));
    });
    return added ? Result<ExportId>(id) : fail(added.error());
}

Result<void> ExportStore::updateIn(const ExportRecord& record)
{
    QVariantList values = exportValues(record);
    values.append(record.id.value);
    return done(m_db.run(QStringLiteral("update export set %1 where id = ?").arg(assignments(exportColumns)), values));
}

Result<void> ExportStore::putPageIn(const PageRecord& page)
{
    const QVariantList values = pageValues(page);
    return done(m_db.run(
        QStringLiteral("insert or replace into page (%1) values (%2)").arg(pageColumns, placeholders(values.size())),
        values));
}

Result<void> ExportStore::update(const ExportRecord& record)
{
    const WriteTurn turn(m_turns, WriteTurn::Foreground);
    return m_db.transaction([&] { return updateIn(record); });
}

Result<void> ExportStore::remove(ExportId id)
{
    const WriteTurn turn(m_turns, WriteTurn::Foreground);
    return m_db.transaction(
        [&] { return done(m_db.run(QStringLiteral("delete from export where id = ?"), {id.value})); });
}

Result<std::vector<PageRecord>> ExportStore::pages(ExportId id)
{
    auto query =
        m_db.run(QStringLiteral("select %1 from page where export = ? order by number").arg(pageColumns), {id.value});
    if (!query)
        return fail(query.error());
    std::vector<PageRecord> out;
    while (query->next())
        out.push_back(pageFrom(*query));
    if (auto sound = checkSound(out); !sound)
        return fail(sound.error());
    return out;
}

Result<void> ExportStore::storePage(const ExportRecord& record, const PageRecord& page,
                                    const std::optional<PageRecord>& next)
{
    const WriteTurn turn(m_turns, WriteTurn::Foreground);
    return m_db.transaction([&]() -> Result<void> {
        if (auto updated = updateIn(record); !updated)
            return updated;
        if (auto put = putPageIn(page); !put)
            return put;
        return next ? putPageIn(*next) : Result<void>();
    });
}

Result<void> ExportStore::restart(const ExportRecord& record)
{
    const WriteTurn turn(m_turns, WriteTurn::Foreground);
    return m_db.transaction([&]() -> Result<void> {
        if (auto updated = updateIn(record); !updated)
            return updated;
        if (auto gone = done(m_db.run(QStringLiteral("delete from page where export = ?"), {record.id.value})); !gone)
            return gone;
        return putPageIn(firstPage(record.id));
    });
}

} // namespace stevedore
