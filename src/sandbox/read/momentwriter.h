// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimeZone>

#include <string>
#include <string_view>

namespace stevedore::sandbox {

/// Writes stored moments (UTC) in a time zone, many a second: the zone is asked once for each stretch between two
/// changes of its offset.
class MomentWriter
{
public:
    explicit MomentWriter(const QTimeZone& zone) : m_zone(zone) {}

    /// Appends "2026-02-03T10:12:44+01:00" for "2026-02-03T09:12:44+00:00". What is no stored moment goes through as it
    /// is.
    void append(std::string& out, std::string_view stored);

private:
    int offsetAt(qint64 seconds);

    QTimeZone m_zone;
    qint64 m_from = 0; // of the stretch that m_offset is good for; empty at first
    qint64 m_until = 0;
    int m_offset = 0;
};

} // namespace stevedore::sandbox
