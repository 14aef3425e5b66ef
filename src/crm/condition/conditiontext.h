// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/condition/conditionrules.h"

#include <QStringList>

#include <tl/expected.hpp>

namespace stevedore {

/// The text form of a condition: `Lead_Source in ("Web","Partner") and Modified_Time >= 2026-01-01`.
///
///     condition  = all { "or" all } ;   all = part { "and" part } ;   part = "(" condition ")" | comparison
///     comparison = field ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) value
///                | field [ "not" ] "in" "(" value { "," value } ")"
///                | field [ "not" ] "between" value "and" value
///                | field [ "not" ] "contains" value | field "starts with" value | field "ends with" value
///                | field "is" [ "not" ] "empty"
///     value      = text in double quotes, a quote within it doubled | number | id | true | false | day | moment
///                | relative time (relativetime.h)
///
/// Words in any case, blanks and line breaks where one likes. Values of dates may stand in quotes, too; a relative time
/// in quotes is a text.
QString conditionText(const Condition& condition);

/// Where a text stops being a condition, and why.
struct ConditionTextError
{
    qsizetype at = 0; ///< index into the text
    qsizetype length = 0;
    QString sentence; ///< translated: what is there, what was expected
    bool operator==(const ConditionTextError&) const = default;
};
/// An empty text is the empty condition. Fields are not looked up: conditionTroubles() does that. For every condition c
/// without needless groups, conditionFromText(conditionText(c)) is c.
tl::expected<Condition, ConditionTextError> conditionFromText(const QString& text);

/// What may be typed at the cursor, which stands behind the beginning of a word or before one.
struct Completions
{
    qsizetype from = 0; ///< what is replaced, up to the cursor
    QStringList words;  ///< fields, comparators, values of a picklist, "and", "or"; best first
    bool operator==(const Completions&) const = default;
};
Completions completionsAt(const QString& text, qsizetype cursor, const ModuleMeta& meta);

} // namespace stevedore
