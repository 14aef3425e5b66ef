// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/write/parentkeys.h"

#include <algorithm>

namespace stevedore::sandbox {

ParentKeys::ParentKeys(Database& database, qint64 jobId, const JobPlan& plan) : m_database(database), m_jobId(jobId)
{
    for (const FilePlan& file : plan.files) {
        const PlanColumn* link = file.parentLink();
        if (link && std::find(m_columns.begin(), m_columns.end(), link->parentIndex) == m_columns.end())
            m_columns.push_back(link->parentIndex);
    }
}

void ParentKeys::keep(const std::vector<std::string>& cells, qint64 record)
{
    for (const int column : m_columns) {
        const auto index = static_cast<std::size_t>(column);
        const std::string_view key = index < cells.size() ? trimmed(cells[index]) : std::string_view();
        if (key.empty())
            continue;
        m_database
            .cached("insert or ignore into sandbox_write_keys (job, parent_column, value, record) "
                    "values (?1, ?2, ?3, ?4)")
            .bind(1, std::int64_t(m_jobId))
            .bind(2, std::int64_t(column))
            .bind(3, key)
            .bind(4, std::int64_t(record))
            .run();
    }
}

std::optional<qint64> ParentKeys::find(int parentColumn, std::string_view key)
{
    Statement& row = m_database.cached("select record from sandbox_write_keys where job=?1 and parent_column=?2 and "
                                       "value=?3");
    row.bind(1, std::int64_t(m_jobId)).bind(2, std::int64_t(parentColumn)).bind(3, key);
    const auto record = row.step() ? std::optional<qint64>(row.integer(0)) : std::nullopt;
    row.reset();
    return record;
}

qint64 ParentKeys::count(int parentColumn, std::string_view key)
{
    Statement& row = m_database.cached("insert into sandbox_write_keys (job, parent_column, value, record, children) "
                                       "values (?1, ?2, ?3, 0, 1) on conflict do update set children=children+1 "
                                       "returning children");
    row.bind(1, std::int64_t(m_jobId)).bind(2, std::int64_t(parentColumn)).bind(3, key).step();
    const qint64 children = row.integer(0);
    row.reset();
    return children;
}

} // namespace stevedore::sandbox
