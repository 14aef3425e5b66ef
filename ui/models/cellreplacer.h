// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvfile.h"
#include "csv/search/rowmatcher.h"
#include "mapping/fixes.h"

#include <optional>

namespace stevedore::ui {

/// What is looked for in cells, and what takes its place.
struct CellQuery
{
    RowQuery find;
    QString with; ///< of an expression, \1 to \9 are its groups

    /// Whether something is looked for at all.
    bool isSearch() const { return !find.text.isEmpty(); }
    bool operator==(const CellQuery&) const = default;
};

/// A cell in which it was found.
struct CellHit
{
    RowNumber row;
    int column = 0; ///< of the file
    QString before;
    QString after;
    bool operator==(const CellHit&) const = default;
};

/// Ascending by row and column.
using CellHits = std::vector<CellHit>;

/// Finds and replaces within one value. May be copied; use one a thread.
class CellReplacer
{
public:
    /// Fails with FailureKind::Usage for an expression that is none.
    static Result<CellReplacer> forQuery(const CellQuery& query);

    /// Nothing if it is not there.
    std::optional<QString> replaced(const QString& value) const;

private:
    CellReplacer() = default;

    CellQuery m_query;
    Qt::CaseSensitivity m_case = Qt::CaseInsensitive;
    QRegularExpression m_expression;
};

/// The cells of some rows (in any order) in which it is found, fixes laid over the file. Reads the disk: for a pool
/// thread.
Result<CellHits> findCells(const std::shared_ptr<const CsvFile>& file, std::vector<RowNumber> rows,
                           const CellQuery& query, const Fixes& fixes, const CancelFlag& cancel);

} // namespace stevedore::ui
