// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>
#include <deque>

namespace stevedore {

/// Keeps to ten downloads of bulk read results a minute (Zoho CRM API v8, Bulk read, Limitations), whoever in this
/// process makes them. An eleventh would be refused, and a page asked for again.
class DownloadPace
{
public:
    /// Zero: the download may begin now, and counts. Otherwise: ask again after so long.
    std::chrono::milliseconds take(const QDateTime& now);

private:
    std::deque<QDateTime> m_recent;
};

} // namespace stevedore
