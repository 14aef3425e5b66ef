// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/router.h"
#include "sandbox/jobqueue.h"
#include "sandbox/read/pagemarks.h"
#include "sandbox/read/readplan.h"
#include "sandbox/signin/scopes.h"
#include "sandbox/trouble/stuckjobs.h"

#include <deque>

namespace stevedore::sandbox {

/// Bulk read: create, details and result ("Bulk read, Create job / Get job details / Download result"), and the threads
/// that carry the jobs out. Jobs that an earlier run left are gone on with at once.
class BulkReadApi
{
public:
    BulkReadApi(Store& store, const Options& options, Scenario& scenario, std::function<QString()> baseUrl);
    void addTo(Router& router);

private:
    Answer create(const Request& request);
    ApiResult<QJsonObject> bodyOf(const Request& request) const;
    ApiResult<ReadJob> draftOf(const QJsonObject& body, const Request& request);
    ApiResult<ReadJob> nextPage(const QJsonObject& query, const User& user);
    void add(ReadJob& job, const QJsonObject& body, const User& user);
    Answer details(const Request& request);
    Answer result(const Request& request);
    ApiResult<ReadJob> jobOf(const Request& request, const QString& number);
    ApiError noSuchJob(const QString& number) const;
    bool isExpired(const ReadJob& job);
    void removeExpired();
    bool mayDownload(qint64 userId);
    Answer refusal(const ApiError& error) const;
    void carryOut(qint64 jobId);

    Store& m_store;
    const Options& m_options;
    Scenario& m_scenario;
    StuckJobs m_stuck;
    std::function<QString()> m_baseUrl;
    PageMarks m_marks;
    std::mutex m_downloadsMutex;
    std::map<qint64, std::deque<qint64>> m_downloads; ///< of each user in the last minute
    JobQueue m_queue;                                 // last: its threads use what is above
};

} // namespace stevedore::sandbox
