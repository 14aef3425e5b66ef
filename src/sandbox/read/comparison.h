// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/sqlite.h"
#include "sandbox/http/http.h"
#include "sandbox/read/readtables.h"

#include <QTimeZone>

namespace stevedore::sandbox {

/// The comparators of a field, in the words of "Bulk read, Create job"; empty if no criterion may name the field.
/// Numbers and the record's id: equal, not_equal, in, not_in, less_than, less_equal, greater_than, greater_equal. Dates
/// and date-times: these, between, not_between. Texts, e-mails, phones, URLs, picklists and multi-selects: equal,
/// not_equal, in, not_in, contains, not_contains, starts_with, ends_with. Checkboxes: equal. Lookups, owners, layouts:
/// equal, not_equal, in, not_in.
QStringList comparatorsOf(const Field* field);

/// What a comparison has to know beside its own words.
struct ComparisonRules
{
    QTimeZone zone;       ///< of moments that name none
    int mostValues = 200; ///< of `in` and `not_in`
};

/// One condition of a criteria object as SQL, its values appended to `values` and bound by their place there ("?7").
/// `condition` has comparator and value; its echo is what errors have as details.
///
/// What the page leaves open, and how it is here:
/// - Texts are compared ignoring the case of ASCII letters.
/// - A record without a value counts as not equal, not in, not containing and not between: `not_...` is always the
///   exact opposite of its counterpart.
/// - A multi-select is compared as one text: its values in the order of the record, joined by ';'.
/// - Numbers, ids and checkboxes may be written as JSON strings, as samples do.
/// - `between` takes an array of two and includes both.
/// - `${EMPTY}` goes with equal, not_equal, in and not_in of everything but checkboxes.
ApiResult<std::string> comparisonSql(const ReadColumn& column, const QJsonObject& condition,
                                     const ComparisonRules& rules, std::vector<Value>& values);

} // namespace stevedore::sandbox
