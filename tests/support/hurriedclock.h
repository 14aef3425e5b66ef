// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <vector>

namespace stevedore::test {

/// A clock on which waiting takes no time: whatever is due next happens within a millisecond or two, in its order, and
/// the clock has then gone on as far as was waited for. So a test sees minutes of back-off without spending them.
class HurriedClock final : public Clock
{
public:
    explicit HurriedClock(const QDateTime& start = QDateTime::currentDateTimeUtc()) : m_now(start)
    {
        m_timer.setInterval(1);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { callNext(); });
    }

    QDateTime now() const override { return m_now; }
    void callAfter(std::chrono::milliseconds delay, QObject* context, std::function<void()> function) override
    {
        if (delay.count() <= 0) {
            m_real.callAfter(delay, context, std::move(function));
            return;
        }
        m_calls.push_back({m_now.addMSecs(delay.count()), context, std::move(function)});
        m_timer.start();
    }

private:
    struct Call
    {
        QDateTime at;
        QPointer<QObject> context;
        std::function<void()> function;
    };

    void callNext()
    {
        const auto next =
            std::min_element(m_calls.begin(), m_calls.end(), [](const Call& a, const Call& b) { return a.at < b.at; });
        if (next == m_calls.end()) {
            m_timer.stop();
            return;
        }
        const Call call = std::move(*next);
        m_calls.erase(next);
        m_now = std::max(m_now, call.at);
        if (call.context)
            call.function();
    }

    SystemClock m_real;
    QDateTime m_now;
    std::vector<Call> m_calls;
    QTimer m_timer;
};

} // namespace stevedore::test
