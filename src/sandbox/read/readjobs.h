// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/store.h"
#include "sandbox/http/http.h"
#include "sandbox/options.h"

#include <optional>

namespace stevedore::sandbox {

/// One bulk read job: a row of sandbox_read_jobs, which is the whole state of the job.
struct ReadJob
{
    qint64 id = 0;
    qint64 userId = 0;
    qint64 created = 0;  ///< milliseconds of the clock
    qint64 finished = 0; ///< 0: not over
    QString state;       ///< "ADDED", "QUEUED", "IN PROGRESS", "COMPLETED", "FAILURE"
    QJsonObject query;   ///< as details echo it
    QString fileType;
    QString callbackUrl;
    /// The id of the last record of the page before: 0 for the first page, -1 if nobody knows it yet.
    qint64 after = 0;
    bool fails = false; ///< trouble on request
    qint64 count = 0;
    bool more = false;
    QString nextToken;
    QJsonObject error; ///< the envelope of a FAILURE

    bool isOver() const { return finished > 0; }
    int page() const { return query[u"page"].toInt(1); }
};

/// What a page token stands for: the job that ended with it.
struct PageToken
{
    ReadJob job;
    qint64 created = 0;
    qint64 lastId = 0;
};

namespace readjobs {

void createTables(Database& database);
void add(Database& database, const ReadJob& job);
std::optional<ReadJob> find(Database& database, qint64 id);
/// Those that a restart has to go on with, oldest first.
std::vector<qint64> unfinished(Database& database);
/// Writes what a run changes.
void save(Database& database, const ReadJob& job);
void addToken(Database& database, const ReadJob& job, qint64 lastId);
std::optional<PageToken> findToken(Database& database, const QString& token);
/// Completed ones that ended before this moment.
std::vector<qint64> finishedBefore(Database& database, qint64 moment);

/// The body of "Bulk read, Get job details".
QJsonObject details(const ReadJob& job, const Org& org, const Options& options, const QString& baseUrl);
/// {"id","name"}
QJsonObject createdBy(qint64 userId, const Org& org);
/// Records a job may have.
int pageSize(const ReadJob& job, const Options& options);

} // namespace readjobs

} // namespace stevedore::sandbox
