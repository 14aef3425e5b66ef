// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/sqlite.h"
#include "sandbox/http/http.h"
#include "sandbox/options.h"
#include "sandbox/read/readtables.h"

namespace stevedore::sandbox {

/// A query that passed all checks of "Bulk read, Create job", as SQL.
struct ReadPlan
{
    const Module* module = nullptr;
    std::vector<ReadColumn> columns;
    std::string from;
    std::string where; ///< empty: every record
    std::vector<Value> values;
    int page = 1;
    bool calendar = false;
    QJsonObject echo; ///< the query as job details show it; plans to the same again

    /// select the columns, the record's id first, of the records after the id ?N+1, at most ?N+2 of them, in the order
    /// of ids; N is the number of `values`.
    std::string selectSql() const;
    /// The id of the record that is ?N+2 records behind the first one after ?N+1.
    std::string skipSql() const;

private:
    std::string ordered(const std::string& names) const;
};

/// Reads the `query` of a create request. The calendar (`ics`) is for Events only and chooses its fields itself. Keys
/// that the page does not know are passed over.
ApiResult<ReadPlan> planRead(const Org& org, const QJsonObject& query, const QString& fileType, const Options& options);

/// select the ids of the records in a view; what it compares with is appended to `values` and bound by position.
ApiResult<std::string> viewSql(const Org& org, const Module& module, const CustomView& view,
                               std::vector<Value>& values);

/// JOIN_LIMIT_EXCEEDED
tl::unexpected<ApiError> joinLimitExceeded(const QString& field);

} // namespace stevedore::sandbox
