// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/sqlite.h"
#include "sandbox/read/momentwriter.h"
#include "sandbox/read/readplan.h"

namespace stevedore::sandbox {

/// The CSV of a bulk read ("Bulk read, Download result"): RFC 4180 with line feeds, UTF-8; API names as they were asked
/// for in the header; moments in the org's offset, dates as yyyy-MM-dd, true and false, the bare id of lookups and
/// owners, several values joined by commas.
class CsvRows
{
public:
    /// `idHeader` is what the id column is called.
    CsvRows(const ReadPlan& plan, const QTimeZone& zone, QString idHeader);

    void appendHeader(std::string& out) const;
    /// The row that a statement of ReadPlan::selectSql() stands on.
    void appendRow(std::string& out, const Statement& row);

private:
    void appendValue(std::string& out, const Field* field, const Statement& row, int column);

    const ReadPlan& m_plan;
    QString m_idHeader;
    MomentWriter m_moments;
    std::string m_joined;
};

} // namespace stevedore::sandbox
