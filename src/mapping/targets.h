// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/mapping.h"

namespace stevedore {

/// The api_name of the record's own id, which the metadata does not list as a field.
inline QString recordIdName()
{
    return QStringLiteral("id");
}

inline bool isRecordId(const Field& field)
{
    return field.apiName == QLatin1String("id");
}

inline bool isNumberType(FieldType type)
{
    return type == FieldType::Integer || type == FieldType::BigInt || type == FieldType::Decimal ||
           type == FieldType::Currency || type == FieldType::Percent;
}

inline bool isDateType(FieldType type)
{
    return type == FieldType::Date || type == FieldType::DateTime;
}

inline bool isReferenceType(FieldType type)
{
    return type == FieldType::Lookup || type == FieldType::Owner;
}

/// Whether a column may feed the field in this operation: creates ask for `creatable`, updates for `updatable`, an
/// upsert, which does either, for one of them. The record id is for updates and upserts only.
bool isTarget(const Field& field, Operation operation);

} // namespace stevedore
