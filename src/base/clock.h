// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>
#include <functional>

class QObject;

namespace stevedore {

/// Time as the engine sees it. One real clock; tests bring their own.
class Clock
{
public:
    Clock() = default;
    virtual ~Clock() = default;
    Q_DISABLE_COPY_MOVE(Clock)

    /// Wall clock, UTC, milliseconds.
    virtual QDateTime now() const = 0;
    /// Calls `function` once after `delay` on the calling thread's event loop, unless `context` is gone by then.
    virtual void callAfter(std::chrono::milliseconds delay, QObject* context, std::function<void()> function) = 0;
};

class SystemClock final : public Clock
{
public:
    QDateTime now() const override;
    void callAfter(std::chrono::milliseconds delay, QObject* context, std::function<void()> function) override;
};

} // namespace stevedore
