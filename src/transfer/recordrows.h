// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/recordsjson.h"
#include "journal/records.h"
#include "transfer/packer.h"

#include <QJsonObject>

namespace stevedore {

/// Why rows of this mapping cannot go through the Records API; empty if they can. The API takes record ids for lookups,
/// is not documented to take a layout, and has neither a match key for an insert nor one other than the id for an
/// update.
QString whyNotRecords(const Mapping& mapping, const ModuleMeta& meta);

/// The rows as records (Zoho CRM API v8, Insert records): numbers and booleans typed, lookups as {"id"}, empty cells
/// left out, or null where the mapping says that they erase.
QList<QJsonObject> recordsOf(const SentRows& rows, const Mapping& mapping, const ModuleMeta& meta);

/// The fates of the rows after the call.
std::vector<OutcomeRecord> outcomesOf(const std::vector<RowNumber>& rows, const QList<RecordAnswer>& answers,
                                      Operation operation);

} // namespace stevedore
