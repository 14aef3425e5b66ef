// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/zipfile.h"
#include "sandbox/jobqueue.h"
#include "sandbox/read/pagemarks.h"
#include "sandbox/read/readplan.h"

namespace stevedore::sandbox {

/// Carries out one read job: a page of the query, from one statement and so from one snapshot of the data, row by row
/// into the zip. A job that was cut off begins its page again.
class ReadRunner
{
public:
    /// `queue` is asked to pause, and whether the server is being stopped.
    ReadRunner(Store& store, const Options& options, JobQueue& queue, PageMarks& marks)
        : m_store(store), m_options(options), m_queue(queue), m_marks(marks)
    {
    }

    /// The job as it was left: over, or not if it went back into the queue or the server is being stopped.
    ReadJob run(qint64 jobId);

private:
    /// How far a page has come.
    struct Progress
    {
        qint64 count = 0;
        qint64 lastId = 0; ///< the page before ended with it, or this one so far
        bool more = false;
        bool stopped = false;
    };

    qint64 startOf(Database& database, const ReadJob& job, const ReadPlan& plan) const;
    void readPage(ReadJob& job, const ReadPlan& plan);
    Progress writeRows(const ReadJob& job, const ReadPlan& plan, ZipWriter& zip);
    template <typename AppendRow>
    Progress copyRows(Database& database, const ReadJob& job, const ReadPlan& plan, ZipWriter& zip, std::string& block,
                      AppendRow appendRow);
    bool mayGoOn(qint64 count);
    void save(const ReadJob& job);
    void complete(ReadJob& job, const Progress& progress);
    void fail(ReadJob& job, const ApiError& error);

    Store& m_store;
    const Options& m_options;
    JobQueue& m_queue;
    PageMarks& m_marks;
};

} // namespace stevedore::sandbox
