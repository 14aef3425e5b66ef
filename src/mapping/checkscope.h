// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/repeats.h"
#include "mapping/rowcheck.h"

namespace stevedore {

/// What of the rows is looked at, and what is known of them without a look.
struct CheckScope
{
    std::vector<const ColumnMapping*> feeds;
    std::vector<const ColumnMapping*> unique = {}; ///< not looked at, but asked for repeated values among the suspects
    QHash<int, RepeatSuspects> suspects = {};      ///< of `unique`, by their number
    bool shapes = true;                            ///< of the rows
    std::vector<RowNumber> refused = {};           ///< for something that is not looked at
};

/// As checkRows(); what the scope leaves out is missing from the findings, but its refused rows are in `errorRows`.
Result<CheckReport> checkScope(const std::shared_ptr<const CsvFile>& file, const Mapping& mapping,
                               const ModuleMeta& meta, const Fixes& fixes, const CheckScope& scope,
                               const ByteProgress& progress, const CancelFlag& cancel);

} // namespace stevedore
