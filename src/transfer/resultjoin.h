// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/join/joinedpart.h"

#include <QStringList>

#include <optional>
#include <string>

namespace stevedore {

/// A row of the CRM's result file, as it stands there, UTF-8.
struct ResultRow
{
    std::string echo; ///< the cells of ResultTable::columns, see appendEchoCell()
    std::string status;
    std::string recordId;
    std::string errors;
};

struct ResultTable
{
    QStringList columns; ///< the echoed columns' names
    std::vector<ResultRow> rows;
};

/// The rows of a part as they were sent, cut down to the echoed columns.
struct SentTable
{
    std::vector<RowNumber> rows;
    std::vector<std::string> echo;
};

/// What the details of a job say of its rows (Zoho CRM API v8, Bulk write, Job details).
struct JobCounts
{
    qint64 added = 0;
    qint64 updated = 0;
    qint64 skipped = 0; ///< may or may not count rows that were not processed
    bool operator==(const JobCounts&) const = default;
};

/// Gives each sent row its fate, or leaves it unknown and says why. A wrong assignment does not happen, in whatever
/// order and form the server answers: a row of the result is taken for that of a sent row only if it can be an echo of
/// no other. The position in the file proves nothing. Where several rows may belong to several outcomes, what all ways
/// of assigning them have in common is certain, and the rest goes to JoinedPart::groups. Where rows are missing or
/// doubled, which the numbers of rows, `counts` and ids added twice show, only rows that stand alone are certain.
///
/// What nobody could notice: a server that leaves out a row, and in its place writes another one twice whose echo may
/// be taken for its own and which was not added and, if `counts` are given, has the same status.
JoinedPart joinResult(const SentTable& sent, const ResultTable& result, const std::optional<JobCounts>& counts = {});

/// added, updated, skipped (with errors: Refused), unprocessed in any letter case; anything else is Unknown.
Fate fateFrom(const QString& status, const QString& errors);

} // namespace stevedore
