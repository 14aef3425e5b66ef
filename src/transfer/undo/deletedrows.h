// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/recordsjson.h"
#include "journal/records.h"

#include <QStringList>

namespace stevedore {

/// The fates of rows whose records were to be deleted (Zoho CRM API v8, Delete records). An answer counts for the
/// record that it names, not for its place, where it names one. With `repeated`, the same was sent before and its
/// answer lost: then what is gone was deleted by that. Else a record that is gone was deleted by somebody else:
/// Fate::Skipped.
std::vector<OutcomeRecord> deletedRows(const std::vector<RowNumber>& rows, const QStringList& ids,
                                       const QList<RecordAnswer>& answers, bool repeated);

} // namespace stevedore
