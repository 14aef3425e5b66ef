// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/sqlite.h"
#include "sandbox/http/http.h"
#include "sandbox/org/org.h"
#include "sandbox/records/recordreader.h"

#include <vector>

namespace stevedore::sandbox {

/// A COQL query over one module and what its lookups lead to, as SQL over the module's table `t`. Values of the query
/// are bound to ?1, ?2, ..., never part of the text; names are those of fields that exist.
struct CoqlQuery
{
    static constexpr qint64 mostRows = 2000;

    const Module* module = nullptr;
    std::vector<RecordColumn> columns; ///< as selected, without id
    QString countAs;                   ///< if not empty, only the number of records is wanted, under this key
    std::string condition;
    std::vector<Value> values;
    std::string order; ///< "t.\"Email\" asc, t.id asc"
    qint64 offset = 0;
    qint64 limit = 200;
};

/// select <columns> | count(id) [as name] from <module> where <condition> [order by f asc|desc, ...] [limit [offset,]
/// n] [offset n]. Conditions: = != <> < <= > >= like, not like, in, not in, between, is null, is not null, and, or,
/// parentheses. Columns: fields, id, and one step through a lookup ("Account_Name.Phone"). SYNTAX_ERROR, INVALID_QUERY
/// and the other errors of "Get records through a COQL query" otherwise.
ApiResult<CoqlQuery> parseCoql(const Org& org, const QString& text);

} // namespace stevedore::sandbox
