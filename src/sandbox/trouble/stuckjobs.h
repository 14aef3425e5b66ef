// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/trouble/scenario.h"

#include <chrono>
#include <map>
#include <mutex>

namespace stevedore::sandbox {

/// The jobs that stay as they are for as long as the scenario is what it was.
class StuckJobs
{
public:
    /// How often a queue looks whether a stuck job may go on.
    static constexpr std::chrono::milliseconds lookAgain{100};

    explicit StuckJobs(const Scenario& scenario) : m_scenario(scenario) {}

    void stick(qint64 jobId)
    {
        const std::scoped_lock lock(m_mutex);
        m_jobs[jobId] = m_scenario.generation();
    }
    bool isStuck(qint64 jobId) const
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_jobs.find(jobId);
        return found != m_jobs.end() && found->second == m_scenario.generation();
    }

private:
    const Scenario& m_scenario;
    mutable std::mutex m_mutex;
    std::map<qint64, int> m_jobs;
};

} // namespace stevedore::sandbox
