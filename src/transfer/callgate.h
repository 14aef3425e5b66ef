// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/failure.h"

#include <QObject>

namespace stevedore {

/// One brake for all calls to the CRM. After an answer that says "not now" (429, 5xx) or none at all, nobody calls
/// until the wait is over; then one call goes ahead, and only its success lets the others follow.
class CallGate final : public QObject
{
    Q_OBJECT

public:
    /// `clock` must outlive the gate.
    explicit CallGate(Clock& clock) : m_clock(clock) {}

    /// Whether a call may go out now. After a wait the first who asks is the one that goes ahead.
    bool mayCall();
    /// A call was answered.
    void answered();
    /// A call failed in a way that may pass. Says how long to wait; longer after each failure in a row. What was under
    /// way already when the gate closed does not make it longer.
    std::chrono::milliseconds failed(const Failure& failure);
    /// Who went ahead will not bring an answer: somebody else may go.
    void forget();
    /// Failures in a row, of whichever call went ahead.
    int failures() const { return m_failures; }

Q_SIGNALS:
    /// Calls that had to wait may ask again. Comes later, never inside answered() or forget(): who calls those is still
    /// at work on what the answer means, and the part that it is about would look as if nothing was done with it.
    void opened();

private:
    void openLater();

    Clock& m_clock;
    std::chrono::milliseconds m_delay{0};
    int m_failures = 0;
    bool m_waiting = false;
    bool m_trying = false;
};

} // namespace stevedore
