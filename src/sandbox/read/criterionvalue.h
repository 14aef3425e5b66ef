// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/sqlite.h"
#include "sandbox/http/http.h"
#include "sandbox/org/org.h"

#include <QTimeZone>

namespace stevedore::sandbox {

/// How criteria see the values of a field. Auto numbers and formulas are texts; the id of a record is a number.
enum class ValueKind { Text, Number, Date, DateTime, Boolean, Id };

/// `field` null: the id of the record.
ValueKind kindOf(const Field* field);

/// "${EMPTY}"
QString emptyMark();

enum class ValueTrouble {
    WrongForField, ///< not a number, not a date
    WrongType,     ///< a JSON object, null, an array in an array
    NotSupported,  ///< milliseconds, a placeholder that is not ${EMPTY}, the empty text
    TooLong,       ///< beyond 19 digits or 255 characters
};

/// One value of a criterion as its column keeps it; null for ${EMPTY}. Numbers to 19 digits, texts to 255 characters,
/// dates as yyyy-MM-dd, moments in ISO 8601 with any offset or none (then in `zone`), without milliseconds.
tl::expected<Value, ValueTrouble> criterionValue(const Field* field, const QJsonValue& json, const QTimeZone& zone);

/// What the API says to it. `condition` is the criterion, echoed in details.
ApiError errorOf(ValueTrouble trouble, const Field* field, const QJsonObject& condition);

} // namespace stevedore::sandbox
