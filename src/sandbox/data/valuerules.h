// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/datepattern.h"
#include "sandbox/data/sqlite.h"
#include "sandbox/org/org.h"
#include "sandbox/quirks.h"

#include <QTimeZone>

#include <optional>
#include <string>
#include <string_view>

namespace stevedore::sandbox {

/// How values are written: a date pattern, or the two marks of a number; and what the documentation leaves open.
struct ValueFormat
{
    std::optional<DatePattern> date;
    bool isoToo = false; ///< dates may be ISO dates as well
    char decimalMark = '.';
    char groupMark = 0;
    char separator = ';';       ///< between the values of a multi-select cell
    bool booleanDigits = false; ///< 1 and 0 are true and false
    bool shownValues = false;   ///< picklist cells hold display values, which stand for actual ones
    bool listedValues = false;  ///< a picklist value has to be in the list
};

/// The format of a bulk write mapping for a field: the documented default (MM/dd/yyyy, MM/dd/yyyy HH:mm:ss, a decimal
/// point) when `pattern` is empty. Nothing if the pattern cannot be understood.
std::optional<ValueFormat> valueFormat(const Field& field, const QString& pattern, const Quirks& quirks);

/// A stored value as text: numbers without an exponent, moments and dates in ISO 8601.
std::string textOf(const Value& value);

/// A text without the blanks around it.
std::string_view trimmed(std::string_view text);

/// The text of a CSV cell as a value of the field, or nothing if it is none: the rules of "Insert records" and "Create
/// custom field" of the Zoho CRM API v8. `text` is trimmed and not empty. Lookups are not decided here.
/// Moments without a zone are in `zone`.
std::optional<Value> valueFromText(const Field& field, std::string_view text, const ValueFormat& format,
                                   const QTimeZone& zone);

/// Whether the text looks like an e-mail address: one @, a local part, a domain whose last label has 2 to 22 letters.
bool isEmail(std::string_view text);

/// Characters (code points) of a UTF-8 text.
int characters(std::string_view text);

/// The largest number of characters that a text field takes.
int mostCharacters(const Field& field);

/// UTC, as it is stored.
std::string storedMoment(const DatePattern::Moment& moment, const QTimeZone& zone);

} // namespace stevedore::sandbox
