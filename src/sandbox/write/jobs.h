// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/store.h"
#include "sandbox/options.h"
#include "sandbox/write/jobplan.h"

#include <QJsonArray>
#include <QJsonObject>

namespace stevedore::sandbox {

/// One resource of a write job, and how far it is.
struct JobFile
{
    QString module;
    QString name; ///< of the CSV
    QString encoding;
    std::vector<std::string> header;
    QJsonArray mappings; ///< as they were understood
    qint64 total = 0;
    qint64 done = 0;
    qint64 added = 0;
    qint64 updated = 0;
    qint64 skipped = 0;
};

/// A write job as it is kept. States: ADDED, IN PROGRESS, COMPLETED, FAILED, SKIPPED.
struct Job
{
    qint64 id = 0;
    qint64 userId = 0;   ///< who made it
    qint64 created = 0;  ///< milliseconds since 1970, UTC
    qint64 finished = 0; ///< likewise; 0 if not yet
    QString state;
    QJsonObject request; ///< as it was sent
    std::vector<JobFile> files;

    bool isOver() const;
    qint64 fileId() const;
    QString callbackUrl() const;
};

namespace jobs {

/// A job that is about to be created from a plan.
Job fromPlan(const JobPlan& plan, const QJsonObject& request);
void add(Database& database, const Job& job);
std::optional<Job> find(Database& database, qint64 id);
/// Those that a restart has to go on with, oldest first.
std::vector<qint64> unfinished(Database& database);
/// Writes state and times.
void save(Database& database, const Job& job);
/// Writes the counts of one file.
void saveCounts(Database& database, qint64 jobId, std::size_t position, const JobFile& file);
/// Keeps the result rows of a chunk; part of the transaction that writes its records.
void saveChunk(Database& database, qint64 jobId, std::size_t position, qint64 firstRow, const std::string& rows);
/// Hands the result rows of all chunks of a file to `take`, in order.
void forEachChunk(Database& database, qint64 jobId, std::size_t position,
                  const std::function<void(std::string_view rows)>& take);
/// Forgets what only an unfinished job needs.
void dropWork(Database& database, qint64 jobId);

/// The body of "Bulk write, Get job details".
QJsonObject details(const Job& job, const Org& org, const Options& options, const QString& baseUrl);

} // namespace jobs

/// "2026-02-03T09:13:02-08:00" in the org's time zone.
QString shownMoment(qint64 milliseconds, const Org& org);

} // namespace stevedore::sandbox
