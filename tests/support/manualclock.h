// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <QPointer>

#include <vector>

namespace stevedore::test {

/// A clock that stands still until it is told to go on. What is asked for without a delay comes as with the real one.
class ManualClock final : public Clock
{
public:
    QDateTime now() const override { return m_now; }
    void callAfter(std::chrono::milliseconds delay, QObject* context, std::function<void()> function) override
    {
        if (delay.count() == 0)
            m_real.callAfter(delay, context, std::move(function));
        else
            m_calls.push_back({m_now.addMSecs(delay.count()), context, std::move(function)});
    }
    void advance(std::chrono::milliseconds by)
    {
        m_now = m_now.addMSecs(by.count());
        std::vector<Call> due;
        std::vector<Call> later;
        for (Call& call : m_calls)
            (call.at <= m_now ? due : later).push_back(std::move(call));
        m_calls = std::move(later);
        for (const Call& call : due) {
            if (call.context)
                call.function();
        }
    }

private:
    struct Call
    {
        QDateTime at;
        QPointer<QObject> context;
        std::function<void()> function;
    };
    SystemClock m_real;
    QDateTime m_now = QDateTime::currentDateTimeUtc();
    std::vector<Call> m_calls;
};

} // namespace stevedore::test
