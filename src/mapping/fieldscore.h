// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/profile.h"
#include "mapping/mapping.h"
#include "mapping/similarity.h"

namespace stevedore {

/// How well a column's name fits a field's.
struct FieldScore
{
    double score = 0; ///< 0: not at all; 1: the api_name itself
    MatchKind kind = MatchKind::None;
};

/// A field with its names taken apart.
struct ComparableField
{
    explicit ComparableField(const Field& f) : field(&f), apiName(f.apiName), label(f.label) {}
    const Field* field;
    ComparableName apiName;
    ComparableName label;
};

/// A column with its name taken apart; `ownName` is the name without the module's ("Contact E-mail" in Contacts).
struct ComparableColumn
{
    ComparableColumn(const QString& header, const ModuleInfo& module);
    QString header;
    ComparableName name;
    ComparableName ownName;
    const ColumnProfile* profile = nullptr;
};

FieldScore scoreByName(const ComparableColumn& column, const ComparableField& field);

/// Whether values of this shape speak against the field. A column of texts speaks against none: it may only be dirty.
bool contradicts(ValueShape shape, FieldType type);

/// Whether the values alone point to the field: their shape is the field's, or they are the values of its picklist.
/// Dates and phone numbers are of too many kinds for that, so there the column's name must say something of the field,
/// or nothing.
bool valuesPointTo(const ComparableColumn& column, const ComparableField& field);

} // namespace stevedore
