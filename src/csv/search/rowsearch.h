// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvfile.h"
#include "csv/search/rowmatcher.h"

namespace stevedore {

struct RowHit
{
    RowNumber row;
    int column = 0; ///< the first one of the row that matches

    bool operator==(const RowHit&) const = default;
};

/// Hears of hits in ascending order, each once, and that all rows up to `upTo` have been looked at. Called often, on
/// any thread, never on two at once.
using HitReport = std::function<void(const std::vector<RowHit>& more, RowNumber upTo)>;

/// Looks at every row of an indexed file, on the calling thread (use a pool thread) and others of the pool. Fails with
/// FailureKind::Usage for a query that is none, FailureKind::Cancelled, or FailureKind::Source.
Result<void> findRows(const std::shared_ptr<const CsvFile>& file, const RowQuery& query, const HitReport& told,
                      const CancelFlag& cancel);

} // namespace stevedore
