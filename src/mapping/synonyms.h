// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/crmtypes.h"

#include <QLatin1String>
#include <QString>

namespace stevedore {

/// Whether `plainName` (ComparableName::plain) is a usual name, in English, German, French or Spanish, for what the
/// field holds. 0 if not; else 1 for the field that is meant most often, and a little less for those that may be meant,
/// too
/// ("street" is Street of a lead, Mailing_Street of a contact, Billing_Street of an account).
double synonymStrength(const QString& plainName, const Field& field);

} // namespace stevedore
