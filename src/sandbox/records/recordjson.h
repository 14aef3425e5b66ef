// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/rowwriter.h"
#include "sandbox/org/org.h"

#include <QJsonObject>
#include <QTimeZone>

#include <optional>

namespace stevedore::sandbox {

/// One field's value from the Records API: the value (none if null or empty), or why not.
struct JsonReading
{
    Value value;
    bool given = false; ///< the record has the key, but with
    enum class Trouble {
        None,
        WrongType,
        TooLong, ///< a text of too many characters
        Unknown, ///< the id of a record or user that does not exist
    } trouble = Trouble::None;
    bool isInvalid() const { return trouble != Trouble::None; }
};

/// Reads one field of a record as the Records API writes it: typed JSON, ISO dates, lookups as {"id":..}.
JsonReading readJsonValue(const Org& org, LookupResolver& lookups, const Field& field, const QJsonObject& record);

/// Shows a stored value. Lookups are made {"id"} here, and get their name where the caller knows it.
QJsonValue shownValue(const Org& org, const Field& field, const Value& value, const QTimeZone& zone);

} // namespace stevedore::sandbox
