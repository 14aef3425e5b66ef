// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/jobqueue.h"

#include <QDebug>

namespace stevedore::sandbox {

JobQueue::JobQueue(Store& store, const Options& options, std::function<void(const Job&)> finished)
    : m_store(store), m_options(options), m_finished(std::move(finished))
{
    {
        Store::Lease database(store);
        for (const qint64 id : jobs::unfinished(*database))
            m_waiting.emplace_back(Clock::now(), id);
    }
    for (int i = 0; i < std::max(options.workers, 1); ++i)
        m_threads.emplace_back([this] { work(); });
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

void JobQueue::add(qint64 jobId)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_waiting.emplace_back(Clock::now() + m_options.queueDelay, jobId);
    }
    m_changed.notify_all();
}

bool JobQueue::takeNext(qint64& jobId)
{
    std::unique_lock lock(m_mutex);
    while (!m_stopping) {
        if (m_waiting.empty()) {
            m_changed.wait(lock);
        } else if (const auto due = m_waiting.front().first; due > Clock::now()) {
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

void JobQueue::work()
{
    JobRunner runner(m_store, m_options, [this](qint64 milliseconds) { return pause(milliseconds); });
    qint64 id = 0;
    while (takeNext(id)) {
        try {
            const Job job = runner.run(id);
            if (job.isOver())
                m_finished(job);
        } catch (const SqlError& error) {
            // Most likely a full disk. The job stays as its last transaction left it; the next run goes on with it.
            qWarning("job %lld stopped: %s", static_cast<long long>(id), error.what());
        }
    }
}

} // namespace stevedore::sandbox
