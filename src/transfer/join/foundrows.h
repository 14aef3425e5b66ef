// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/records.h"

#include <QStringList>

#include <vector>

namespace stevedore {

/// A row as it was sent, or a record as the CRM has it, by the values that can be compared.
struct SentKey
{
    RowNumber row;
    QString key;
};
struct FoundRecord
{
    QString id;
    QString key;
    Fate fate = Fate::Added; ///< what it means for a row that it is there
};

/// One text of all values; blanks around a value do not count, because the CRM may cut them.
QString foundKey(const QStringList& values);

/// The rows that are in the CRM for certain, because there are at least as many records with their values as rows; of
/// more records, nobody can say which is whose. All other rows may still be there in another form.
std::vector<OutcomeRecord> rowsFound(const std::vector<SentKey>& rows, const std::vector<FoundRecord>& records);

} // namespace stevedore
