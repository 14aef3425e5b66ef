// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/callgate.h"

#include "base/planted.h"
#include "transfer/pacing.h"

#include <utility>

namespace stevedore {

bool CallGate::mayCall()
{
    if (m_failures == 0)
        return true;
    if (m_waiting || m_trying)
        return false;
    m_trying = true;
    return true;
}

void CallGate::answered()
{
    // An answer to a call that went out before the gate closed says nothing about now.
    if (m_waiting)
        return;
    m_trying = false;
    if (std::exchange(m_failures, 0) > 0)
        openLater();
}

std::chrono::milliseconds CallGate::failed(const Failure& failure)
{
    if (m_waiting)
        return m_delay;
    m_trying = false;
    m_waiting = true;
    ++m_failures;
    m_delay = retryDelay(failure, m_failures);
    m_clock.callAfter(m_delay, this, [this] {
        m_waiting = false;
        Q_EMIT opened();
    });
    return m_delay;
}

void CallGate::forget()
{
    if (std::exchange(m_trying, false))
        openLater();
}

void CallGate::openLater()
{
    if (STEVEDORE_PLANTED_BUG("gate-opens-at-once")) {
        Q_EMIT opened();
        return;
    }
    QMetaObject::invokeMethod(this, &CallGate::opened, Qt::QueuedConnection);
}

} // namespace stevedore
