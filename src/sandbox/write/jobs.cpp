// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/write/jobs.h"

#include <QDateTime>
#include <QJsonDocument>

#include <algorithm>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

QString jsonText(const QJsonDocument& document)
{
    return QString::fromUtf8(document.toJson(QJsonDocument::Compact));
}

QString jsonText(const std::vector<std::string>& texts)
{
    QJsonArray array;
    for (const std::string& text : texts)
        array.append(QString::fromStdString(text));
    return jsonText(QJsonDocument(array));
}

std::vector<std::string> textsOf(const QString& json)
{
    std::vector<std::string> texts;
    for (const QJsonValue text : QJsonDocument::fromJson(json.toUtf8()).array())
        texts.push_back(text.toString().toStdString());
    return texts;
}

std::vector<JobFile> findFiles(Database& database, qint64 jobId)
{
    std::vector<JobFile> files;
    Statement& row = database.cached("select module, name, encoding, header, mappings, total, done, added, updated, "
                                     "skipped from sandbox_write_files where job=?1 order by position");
    row.bind(1, std::int64_t(jobId));
    while (row.step()) {
        JobFile file;
        file.module = row.string(0);
        file.name = row.string(1);
        file.encoding = row.string(2);
        file.header = textsOf(row.string(3));
        file.mappings = QJsonDocument::fromJson(row.string(4).toUtf8()).array();
        file.total = row.integer(5);
        file.done = row.integer(6);
        file.added = row.integer(7);
        file.updated = row.integer(8);
        file.skipped = row.integer(9);
        files.push_back(std::move(file));
    }
    row.reset();
    return files;
}

bool tellsCounts(const Job& job, const Options& options)
{
    return job.isOver() && !(job.state == u"FAILED"_s && options.quirk(Quirk::FailedBare));
}

QJsonObject fileDetails(const Job& job, const JobFile& file, const QString& state, const Options& options)
{
    QJsonObject json{{u"status"_s, state}};
    if (!tellsCounts(job, options))
        return json;
    json.insert(u"name"_s, file.name);
    json.insert(u"added_count"_s, file.added);
    json.insert(u"skipped_count"_s, file.skipped);
    json.insert(u"updated_count"_s, file.updated);
    json.insert(u"total_count"_s, file.total);
    return json;
}

QString codeOf(const Job& job, const QString& state, const Options& options)
{
    if (job.state != u"COMPLETED"_s)
        return state;
    return options.quirk(Quirk::ResourceCodeInprogress) ? u"INPROGRESS"_s : u"SUCCESS"_s;
}

QJsonObject resourceDetails(const Job& job, std::size_t position, const Org& org, const Options& options)
{
    const JobFile& file = job.files[position];
    const bool joined = options.quirk(Quirk::StatusInprogress);
    // The documentation's sample of an ADDED job shows its resource and file as INPROGRESS already.
    const QString running = job.state == u"ADDED"_s || joined ? u"INPROGRESS"_s : u"IN PROGRESS"_s;
    const QString state = job.isOver() ? job.state : running;
    const QJsonObject asked = job.request[u"resource"][static_cast<qsizetype>(position)].toObject();
    const Module* module = org.module(file.module);
    QJsonObject resource{{u"status"_s, state},
                         {u"type"_s, u"data"_s},
                         {u"code"_s, codeOf(job, state, options)},
                         {u"field_mappings"_s, file.mappings},
                         {u"file"_s, fileDetails(job, file, state, options)}};
    resource.insert(u"module"_s,
                    QJsonObject{{u"api_name"_s, file.module}, {u"id"_s, QString::number(module ? module->id : 0)}});
    resource.insert(u"ignore_empty"_s, asked[u"ignore_empty"].toBool() || job.request[u"ignore_empty"].toBool());
    resource.insert(u"find_by"_s, asked.contains(u"find_by") ? asked[u"find_by"] : QJsonValue(QJsonValue::Null));
    return resource;
}

} // namespace

bool Job::isOver() const
{
    return state == u"COMPLETED"_s || state == u"FAILED"_s || state == u"SKIPPED"_s;
}

qint64 Job::fileId() const
{
    return idOf(request[u"resource"][0][u"file_id"]);
}

QString Job::callbackUrl() const
{
    return request[u"callback"][u"url"].toString();
}

QString shownMoment(qint64 milliseconds, const Org& org)
{
    const QTimeZone zone(org.timeZone.toUtf8());
    return QDateTime::fromMSecsSinceEpoch(milliseconds, zone).toString(Qt::ISODate);
}

Job jobs::fromPlan(const JobPlan& plan, const QJsonObject& request)
{
    Job job;
    job.state = u"ADDED"_s;
    job.request = request;
    for (const FilePlan& file : plan.files) {
        JobFile kept;
        kept.module = file.module->apiName;
        kept.name = file.name;
        kept.encoding = file.encoding;
        kept.header = file.header;
        kept.mappings = file.mappings;
        kept.total = file.records;
        job.files.push_back(std::move(kept));
    }
    return job;
}

void jobs::add(Database& database, const Job& job)
{
    database.cached("insert into sandbox_write_jobs (id, user, created, state, request) values (?1, ?2, ?3, ?4, ?5)")
        .bind(1, std::int64_t(job.id))
        .bind(2, std::int64_t(job.userId))
        .bind(3, std::int64_t(job.created))
        .bind(4, job.state)
        .bind(5, jsonText(QJsonDocument(job.request)))
        .run();
    for (std::size_t i = 0; i < job.files.size(); ++i) {
        const JobFile& file = job.files[i];
        database
            .cached("insert into sandbox_write_files (job, position, module, name, encoding, header, mappings, total) "
                    "values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
            .bind(1, std::int64_t(job.id))
            .bind(2, static_cast<std::int64_t>(i))
            .bind(3, file.module)
            .bind(4, file.name)
            .bind(5, file.encoding)
            .bind(6, jsonText(file.header))
            .bind(7, jsonText(QJsonDocument(file.mappings)))
            .bind(8, std::int64_t(file.total))
            .run();
    }
}

std::optional<Job> jobs::find(Database& database, qint64 id)
{
    Statement& row =
        database.cached("select user, created, finished, state, request from sandbox_write_jobs where id=?1");
    if (!row.bind(1, std::int64_t(id)).step())
        return std::nullopt;
    Job job;
    job.id = id;
    job.userId = row.integer(0);
    job.created = row.integer(1);
    job.finished = row.integer(2);
    job.state = row.string(3);
    job.request = QJsonDocument::fromJson(row.string(4).toUtf8()).object();
    row.reset();
    job.files = findFiles(database, id);
    return job;
}

std::vector<qint64> jobs::unfinished(Database& database)
{
    std::vector<qint64> ids;
    Statement rows =
        database.prepare("select id from sandbox_write_jobs where state in ('ADDED', 'IN PROGRESS') order by id");
    while (rows.step())
        ids.push_back(rows.integer(0));
    return ids;
}

void jobs::save(Database& database, const Job& job)
{
    database.cached("update sandbox_write_jobs set state=?2, finished=?3 where id=?1")
        .bind(1, std::int64_t(job.id))
        .bind(2, job.state)
        .bind(3, std::int64_t(job.finished))
        .run();
}

void jobs::saveCounts(Database& database, qint64 jobId, std::size_t position, const JobFile& file)
{
    database
        .cached("update sandbox_write_files set done=?3, added=?4, updated=?5, skipped=?6 where job=?1 and "
                "position=?2")
        .bind(1, std::int64_t(jobId))
        .bind(2, static_cast<std::int64_t>(position))
        .bind(3, std::int64_t(file.done))
        .bind(4, std::int64_t(file.added))
        .bind(5, std::int64_t(file.updated))
        .bind(6, std::int64_t(file.skipped))
        .run();
}

void jobs::saveChunk(Database& database, qint64 jobId, std::size_t position, qint64 firstRow, const std::string& rows)
{
    database
        .cached("insert or replace into sandbox_write_chunks (job, position, first_row, rows) values (?1, ?2, ?3, ?4)")
        .bind(1, std::int64_t(jobId))
        .bind(2, static_cast<std::int64_t>(position))
        .bind(3, std::int64_t(firstRow))
        .bind(4, std::string_view(rows))
        .run();
}

void jobs::forEachChunk(Database& database, qint64 jobId, std::size_t position,
                        const std::function<void(std::string_view rows)>& take)
{
    Statement rows =
        database.prepare("select rows from sandbox_write_chunks where job=?1 and position=?2 order by first_row");
    rows.bind(1, std::int64_t(jobId)).bind(2, static_cast<std::int64_t>(position));
    while (rows.step())
        take(rows.text(0));
}

void jobs::dropWork(Database& database, qint64 jobId)
{
    for (const char* sql :
         {"delete from sandbox_write_chunks where job=?1", "delete from sandbox_write_keys where job=?1"})
        database.cached(sql).bind(1, std::int64_t(jobId)).run();
}

QJsonObject jobs::details(const Job& job, const Org& org, const Options& options, const QString& baseUrl)
{
    QString state = job.state;
    if (options.quirk(Quirk::StatusInprogress))
        state.remove(u' ');
    QJsonArray resources;
    for (std::size_t i = 0; i < job.files.size(); ++i)
        resources.append(resourceDetails(job, i, org, options));
    const User* user = org.userById(job.userId);
    QJsonObject body{{u"status"_s, state},
                     {u"character_encoding"_s, job.request[u"character_encoding"].toString(u"UTF-8"_s)},
                     {u"resource"_s, resources},
                     {u"id"_s, QString::number(job.id)},
                     {u"operation"_s, job.request[u"operation"]},
                     {u"created_time"_s, shownMoment(job.created, org)}};
    body.insert(u"created_by"_s,
                QJsonObject{{u"id"_s, QString::number(job.userId)}, {u"name"_s, user ? user->fullName() : QString()}});
    if (!job.callbackUrl().isEmpty())
        body.insert(u"callback"_s, job.request[u"callback"]);
    else if (options.quirk(Quirk::CallbackNull))
        body.insert(u"callback"_s, QJsonValue(QJsonValue::Null));
    if (tellsCounts(job, options)) {
        const QString number = QString::number(job.id);
        const QString path = u"/v8/crm/org"_s + org.zgid + u"/bulk-write/"_s + number + u'/' + number + u".zip"_s;
        const bool absolute = options.quirk(Quirk::AbsoluteDownloadUrl);
        body.insert(u"result"_s, QJsonObject{{u"download_url"_s, absolute ? QString(baseUrl + path) : path}});
    }
    return body;
}

} // namespace stevedore::sandbox
