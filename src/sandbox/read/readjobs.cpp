// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/read/readjobs.h"

#include "sandbox/write/jobs.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr std::string_view readTables = R"(
create table if not exists sandbox_read_jobs (id integer primary key, user integer not null, created integer not null,
    finished integer not null default 0, state text not null, query text not null, file_type text not null,
    callback text not null, after integer not null, fails integer not null default 0,
    count integer not null default 0, more integer not null default 0, token text, error text not null default '');
create table if not exists sandbox_read_tokens (token text primary key, job integer not null, created integer not null,
    last_id integer not null);
)";

QString compactText(const QJsonObject& object)
{
    return object.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QJsonObject jsonOf(const QString& text)
{
    return QJsonDocument::fromJson(text.toUtf8()).object();
}

std::vector<qint64> idsOf(Statement& rows)
{
    std::vector<qint64> ids;
    while (rows.step())
        ids.push_back(rows.integer(0));
    return ids;
}

QJsonObject resultOf(const ReadJob& job, const Options& options, const QString& baseUrl)
{
    if (job.state == u"FAILURE"_s)
        return {{u"error_message"_s, job.error}};
    const QString path = u"/crm/bulk/v8/read/"_s + QString::number(job.id) + u"/result"_s;
    const bool absolute = options.quirk(Quirk::AbsoluteDownloadUrl);
    QJsonObject result{{u"page"_s, job.page()},
                       {u"per_page"_s, readjobs::pageSize(job, options)},
                       {u"count"_s, job.count},
                       {u"download_url"_s, absolute ? QString(baseUrl + path) : path},
                       {u"more_records"_s, job.more}};
    if (job.more)
        result.insert(u"next_page_token"_s, job.nextToken);
    return result;
}

} // namespace

void readjobs::createTables(Database& database)
{
    database.execute(readTables);
}

void readjobs::add(Database& database, const ReadJob& job)
{
    database
        .cached("insert into sandbox_read_jobs (id, user, created, state, query, file_type, callback, after, fails) "
                "values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
        .bind(1, std::int64_t(job.id))
        .bind(2, std::int64_t(job.userId))
        .bind(3, std::int64_t(job.created))
        .bind(4, job.state)
        .bind(5, compactText(job.query))
        .bind(6, job.fileType)
        .bind(7, job.callbackUrl)
        .bind(8, std::int64_t(job.after))
        .bind(9, std::int64_t(job.fails))
        .run();
}

std::optional<ReadJob> readjobs::find(Database& database, qint64 id)
{
    Statement& row = database.cached("select user, created, finished, state, query, file_type, callback, after, fails, "
                                     "count, more, token, error from sandbox_read_jobs where id=?1");
    if (!row.bind(1, std::int64_t(id)).step())
        return std::nullopt;
    ReadJob job;
    job.id = id;
    job.userId = row.integer(0);
    job.created = row.integer(1);
    job.finished = row.integer(2);
    job.state = row.string(3);
    job.query = jsonOf(row.string(4));
    job.fileType = row.string(5);
    job.callbackUrl = row.string(6);
    job.after = row.integer(7);
    job.fails = row.integer(8) != 0;
    job.count = row.integer(9);
    job.more = row.integer(10) != 0;
    job.nextToken = row.string(11);
    job.error = jsonOf(row.string(12));
    row.reset();
    return job;
}

std::vector<qint64> readjobs::unfinished(Database& database)
{
    Statement rows = database.prepare("select id from sandbox_read_jobs where finished = 0 order by id");
    return idsOf(rows);
}

std::vector<qint64> readjobs::finishedBefore(Database& database, qint64 moment)
{
    Statement rows = database.prepare("select id from sandbox_read_jobs where finished > 0 and finished < ?1");
    rows.bind(1, std::int64_t(moment));
    return idsOf(rows);
}

void readjobs::save(Database& database, const ReadJob& job)
{
    database
        .cached("update sandbox_read_jobs set state=?2, finished=?3, count=?4, more=?5, token=?6, error=?7, after=?8 "
                "where id=?1")
        .bind(1, std::int64_t(job.id))
        .bind(2, job.state)
        .bind(3, std::int64_t(job.finished))
        .bind(4, std::int64_t(job.count))
        .bind(5, std::int64_t(job.more))
        .bind(6, job.nextToken)
        .bind(7, compactText(job.error))
        .bind(8, std::int64_t(job.after))
        .run();
}

void readjobs::addToken(Database& database, const ReadJob& job, qint64 lastId)
{
    database.cached("insert into sandbox_read_tokens (token, job, created, last_id) values (?1, ?2, ?3, ?4)")
        .bind(1, job.nextToken)
        .bind(2, std::int64_t(job.id))
        .bind(3, std::int64_t(job.finished))
        .bind(4, std::int64_t(lastId))
        .run();
}

std::optional<PageToken> readjobs::findToken(Database& database, const QString& token)
{
    Statement& row = database.cached("select job, created, last_id from sandbox_read_tokens where token=?1");
    if (!row.bind(1, token).step())
        return std::nullopt;
    PageToken found;
    const qint64 jobId = row.integer(0);
    found.created = row.integer(1);
    found.lastId = row.integer(2);
    row.reset();
    const auto job = find(database, jobId);
    if (!job)
        return std::nullopt;
    found.job = *job;
    return found;
}

QJsonObject readjobs::details(const ReadJob& job, const Org& org, const Options& options, const QString& baseUrl)
{
    QString state = job.state;
    if (options.quirk(Quirk::StatusInprogress))
        state.remove(u' ');
    QJsonObject body{{u"id"_s, QString::number(job.id)},
                     {u"operation"_s, u"read"_s},
                     {u"state"_s, state},
                     {u"query"_s, job.query},
                     {u"created_by"_s, createdBy(job.userId, org)},
                     {u"created_time"_s, shownMoment(job.created, org)},
                     {u"file_type"_s, job.fileType}};
    if (job.isOver() || options.quirk(Quirk::ReadResultEarly))
        body.insert(u"result"_s, resultOf(job, options, baseUrl));
    return {{u"data"_s, QJsonArray{body}}};
}

QJsonObject readjobs::createdBy(qint64 userId, const Org& org)
{
    const User* user = org.userById(userId);
    return {{u"id"_s, QString::number(userId)}, {u"name"_s, user ? user->fullName() : QString()}};
}

int readjobs::pageSize(const ReadJob& job, const Options& options)
{
    return job.fileType == u"ics"_s ? options.icsPageSize : options.readPageSize;
}

} // namespace stevedore::sandbox
