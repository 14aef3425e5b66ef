// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QMetaObject>
#include <QObject>

#include <atomic>
#include <chrono>
#include <thread>

namespace stevedore::test {

/// Measures how long the main loop does not answer. A thread posts a ping every 5 ms; the longest time between posting
/// and answering is the longest gap. Build it on the main thread.
class Watchdog final
{
public:
    Watchdog()
    {
        m_clock.start();
        m_thread = std::thread([this] { run(); });
    }
    ~Watchdog()
    {
        m_stop = true;
        m_thread.join();
    }
    Q_DISABLE_COPY_MOVE(Watchdog)

    std::chrono::milliseconds longestGap() const { return std::chrono::milliseconds(m_longest.load()); }
    /// When the longest gap ended, in milliseconds since the beginning, to find out what went on then.
    qint64 longestGapAt() const { return m_longestAt.load(); }
    qint64 elapsed() const { return m_clock.elapsed(); }
    void reset() { m_longest = 0; }

private:
    void run()
    {
        while (!m_stop) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
            if (m_waiting.exchange(true))
                continue;
            const qint64 posted = m_clock.elapsed();
            QMetaObject::invokeMethod(
                &m_target, [this, posted] { answer(posted); }, Qt::QueuedConnection);
        }
    }
    void answer(qint64 posted)
    {
        const qint64 gap = m_clock.elapsed() - posted;
        if (gap > m_longest) {
            m_longest = gap;
            m_longestAt = m_clock.elapsed();
        }
        m_waiting = false;
    }

    QObject m_target;
    QElapsedTimer m_clock;
    std::atomic_bool m_stop = false;
    std::atomic_bool m_waiting = false;
    std::atomic<qint64> m_longest = 0;
    std::atomic<qint64> m_longestAt = 0;
    std::thread m_thread;
};

} // namespace stevedore::test
