// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace stevedore::sandbox {

/// Jobs that wait, by id, and the threads that carry them out, oldest first.
class JobQueue
{
public:
    using Work = std::function<void(qint64 jobId)>;

    /// `unfinished` is what an earlier run left. `work` is called on the queue's threads, one job a thread at a time,
    /// and returns early once isStopping(). It may throw SqlError: the job stays as its last transaction left it.
    JobQueue(int threads, const std::vector<qint64>& unfinished, Work work);
    /// Waits for the transactions that are under way.
    ~JobQueue();
    Q_DISABLE_COPY_MOVE(JobQueue)

    void add(qint64 jobId, std::chrono::milliseconds delay = {});
    /// For the work: waits; false if the server is being stopped.
    bool pause(qint64 milliseconds);
    bool isStopping();

private:
    using Steady = std::chrono::steady_clock;

    void run();
    bool takeNext(qint64& jobId);

    Work m_work;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::pair<Steady::time_point, qint64>> m_waiting;
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace stevedore::sandbox
