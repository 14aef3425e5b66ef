// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/router.h"
#include "sandbox/jobqueue.h"
#include "sandbox/signin/scopes.h"
#include "sandbox/write/jobs.h"

namespace stevedore::sandbox {

/// upload, bulk write create, details and download.
class BulkWriteApi
{
public:
    BulkWriteApi(Store& store, const Options& options, JobQueue& queue, std::function<QString()> baseUrl);
    void addTo(Router& router);

private:
    Answer upload(const Request& request);
    ApiResult<qint64> keepUpload(const Part& part, const User& user);
    bool mayUse(const QString& table, qint64 id, const User& user);
    Answer create(const Request& request);
    ApiResult<Job> makeJob(const QJsonObject& body, const User& user);
    ApiResult<void> checkModuleScope(const Request& request, const QJsonObject& body);
    Answer details(const Request& request);
    Answer download(const Request& request);

    Store& m_store;
    const Options& m_options;
    JobQueue& m_queue;
    std::function<QString()> m_baseUrl;
};

} // namespace stevedore::sandbox
