// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/router.h"
#include "sandbox/jobqueue.h"
#include "sandbox/signin/scopes.h"
#include "sandbox/trouble/faults.h"
#include "sandbox/write/jobs.h"

namespace stevedore::sandbox {

/// upload, bulk write create, details and download.
class BulkWriteApi
{
public:
    BulkWriteApi(Store& store, const Options& options, Faults& faults, JobQueue& queue,
                 std::function<QString()> baseUrl);
    void addTo(Router& router);

private:
    Answer upload(const Request& request);
    ApiResult<qint64> keepUpload(const Part& part);
    Answer create(const Request& request);
    ApiResult<Job> makeJob(const QJsonObject& body, const User& user);
    ApiResult<void> checkModuleScope(const Request& request, const QJsonObject& body);
    Answer details(const Request& request);
    Answer download(const Request& request);

    Store& m_store;
    const Options& m_options;
    Faults& m_faults;
    JobQueue& m_queue;
    std::function<QString()> m_baseUrl;
};

} // namespace stevedore::sandbox
