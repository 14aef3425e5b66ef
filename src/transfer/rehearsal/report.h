// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvfile.h"
#include "mapping/fixes.h"
#include "mapping/mapping.h"
#include "mapping/rowcheck.h"
#include "transfer/snapshot.h"

#include <memory>

namespace stevedore {

/// What is rehearsed: an import as start() would get it.
struct RehearsalPlan
{
    QString program;                     ///< path of stevedore-sandbox
    std::shared_ptr<const CsvFile> file; ///< indexed
    Mapping mapping;
    ModuleMeta meta;
    Fixes fixes;
    std::vector<HeldRow> heldBack;
    qint64 mostRecords = 50'000; ///< of a kind that are prepared for lookups and updates to find
};

/// Where a rehearsal stands. `done` of `total` rows or records; total 0 if there is nothing to count.
struct RehearsalProgress
{
    enum class Step {
        Rules,   ///< reading the org's metadata
        Reading, ///< looking for the records that the file names
        Records, ///< making them in the local CRM
        Sending,
    };
    Step step = Step::Rules;
    qint64 done = 0;
    qint64 total = 0;
};
/// Translated: "Reading the org's rules".
QString stepName(RehearsalProgress::Step step);

/// What the local CRM made of the file.
struct RehearsalReport
{
    RowCount rows;                   ///< of the file
    FateCounts fates;                ///< of all of them
    QList<CauseGroup> causes;        ///< most rows first
    std::vector<RefusedRow> refused; ///< refused and unprocessed ones, with the CRM's codes, ascending
    QStringList assumptions;         ///< translated: what was taken for granted, because only the real org knows it
    qint64 recordsMade = 0;          ///< for lookups and updates to find

    bool operator==(const RehearsalReport&) const = default;
};

/// What is taken for granted whatever the file holds: how the operation treats records that the org has already.
QString assumptionOf(const Mapping& mapping);

} // namespace stevedore
