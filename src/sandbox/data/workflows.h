// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/sqlite.h"
#include "sandbox/org/org.h"

#include <string_view>

namespace stevedore::sandbox {

/// The org's automation, as far as a rehearsal needs to see it: that it was set off by a record, and by what.
/// `event` is "create", "edit" or "delete". Part of the caller's transaction.
inline void noteWorkflow(Database& database, const Module& module, qint64 recordId, std::string_view event)
{
    database.cached("insert into sandbox_workflow_runs (module, record, event) values (?1, ?2, ?3)")
        .bind(1, module.apiName)
        .bind(2, std::int64_t(recordId))
        .bind(3, event)
        .run();
}

} // namespace stevedore::sandbox
