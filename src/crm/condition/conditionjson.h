// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/condition/conditionrules.h"

#include <QDateTime>
#include <QJsonObject>

namespace stevedore {

/// `criteria` of a bulk read (Zoho CRM API v8, Bulk read, Create job); empty for an empty condition. Relative times
/// count from `now`, in whose zone days begin: a day that a date-time is compared with stands for its first moment, and
/// a time without an offset is on its clocks. Numbers are JSON numbers where those are exact. For a dotted field that
/// `field` does not know, values are written as they look. Groups of one part are the part itself, and an `in` of more
/// than mostValuesOfIn values becomes several. Call it only for a condition without troubles.
QJsonObject conditionJson(const Condition& condition, const FieldFinder& field, const QDateTime& now);

} // namespace stevedore
