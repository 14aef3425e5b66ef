// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/checkscope.h"
#include "mapping/findingstore.h"
#include "mapping/rawcells.h"
#include "mapping/repeats.h"
#include "mapping/valuecheck.h"

namespace stevedore {

/// Something that feeds a field, and what is kept for it.
struct CheckedColumn
{
    const ColumnMapping* mapping;
    bool unique;
    bool looked; ///< or only asked for repeated values
    bool caseSensitive;
    ValueChecker checker;
    RepeatFinder repeats;
};

/// Checks rows one by one and keeps what it finds: one a thread, added up at the end.
class CheckWorker
{
public:
    /// All outlive it.
    CheckWorker(const CsvFile& file, const Mapping& mapping, const ModuleMeta& meta, const Fixes& fixes,
                const CheckScope& scope);

    void check(const RowView& row);
    /// As if the other's rows had been checked here; the other is empty then.
    void add(CheckWorker& other);

    /// The columns, for the second look at values that seem to be repeated.
    std::vector<CheckedColumn>& columns() { return m_columns; }
    /// No more rows; call before confirm(). False if it was cancelled.
    bool endRows(const CancelFlag& cancel);
    /// The second look at a row, for the columns of these numbers: whether an earlier row has the same value. Rows
    /// ascending. Of a row that is refused, for whatever reason, the CRM keeps no value that a later one could repeat.
    void confirm(const RowView& row, const std::vector<std::size_t>& columns);

    /// Sorted, without milliseconds; the worker is empty then.
    CheckReport report(RowCount rows);

private:
    bool checkShape(const RowView& row);
    bool checkCells(RowNumber row, bool isSent);
    std::string_view keyOf(const CheckedColumn& column);

    const CsvFile& m_file;
    const Mapping& m_mapping;
    const ModuleMeta& m_meta;
    const Fixes& m_fixes;
    const CheckScope& m_scope;
    std::vector<CheckedColumn> m_columns; ///< those that are looked at come first
    FindingStore m_store;
    std::vector<RowNumber> m_errorRows;
    std::vector<RowNumber> m_repeatRows;
    std::vector<RowNumber> m_blockedRows;
    RawCells m_cells;
    std::string m_key;
};

} // namespace stevedore
