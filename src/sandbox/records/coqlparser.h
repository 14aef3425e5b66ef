// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/sqlite.h"
#include "sandbox/http/http.h"
#include "sandbox/org/org.h"

#include <vector>

namespace stevedore::sandbox {

/// A COQL query over one module, as SQL. Values of the query are bound to ?1, ?2, ..., never part of the text; names
/// are those of fields that exist.
struct CoqlQuery
{
    const Module* module = nullptr;
    std::vector<const Field*> fields; ///< as selected, without id
    std::string condition;            ///< empty: all records
    std::vector<Value> values;
    std::string order; ///< "t.\"Email\" asc, t.id asc"
    qint64 offset = 0;
    qint64 limit = 200;
};

/// select <fields> from <module> where <condition> [order by f asc|desc, ...] [limit [offset,] n]. Conditions: = != <>
/// < <= > >= like, not like, in, not in, between, is null, is not null, and, or, parentheses. SYNTAX_ERROR,
/// INVALID_QUERY otherwise.
ApiResult<CoqlQuery> parseCoql(const Org& org, const QString& text);

} // namespace stevedore::sandbox
