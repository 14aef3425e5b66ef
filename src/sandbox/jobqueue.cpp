// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/jobqueue.h"

#include "sandbox/data/sqlite.h"

#include <QDebug>

#include <algorithm>

namespace stevedore::sandbox {

JobQueue::JobQueue(int threads, const std::vector<qint64>& unfinished, Work work) : m_work(std::move(work))
{
    for (const qint64 id : unfinished)
        m_waiting.emplace_back(Steady::now(), id);
    for (int i = 0; i < std::max(threads, 1); ++i)
        m_threads.emplace_back([this] { run(); });
}

JobQueue::~JobQueue()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
    }
    m_changed.notify_all();
    for (std::thread& thread : m_threads)
        thread.join();
}

void JobQueue::add(qint64 jobId, std::chrono::milliseconds delay)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_waiting.emplace_back(Steady::now() + delay, jobId);
    }
    m_changed.notify_all();
}

bool JobQueue::takeNext(qint64& jobId)
{
    std::unique_lock lock(m_mutex);
    while (!m_stopping) {
        if (m_waiting.empty()) {
            m_changed.wait(lock);
        } else if (const auto due = m_waiting.front().first; due > Steady::now()) {
            m_changed.wait_until(lock, due);
        } else {
            jobId = m_waiting.front().second;
            m_waiting.pop_front();
            return true;
        }
    }
    return false;
}

bool JobQueue::pause(qint64 milliseconds)
{
    std::unique_lock lock(m_mutex);
    return !m_changed.wait_for(lock, std::chrono::milliseconds(milliseconds), [this] { return m_stopping; });
}

bool JobQueue::isStopping()
{
    const std::scoped_lock lock(m_mutex);
    return m_stopping;
}

void JobQueue::run()
{
    qint64 id = 0;
    while (takeNext(id)) {
        try {
            m_work(id);
        } catch (const SqlError& error) {
            // Most likely a full disk. The next run of the server goes on with the job.
            qWarning("job %lld stopped: %s", static_cast<long long>(id), error.what());
        }
    }
}

} // namespace stevedore::sandbox
