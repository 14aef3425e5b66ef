// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/store.h"

#include <map>
#include <mutex>
#include <optional>

namespace stevedore::sandbox {

/// The org's API credits over the last 24 hours ("API limits"). Kept in memory; written at the end of a run.
class Credits
{
public:
    Credits(Store& store, qint64 limit);
    ~Credits();
    Q_DISABLE_COPY_MOVE(Credits)

    /// Takes the credits of one call; false (and nothing taken) if there are not enough left.
    bool take(int credits);
    /// What is left, once at least half is used: only then does the CRM say it.
    std::optional<qint64> remainingToTell() const;

private:
    qint64 thisMinute() const;
    qint64 used() const;

    Store& m_store;
    qint64 m_limit;
    mutable std::mutex m_mutex;
    std::map<qint64, qint64> m_usedByMinute;
};

} // namespace stevedore::sandbox
