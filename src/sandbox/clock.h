// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <atomic>

namespace stevedore::sandbox {

/// The server's idea of now: the machine's, and whatever a rehearsal has put forward to see tokens, results and page
/// tokens expire without waiting for it. May be used by any thread.
class Clock
{
public:
    /// Milliseconds since 1970, UTC.
    qint64 now() const { return QDateTime::currentMSecsSinceEpoch() + m_ahead.load(std::memory_order_relaxed); }
    QDateTime moment() const { return QDateTime::fromMSecsSinceEpoch(now(), Qt::UTC); }
    void advance(qint64 milliseconds) { m_ahead.fetch_add(milliseconds); }

private:
    std::atomic<qint64> m_ahead{0};
};

} // namespace stevedore::sandbox
