// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <mutex>

namespace stevedore {

/// Who writes to the journal next. SQLite lets one connection write at a time and makes the others sleep and retry; so
/// that the thread of the window never waits for longer than one short transaction, background writers let it go first.
class WriteTurns
{
public:
    /// For the owning thread: waits for the transaction under way, if any.
    void takeForeground()
    {
        std::unique_lock lock(m_mutex);
        ++m_foregroundWaiting;
        m_changed.wait(lock, [this] { return !m_taken; });
        --m_foregroundWaiting;
        m_taken = true;
    }

    /// For pool threads: waits also while the owning thread wants to write.
    void takeBackground()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return !m_taken && m_foregroundWaiting == 0; });
        m_taken = true;
    }

    void release()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_taken = false;
        }
        m_changed.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_taken = false;
    int m_foregroundWaiting = 0;
};

/// Holds a turn while it lives.
class WriteTurn
{
public:
    enum Who { Foreground, Background };

    WriteTurn(WriteTurns& turns, Who who) : m_turns(turns)
    {
        who == Foreground ? turns.takeForeground() : turns.takeBackground();
    }
    ~WriteTurn() { m_turns.release(); }
    WriteTurn(const WriteTurn&) = delete;
    WriteTurn& operator=(const WriteTurn&) = delete;

private:
    WriteTurns& m_turns;
};

} // namespace stevedore
