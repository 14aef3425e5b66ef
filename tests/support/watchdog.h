// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QMetaObject>
#include <QObject>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <ctime>
#include <mutex>
#include <pthread.h>
#include <thread>

namespace stevedore::test {

/// Measures how long the main loop does not answer. A thread posts a ping every 5 ms; the longest time between posting
/// and answering is the longest gap. What the pinging thread itself came too late is the machine's doing, not the
/// window's, and is taken off. On a busy machine that does not help when the main thread itself has to wait for a core:
/// the processor time it used between the two is the measure that holds there, though it does not see a wait for the
/// disk. Build it on the main thread.
class Watchdog final
{
public:
    Watchdog()
    {
        m_clock.start();
        pthread_getcpuclockid(pthread_self(), &m_cpu);
        m_thread = std::thread([this] { run(); });
    }
    ~Watchdog()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_stop = true;
        }
        m_wake.notify_all();
        m_thread.join();
    }
    Q_DISABLE_COPY_MOVE(Watchdog)

    std::chrono::milliseconds longestGap() const { return std::chrono::milliseconds(m_longest.load()); }
    std::chrono::milliseconds busiestGap() const { return std::chrono::milliseconds(m_busiest.load()); }
    /// When the longest gap ended, in milliseconds since the beginning, to find out what went on then.
    qint64 longestGapAt() const { return m_longestAt.load(); }
    qint64 elapsed() const { return m_clock.elapsed(); }
    void reset() { m_longest = m_busiest = 0; }

private:
    static constexpr qint64 tickMs = 5;

    void run()
    {
        std::unique_lock lock(m_mutex);
        qint64 ticked = m_clock.elapsed();
        while (!m_wake.wait_for(lock, std::chrono::milliseconds(tickMs), [this] { return m_stop; })) {
            const qint64 now = m_clock.elapsed();
            m_late += std::max<qint64>(0, now - ticked - tickMs - 1);
            ticked = now;
            if (m_waiting.exchange(true))
                continue;
            QMetaObject::invokeMethod(
                &m_target, [this, now, late = m_late.load(), used = used()] { answer(now, late, used); },
                Qt::QueuedConnection);
        }
    }
    /// Processor time of the main thread so far, in milliseconds.
    qint64 used() const
    {
        timespec time{};
        clock_gettime(m_cpu, &time);
        return qint64(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
    }
    void answer(qint64 posted, qint64 late, qint64 usedBefore)
    {
        m_busiest = std::max<qint64>(m_busiest, used() - usedBefore);
        const qint64 gap = m_clock.elapsed() - posted - (m_late - late);
        if (gap > m_longest) {
            m_longest = gap;
            m_longestAt = m_clock.elapsed();
        }
        m_waiting = false;
    }

    QObject m_target;
    QElapsedTimer m_clock;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stop = false;
    std::atomic<qint64> m_late = 0;
    std::atomic_bool m_waiting = false;
    clockid_t m_cpu = CLOCK_MONOTONIC;
    std::atomic<qint64> m_longest = 0;
    std::atomic<qint64> m_busiest = 0;
    std::atomic<qint64> m_longestAt = 0;
    std::thread m_thread;
};

} // namespace stevedore::test
