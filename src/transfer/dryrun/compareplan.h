// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/hash.h"
#include "transfer/dryrun/cellcomparer.h"
#include "transfer/packer.h"
#include "transfer/recordsfile.h"

#include <memory>
#include <optional>

namespace stevedore {

/// What has to be asked of the CRM to compare the rows of a file with its records.
struct ComparePlan
{
    std::vector<const ColumnMapping*> columns; ///< those of SentRows; they live in the mapping
    /// For each column that is sent, in the order of SentRows, what the CRM calls its value ("Owner.email" for an owner
    /// that is found by e-mail); empty if it is not asked.
    QStringList asked;
    qsizetype key = -1; ///< the column of the match key
    Field keyField;
    QStringList unread; ///< fields that were given up because the CRM does not let them be read

    /// Each once; never empty, for that would ask for all fields.
    QStringList fields() const;
    bool hasDotted() const;
};
/// `dotted`: whether values of parents may be asked; without them references by name cannot be compared.
Result<ComparePlan> planComparison(const PackSource& source, bool dotted);

/// Two files and how to compare them; shared by threads, never changed.
struct CompareBasis
{
    std::shared_ptr<const PackSource> source;
    ComparePlan plan;
    QList<QTimeZone> zones;
    std::shared_ptr<RecordsFile> store;     ///< keeps the file of records from being removed
    std::shared_ptr<const CsvFile> records; ///< nullptr: the CRM has none
    /// Keys with the same hash are compared as such; a weak one is for tests.
    std::uint64_t (*hash)(std::string_view key) = [](std::string_view key) { return hashBytes(key); };
    std::vector<int> places; ///< for each column that is sent, its column in `records`; -1: none

    /// After `records` is set. Fails if the match key is not among the columns.
    Result<void> findPlaces();
};

/// COQL queries, without their "limit", that find the records of these rows by their match key; none if no row has a
/// key. Nothing if a bulk read is cheaper, or COQL cannot ask for it.
Result<std::optional<QStringList>> coqlQueries(const PackSource& source, const ComparePlan& plan, const RowSet& rows,
                                               const CancelFlag& cancel);

} // namespace stevedore
