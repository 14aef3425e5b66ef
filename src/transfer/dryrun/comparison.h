// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/dryrun/dryrun.h"
#include "transfer/dryrun/keyindex.h"

namespace stevedore {

/// Compares records with rows, cell by cell. One object a thread.
class RowComparer
{
public:
    explicit RowComparer(const CompareBasis& basis);

    /// Changed if any value would change, else Unclear if any cannot be compared.
    Agreement compare(const std::vector<std::string>& sent, const RowView& record);
    /// The column's value against the record's.
    Agreement compareCell(std::size_t column, std::string_view sent, const RowView& record);
    std::string_view cellOf(std::size_t column, const RowView& record) const;

private:
    const CompareBasis& m_basis;
    bool m_erase;
    std::vector<CellComparer> m_columns;
};

/// Finds the kind of each of the rows, which are those without errors. On the calling thread and others of the pool;
/// `progress` is called on the calling one.
Result<std::shared_ptr<const DryRun>> compareRows(const std::shared_ptr<const CompareBasis>& basis, const RowSet& rows,
                                                  DryRunReport report, const RowProgress& progress,
                                                  const CancelFlag& cancel);

} // namespace stevedore
