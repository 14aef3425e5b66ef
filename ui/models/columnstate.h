// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/profile.h"
#include "mapping/mapping.h"
#include "models/roles.h"

namespace stevedore::ui {

/// Values of a column that a picklist does not know, most frequent first, as far as the profile knows them.
QList<ColumnProfile::Value> openValues(const ColumnProfile& profile, const ColumnMapping& column, const Field& field);
/// What becomes of one value of the column in the picklist: the display value, or an empty string.
QString picklistTarget(const QString& value, const ColumnMapping& column, const Field& field);

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

} // namespace stevedore::ui
