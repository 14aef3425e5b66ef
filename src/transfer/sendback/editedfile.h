// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvfile.h"
#include "mapping/fixes.h"
#include "transfer/corrected/damage.h"

#include <array>

namespace stevedore {

/// What a copy of an export, edited elsewhere, says was changed. Rows of `edits` and `damages` are those of the export.
struct EditedFile
{
    Fixes edits;                              ///< cells that somebody changed
    std::vector<Damage> damages;              ///< the first mostEditedDamages of what is not harmless
    std::array<qint64, damageKinds> counts{}; ///< by kind, all of them
    QStringList unknownColumns;               ///< of the copy, which the export does not have
    qint64 unknownRows = 0;                   ///< whose id the export does not have, or that have none
    qint64 missingRows = 0;                   ///< of the export; they are left alone
    qint64 rows = 0;                          ///< of the copy

    qint64 damaged() const; ///< cells and rows that somebody has to look at
};
constexpr std::size_t mostEditedDamages = 10'000;

struct EditedOptions
{
    bool safe = false; ///< the export was written with apostrophes in front of formulas
    bool takeAll =
        false; ///< damaged and reformatted cells are taken as the copy has them; they are listed all the same
};

/// Holds an edited copy against the export, by the records' ids and the columns' names: rows may be sorted, left out
/// and added, columns moved and left out. What a spreadsheet has damaged or only written in another form is no change
/// (see corrected/celldamage.h). Both files are indexed. Fails with FailureKind::Source if one has no ids. Memory: 16
/// bytes a row of the export, and the changes. For a pool thread.
Result<EditedFile> compareEdited(const std::shared_ptr<const CsvFile>& base,
                                 const std::shared_ptr<const CsvFile>& edited, const EditedOptions& options,
                                 const CancelFlag& cancel);

} // namespace stevedore
