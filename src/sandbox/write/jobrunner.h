// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/recordstates.h"
#include "sandbox/jobqueue.h"
#include "sandbox/trouble/scenario.h"
#include "sandbox/write/jobs.h"
#include "sandbox/write/resultfile.h"

namespace stevedore::sandbox {

class CsvSplitter;

/// Carries out one write job, chunk by chunk. Each chunk is one transaction with its records, its result rows and the
/// counts, so a job that was cut off goes on exactly where it stopped.
class JobRunner
{
public:
    enum class End {
        Over,     ///< its state says how
        Stopping, ///< the server is being stopped; the next run goes on with it
        Stuck,    ///< as the trouble wanted
    };

    /// `queue` is asked to pause, and whether the server is being stopped.
    JobRunner(Store& store, const Options& options, JobQueue& queue, Scenario& scenario, const RecordStates& states);

    /// `trouble` is of a job's kinds, or none.
    End run(Job& job, const std::optional<Trouble>& trouble);

private:
    ApiResult<JobPlan> planOf(const Job& job) const;
    End runFile(Job& job, const JobPlan& plan, std::size_t position, qint64 rows);
    qint64 processChunk(Job& job, const JobPlan& plan, std::size_t position, CsvSplitter& rows, qint64 most);
    void leaveUnprocessed(Job& job, const JobPlan& plan, std::size_t position);
    qint64 chunkSize() const;
    void finish(Job& job, const QString& state);

    Store& m_store;
    const Options& m_options;
    JobQueue& m_queue;
    Scenario& m_scenario;
    const RecordStates& m_states;
};

} // namespace stevedore::sandbox
