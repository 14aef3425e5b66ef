// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/sqlite.h"
#include "sandbox/write/jobplan.h"

#include <optional>
#include <vector>

namespace stevedore::sandbox {

/// How the rows of a child's CSV find the records of their parent's: by the value of the shared column. Kept in the
/// database, so that a job that was cut off still knows them.
class ParentKeys
{
public:
    ParentKeys(Database& database, qint64 jobId, const JobPlan& plan);

    /// Keeps the record that a row of the parent's CSV became. The first of several rows with the same key counts.
    void keep(const std::vector<std::string>& cells, qint64 record);
    /// The record of the parent's row with this key.
    std::optional<qint64> find(int parentColumn, std::string_view key);
    /// Counts one more child of the key; how many there are now. For every parent together: key empty.
    qint64 count(int parentColumn, std::string_view key);

private:
    Database& m_database;
    qint64 m_jobId;
    std::vector<int> m_columns; // of the parent's CSV, that some child refers to
};

} // namespace stevedore::sandbox
