// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/crmtypes.h"
#include "csv/csvfile.h"
#include "csv/profile.h"
#include "mapping/rowcheck.h"
#include "transfer/snapshot.h"

namespace stevedore::test {

/// A contacts file with faults in it, written to `path`: every 25th e-mail is wrong, every 40th last name empty.
QString writeContacts(const QString& path, int rows);

/// Contacts with the fields that the file needs, and some with long names.
ModuleMeta contactsMeta();
Mapping contactsMapping(const CsvFile& file);
std::shared_ptr<CheckReport> contactsReport(qint64 rows);

/// An import of 200,000 rows in eight parts, in some state.
ImportSnapshot runningImport(const QDateTime& now);
ImportSnapshot doubtfulImport(const QDateTime& now);
ImportSnapshot pausedImport(const QDateTime& now);
/// The CRM refuses calls for a while.
ImportSnapshot throttledImport(const QDateTime& now);
/// Every row of three jobs was refused.
ImportSnapshot stoppedImport(const QDateTime& now);
ImportSnapshot finishedImport(const QDateTime& now, qint64 refused);

/// What the journal notes of a part that is worked on.
QList<EventRecord> partEvents(const QDateTime& now);

} // namespace stevedore::test
