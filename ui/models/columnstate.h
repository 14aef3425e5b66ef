// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/profile.h"
#include "mapping/mapping.h"
#include "models/roles.h"

namespace stevedore::ui {

/// What a field takes, where that is a short list: the display values of a picklist, true and false; else empty.
QStringList listedValues(const Field& field);
/// Values of a column that such a list does not know, most frequent first, as far as the profile knows them.
QList<ColumnProfile::Value> openValues(const ColumnProfile& profile, const ColumnMapping& column, const Field& field);
/// What becomes of one value of the column in the list: the listed value, or an empty string.
QString listedTarget(const QString& value, const ColumnMapping& column, const Field& field);

/// What a composed field would get in these rows, as they stand in the file; different ones, at most three.
QStringList composedSamples(const ColumnMapping& composed, const Mapping& mapping, const QList<QStringList>& rows);

/// "all of it", "the first part", "all but the last".
QString partName(const TextPart& part);

/// What is done to the values, in a few words ("lower case", "dd/MM/yyyy", "12 values").
QString conversionText(const ColumnMapping& column, const Field* field);

/// What remains to do at a column, in two words, and how urgent it is.
struct ColumnState
{
    QString text;
    Meaning meaning = Meaning::None;
    bool operator==(const ColumnState&) const = default;
};
/// `profile` may be nullptr while the file is being counted. `dateConfirmed`: somebody said which of day and month
/// comes first.
ColumnState columnState(const ColumnMapping& column, const Field* field, const ColumnProfile* profile,
                        const Mapping& mapping, bool dateConfirmed);
/// The same for a field that gets a text of its own.
ColumnState composedState(const ColumnMapping& composed, const Field* field, const Mapping& mapping);

} // namespace stevedore::ui
