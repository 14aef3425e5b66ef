// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/crmtypes.h"

#include <QJsonValue>

#include <string_view>

namespace stevedore {

/// Whether values of this type are shown by the CRM as they were sent, so that a difference means something.
bool isComparable(FieldType type);

/// Whether a record that shows `shown` cannot be that of a row which sent `sent`. Only if it is certain: an empty value
/// may have been filled in, and a text that is another one only in case or blanks may have been tidied.
bool differsForCertain(std::string_view sent, const QJsonValue& shown, const Field& field);

} // namespace stevedore
