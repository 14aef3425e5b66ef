// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/store.h"
#include "sandbox/options.h"
#include "sandbox/write/jobplan.h"

#include <QJsonArray>
#include <QJsonObject>

namespace stevedore::sandbox {

/// A write job as it is kept. States: ADDED, IN PROGRESS, COMPLETED, FAILED.
struct Job
{
    qint64 id = 0;
    qint64 created = 0; ///< milliseconds since 1970, UTC; the other two likewise, 0 if not yet
    qint64 finished = 0;
    qint64 userId = 0; ///< who made it
    QString state;
    QJsonObject request; ///< as it was sent
    QJsonArray mappings; ///< as they were understood
    QString fileName;    ///< of the CSV
    qint64 total = 0;
    qint64 done = 0;
    qint64 added = 0;
    qint64 updated = 0;
    qint64 skipped = 0;
    bool fails = false; ///< meant to fail half way

    bool isOver() const { return state == QLatin1String("COMPLETED") || state == QLatin1String("FAILED"); }
    QString module() const;
    qint64 fileId() const;
};

namespace jobs {

void add(Database& database, const Job& job);
std::optional<Job> find(Database& database, qint64 id);
/// Those that a restart has to go on with, oldest first.
std::vector<qint64> unfinished(Database& database);
/// Writes state, counts and times.
void save(Database& database, const Job& job);
/// Keeps the result rows of a chunk; part of the transaction that writes its records.
void saveChunk(Database& database, qint64 jobId, qint64 firstRow, const std::string& rows);
/// The result rows of all chunks, in order.
std::vector<std::string> chunks(Database& database, qint64 jobId);
void dropChunks(Database& database, qint64 jobId);

/// The body of "Bulk write, Get job details".
QJsonObject details(const Job& job, const Org& org, const Options& options, const QString& baseUrl);

} // namespace jobs

/// "2026-02-03T09:13:02-08:00" in the org's time zone.
QString shownMoment(qint64 milliseconds, const Org& org);

} // namespace stevedore::sandbox
