// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/rowset.h"
#include "journal/records.h"

#include <QString>

#include <vector>

namespace stevedore {

/// A row of the CRM's result file.
struct ResultRow
{
    std::vector<QString> echo; ///< the echoed columns, in the order of ResultTable::columns
    QString status;
    QString recordId;
    QString errors;
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
    std::vector<std::vector<QString>> echo;
};

/// Gives each sent row its fate. A wrong assignment never happens: rows are joined by position only where the whole
/// file agrees in the echoed values, else by echoed values that occur once on both sides (or several times with one and
/// the same outcome); what remains is Fate::Unknown. Exactly one outcome for each sent row, in order.
std::vector<OutcomeRecord> joinResult(const SentTable& sent, const ResultTable& result);

/// added, updated, skipped (with errors: Refused), unprocessed in any letter case; anything else is Unknown.
Fate fateFrom(const QString& status, const QString& errors);

/// The form in which sent and echoed values are compared: trimmed, inner white space as one blank, letter case folded,
/// numbers and dates as they stand.
QString comparable(const QString& value);

} // namespace stevedore
