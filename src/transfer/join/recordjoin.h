// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/crmtypes.h"
#include "transfer/join/joinedpart.h"

#include <QHash>
#include <QJsonObject>
#include <QStringList>

#include <map>
#include <string>

namespace stevedore {

/// All values of some rows as they were sent, UTF-8.
struct SentValues
{
    QList<Field> fields;
    std::map<RowNumber, std::vector<std::string>> rows; ///< as many values as fields
};

/// The rows of which the records themselves may tell more, ascending.
std::vector<RowNumber> openRows(const JoinedPart& part);

/// The ids of the records that may settle the part's groups, each once. Not among them is a record that the result
/// names more than once: it shows the values of the row that wrote it last.
QStringList recordsToRead(const JoinedPart& part);

/// The fields whose values can be compared for certain, at most 50 (Zoho CRM API v8, Get records).
QStringList fieldsToRead(const QList<Field>& fields);

/// Settles rows of the part's groups by the values of the records: `records` maps an id to the record as the CRM shows
/// it. A row is excluded from a record if a value of it differs for certain: texts to the letter, whole numbers and
/// decimals by value, dates, truth. Values that the CRM may rewrite or fill in exclude nothing; nor do records that
/// were not read. What all ways of assigning that are left have in common is certain. Rows that are the same in every
/// value of `sent` are interchangeable, and get their outcomes in order. `sent` has openRows(); without records, only
/// such rows are settled.
///
/// The records must not have been changed since by anybody else, nor by other rows of the import: read them soon, and
/// leave out those that another part's result names, too. Answers with how many rows became certain.
qint64 settleByRecords(JoinedPart& part, const SentValues& sent, const QHash<QString, QJsonObject>& records);

} // namespace stevedore
