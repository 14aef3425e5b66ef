// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/jobqueue.h"
#include "sandbox/write/jobs.h"

#include <atomic>
#include <functional>

namespace stevedore::sandbox {

/// Carries out one write job, chunk by chunk. Each chunk is one transaction with its records, its result rows and the
/// job's counts, so a job that was cut off goes on exactly where it stopped.
class JobRunner
{
public:
    /// `queue` is asked to pause, and whether the server is being stopped.
    JobRunner(Store& store, const Options& options, JobQueue& queue);

    /// The job as it was left: over, or not if the server is being stopped.
    Job run(qint64 jobId);

private:
    ApiResult<JobPlan> planOf(const Job& job);
    void processRows(Job& job, const JobPlan& plan, const QByteArray& csv);
    qint64 processChunk(Job& job, const JobPlan& plan, class CsvSplitter& rows, qint64 most);
    std::string unprocessedRows(Job& job, const JobPlan& plan, CsvSplitter& rows) const;
    std::vector<std::size_t> echoedColumns(const JobPlan& plan) const;
    void appendResult(std::string& rows, const std::vector<std::string>& cells, const std::vector<std::size_t>& echoed,
                      std::string_view status, qint64 id, std::string_view errors) const;
    bool writeResult(const Job& job, const JobPlan& plan, const std::vector<std::string>& header);
    void finish(Job& job, const QString& state);

    Store& m_store;
    const Options& m_options;
    JobQueue& m_queue;
};

} // namespace stevedore::sandbox
