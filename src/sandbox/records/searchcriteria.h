// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/sqlite.h"
#include "sandbox/http/http.h"
#include "sandbox/org/org.h"

#include <vector>

namespace stevedore::sandbox {

/// Criteria of "Record count" as SQL over the columns of a module's table, its values bound to ?1, ?2, ...
struct SearchCondition
{
    static constexpr int mostCriteria = 10;
    static constexpr qsizetype mostInList = 100;

    std::string sql;
    std::vector<Value> values;
};

/// "(Last_Name:equals:Burns)" or "((A:op:v) and (B:op:v))"; \ before parentheses, commas and itself. `equals` finds
/// what contains the value, except in picklists. INVALID_QUERY, CRITERIA_LIMIT_EXCEEDED.
ApiResult<SearchCondition> searchCondition(const Org& org, const Module& module, const QString& criteria);

/// A pattern for `like ... escape '\'` that fits what contains the text.
QString containing(const QString& text);

} // namespace stevedore::sandbox
