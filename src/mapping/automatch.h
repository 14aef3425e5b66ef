// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/profile.h"
#include "mapping/mapping.h"

namespace stevedore {

/// Proposes a field for each column: by api_name, by label, by synonyms, by similarity, and, where profiles are given, by what the values
/// look like; sets date patterns and decimal signs that the profile settles. No field is fed twice: the better match keeps it.
/// `profiles` may be empty (then names alone decide) or one for each column.
Mapping autoMatch(const QStringList& columns, const std::vector<ColumnProfile>& profiles, const ModuleMeta& meta, Operation operation);

/// How alike two names are, 0 to 1, ignoring case, blanks, punctuation and accents.
double nameSimilarity(const QString& a, const QString& b);

/// The nearest of `candidates` to `value`, or an empty string if none is near.
QString nearestSpelling(const QString& value, const QStringList& candidates);

/// What the values of a column say about its date form.
struct DateGuess
{
    QString pattern;        ///< Qt letters; empty if the values are no dates
    bool ambiguous = false; ///< day and month could be exchanged: ask
    bool operator==(const DateGuess&) const = default;
};
DateGuess guessDatePattern(const ColumnProfile& profile);

/// The date patterns a user may choose from.
QStringList datePatterns();

} // namespace stevedore
