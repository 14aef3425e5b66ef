// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/write/jobs.h"

#include <QDateTime>
#include <QJsonDocument>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

QString jsonText(const QJsonDocument& document)
{
    return QString::fromUtf8(document.toJson(QJsonDocument::Compact));
}

QJsonObject resourceOf(const Job& job)
{
    return job.request[u"resource"].toArray().first().toObject();
}

QJsonObject fileDetails(const Job& job, const QString& state)
{
    QJsonObject file{{u"status"_s, state}};
    if (!job.isOver())
        return file;
    file.insert(u"name"_s, job.fileName);
    file.insert(u"added_count"_s, job.added);
    file.insert(u"skipped_count"_s, job.skipped);
    file.insert(u"updated_count"_s, job.updated);
    file.insert(u"total_count"_s, job.total);
    return file;
}

QJsonObject resourceDetails(const Job& job, const Org& org, const Options& options)
{
    const bool joined = options.quirk(Quirk::StatusInprogress);
    // The documentation's sample of an ADDED job shows its resource and file as INPROGRESS already.
    const QString running = job.state == u"ADDED"_s || joined ? u"INPROGRESS"_s : u"IN PROGRESS"_s;
    const QString state = job.isOver() ? job.state : running;
    const QJsonObject asked = resourceOf(job);
    const Module* module = org.module(job.module());
    QJsonObject resource{{u"status"_s, state},
                         {u"type"_s, u"data"_s},
                         {u"code"_s, job.state == u"COMPLETED"_s ? u"SUCCESS"_s : state},
                         {u"field_mappings"_s, job.mappings},
                         {u"file"_s, fileDetails(job, state)}};
    resource.insert(u"module"_s,
                    QJsonObject{{u"api_name"_s, job.module()}, {u"id"_s, QString::number(module ? module->id : 0)}});
    resource.insert(u"ignore_empty"_s, asked[u"ignore_empty"].toBool() || job.request[u"ignore_empty"].toBool());
    resource.insert(u"find_by"_s, asked.contains(u"find_by") ? asked[u"find_by"] : QJsonValue(QJsonValue::Null));
    return resource;
}

} // namespace

QString Job::module() const
{
    return resourceOf(*this)[u"module"].toObject()[u"api_name"].toString();
}

qint64 Job::fileId() const
{
    return idOf(resourceOf(*this)[u"file_id"]);
}

QString shownMoment(qint64 milliseconds, const Org& org)
{
    const QTimeZone zone(org.timeZone.toUtf8());
    return QDateTime::fromMSecsSinceEpoch(milliseconds, zone).toString(Qt::ISODate);
}

void jobs::add(Database& database, const Job& job)
{
    database
        .cached("insert into sandbox_jobs (id, created, state, request, mappings, file_name, fails, user) "
                "values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
        .bind(1, std::int64_t(job.id))
        .bind(2, std::int64_t(job.created))
        .bind(3, job.state)
        .bind(4, jsonText(QJsonDocument(job.request)))
        .bind(5, jsonText(QJsonDocument(job.mappings)))
        .bind(6, job.fileName)
        .bind(7, std::int64_t(job.fails))
        .bind(8, std::int64_t(job.userId))
        .run();
}

std::optional<Job> jobs::find(Database& database, qint64 id)
{
    Statement& row = database.cached("select created, finished, state, request, mappings, file_name, total, done, "
                                     "added, updated, skipped, fails, user from sandbox_jobs where id=?1");
    if (!row.bind(1, std::int64_t(id)).step())
        return std::nullopt;
    Job job;
    job.id = id;
    job.created = row.integer(0);
    job.finished = row.integer(1);
    job.state = row.string(2);
    job.request = QJsonDocument::fromJson(row.string(3).toUtf8()).object();
    job.mappings = QJsonDocument::fromJson(row.string(4).toUtf8()).array();
    job.fileName = row.string(5);
    job.total = row.integer(6);
    job.done = row.integer(7);
    job.added = row.integer(8);
    job.updated = row.integer(9);
    job.skipped = row.integer(10);
    job.fails = row.integer(11) != 0;
    job.userId = row.integer(12);
    row.reset();
    return job;
}

std::vector<qint64> jobs::unfinished(Database& database)
{
    std::vector<qint64> ids;
    Statement rows =
        database.prepare("select id from sandbox_jobs where state in ('ADDED', 'IN PROGRESS') order by id");
    while (rows.step())
        ids.push_back(rows.integer(0));
    return ids;
}

void jobs::save(Database& database, const Job& job)
{
    database
        .cached("update sandbox_jobs set state=?2, finished=?3, total=?4, done=?5, added=?6, updated=?7, skipped=?8 "
                "where id=?1")
        .bind(1, std::int64_t(job.id))
        .bind(2, job.state)
        .bind(3, std::int64_t(job.finished))
        .bind(4, std::int64_t(job.total))
        .bind(5, std::int64_t(job.done))
        .bind(6, std::int64_t(job.added))
        .bind(7, std::int64_t(job.updated))
        .bind(8, std::int64_t(job.skipped))
        .run();
}

void jobs::saveChunk(Database& database, qint64 jobId, qint64 firstRow, const std::string& rows)
{
    database.cached("insert or replace into sandbox_job_chunks (job, first_row, rows) values (?1, ?2, ?3)")
        .bind(1, std::int64_t(jobId))
        .bind(2, std::int64_t(firstRow))
        .bind(3, std::string_view(rows))
        .run();
}

std::vector<std::string> jobs::chunks(Database& database, qint64 jobId)
{
    std::vector<std::string> all;
    Statement rows = database.prepare("select rows from sandbox_job_chunks where job=?1 order by first_row");
    rows.bind(1, std::int64_t(jobId));
    while (rows.step())
        all.emplace_back(rows.text(0));
    return all;
}

void jobs::dropChunks(Database& database, qint64 jobId)
{
    database.cached("delete from sandbox_job_chunks where job=?1").bind(1, std::int64_t(jobId)).run();
}

QJsonObject jobs::details(const Job& job, const Org& org, const Options& options, const QString& baseUrl)
{
    QString state = job.state;
    if (options.quirk(Quirk::StatusInprogress))
        state.remove(u' ');
    const User* user = org.userById(job.userId);
    QJsonObject body{{u"status"_s, state},
                     {u"character_encoding"_s, job.request[u"character_encoding"].toString(u"UTF-8"_s)},
                     {u"resource"_s, QJsonArray{resourceDetails(job, org, options)}},
                     {u"id"_s, QString::number(job.id)},
                     {u"operation"_s, job.request[u"operation"]},
                     {u"created_time"_s, shownMoment(job.created, org)}};
    body.insert(u"created_by"_s,
                QJsonObject{{u"id"_s, QString::number(job.userId)}, {u"name"_s, user ? user->fullName() : QString()}});
    if (job.request.contains(u"callback"))
        body.insert(u"callback"_s, job.request[u"callback"]);
    if (job.state == u"COMPLETED"_s || (job.isOver() && job.total > 0)) {
        const QString number = QString::number(job.id);
        const QString path = u"/v8/crm/org"_s + org.zgid + u"/bulk-write/"_s + number + u'/' + number + u".zip"_s;
        const bool absolute = options.quirk(Quirk::AbsoluteDownloadUrl);
        body.insert(u"result"_s, QJsonObject{{u"download_url"_s, absolute ? QString(baseUrl + path) : path}});
    }
    return body;
}

} // namespace stevedore::sandbox
