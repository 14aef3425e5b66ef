// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <mutex>

namespace stevedore::sandbox {

/// Counts the occasions of each fault, per process.
class Faults
{
public:
    explicit Faults(const QHash<QString, int>& wanted) : m_wanted(wanted) {}

    /// Counts one occasion; true at exactly the N-th.
    bool once(const QString& name)
    {
        const std::scoped_lock lock(m_mutex);
        return m_wanted.value(name) > 0 && ++m_seen[name] == m_wanted.value(name);
    }
    /// Counts one occasion; true at each N-th.
    bool every(const QString& name)
    {
        const std::scoped_lock lock(m_mutex);
        return m_wanted.value(name) > 0 && ++m_seen[name] % m_wanted.value(name) == 0;
    }

private:
    std::mutex m_mutex;
    QHash<QString, int> m_wanted;
    QHash<QString, int> m_seen;
};

} // namespace stevedore::sandbox
