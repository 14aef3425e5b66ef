// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/sqlite.h"
#include "sandbox/read/momentwriter.h"
#include "sandbox/read/readplan.h"

namespace stevedore::sandbox {

/// The calendar file of a bulk read of Events (`file_type` ics): one VEVENT a meeting, RFC 5545. The documentation does
/// not say which properties it has; here they are those of the meeting's own fields.
class IcsEvents
{
public:
    /// `zone` is where whole days are.
    IcsEvents(const ReadPlan& plan, const QTimeZone& zone) : m_plan(plan), m_moments(zone) {}

    /// What a calendar is made of, so far as the module has it.
    static QStringList fieldsOf(const Module& events);

    static void appendHead(std::string& out);
    /// The row that a statement of ReadPlan::selectSql() stands on.
    void appendEvent(std::string& out, const Statement& row);
    static void appendTail(std::string& out);

private:
    std::string_view text(const Statement& row, const QString& field) const;
    void appendTime(std::string& out, std::string_view property, const Statement& row, const QString& field);

    const ReadPlan& m_plan;
    MomentWriter m_moments;
};

} // namespace stevedore::sandbox
