// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/jobrunner.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace stevedore::sandbox {

/// The jobs that wait and the threads that take them, oldest first. Begins with what an earlier run left unfinished.
class JobQueue
{
public:
    /// `finished` is called on a worker thread when a job is over.
    JobQueue(Store& store, const Options& options, std::function<void(const Job&)> finished);
    /// Stops after the transaction that is under way; unfinished jobs go on in the next run.
    ~JobQueue();
    Q_DISABLE_COPY_MOVE(JobQueue)

    void add(qint64 jobId);

private:
    using Clock = std::chrono::steady_clock;

    void work();
    bool takeNext(qint64& jobId);
    bool pause(qint64 milliseconds);

    Store& m_store;
    const Options& m_options;
    std::function<void(const Job&)> m_finished;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::pair<Clock::time_point, qint64>> m_waiting;
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace stevedore::sandbox
