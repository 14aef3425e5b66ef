// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/profile.h"
#include "mapping/mapping.h"

namespace stevedore {

/// Proposes a field for each column: as people had it before, by api_name, by label, by synonyms, by similarity, and,
/// where profiles are given, by what the values look like; sets date patterns and decimal signs that the profile
/// settles. No field is fed twice: the better match keeps it. `profiles` may be empty (then names alone decide) or one
/// for each column. `earlier` are mappings that were sent with before, to the same module, newest first: a column whose
/// name one of them has goes where it went then, converted as then (but for date patterns and decimal signs, which this
/// file's own values decide where they can); a column that was left out in a file of the same columns is left out.
Mapping autoMatch(const QStringList& columns, const std::vector<ColumnProfile>& profiles, const ModuleMeta& meta,
                  Operation operation, const QList<Mapping>& earlier = {});

/// The n-th column goes to the n-th of the module's fields that the operation can write, whatever their names; columns
/// behind the last field are left out, and fields that have a text of their own are not fed twice. Operation, match
/// key, layout and composed texts stay, and a column that has the field already stays as it is. `profiles` as above.
Mapping matchedByPosition(const Mapping& mapping, const ModuleMeta& meta,
                          const std::vector<ColumnProfile>& profiles = {});

/// The same without the columns that were matched by guesses only: they are left out.
Mapping withoutGuesses(const Mapping& mapping);

/// Sets what a column is converted by, and found by, when it has just been given this field and nobody has said more:
/// the date pattern and the decimal sign that the profile settles. `profile` may be nullptr.
void guessConversion(ColumnMapping& column, const Field& field, const ColumnProfile* profile);

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
