// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/downloadpace.h"

namespace stevedore {

namespace {

constexpr std::size_t mostInWindow = 10;
/// A second more than the minute: the CRM counts when requests reach it, not when they leave.
constexpr std::chrono::milliseconds window(61'000);

} // namespace

std::chrono::milliseconds DownloadPace::take(const QDateTime& now)
{
    // A clock that was set back must not make anybody wait for hours.
    while (!m_recent.empty() && (m_recent.front().msecsTo(now) >= window.count() || m_recent.front().msecsTo(now) < 0))
        m_recent.pop_front();
    if (m_recent.size() >= mostInWindow)
        return window - std::chrono::milliseconds(m_recent.front().msecsTo(now));
    m_recent.push_back(now);
    return std::chrono::milliseconds::zero();
}

} // namespace stevedore
