// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/dryrun/compareplan.h"

#include <QDateTime>

#include <array>

namespace stevedore {

/// What would happen to a row.
enum class DryRunKind {
    New,           ///< would be created
    Changed,       ///< is there, and at least one value would change
    Same,          ///< is there, and nothing would change
    Exists,        ///< is there: an insert with match key skips it
    NotFound,      ///< is not there, and this operation cannot create it
    Refused,       ///< the check found errors in it
    NotComparable, ///< is there; no change was seen, but not every value can be compared
    Ambiguous,     ///< the match key is in the CRM more than once: which record is changed is not documented
};
constexpr std::size_t dryRunKinds = 8;
/// A stable word for JSON: "new", "changed", "same", "skipped", "not_found", "refused", "not_comparable", "ambiguous".
QString dryRunWord(DryRunKind kind);

/// What an import would do, as far as what the CRM has tells it. Not foreseen: clashes of unique fields other than the
/// match key, and rules that only the CRM knows.
struct DryRunReport
{
    enum class Route {
        None, ///< nothing was read or compared: an insert without match key creates every row
        Coql,
        BulkRead,
    };

    Operation operation = Operation::Insert;
    Route route = Route::None;
    std::array<std::vector<RowNumber>, dryRunKinds> rows; ///< by kind, ascending; rows that are left out are in none
    qint64 records = 0;                                   ///< read from the CRM
    int credits = 0;                                      ///< spent on read jobs or queries
    QDateTime readAt;                                     ///< when reading began, UTC
    QStringList unread; ///< api_names of mapped fields that the CRM does not let be read

    const std::vector<RowNumber>& of(DryRunKind kind) const { return rows[std::size_t(kind)]; }
    RowCount count(DryRunKind kind) const { return RowCount(qint64(of(kind).size())); }
    bool operator==(const DryRunReport&) const = default;
};
/// "41,200 new, 6,310 changed, 2,140 the same, 350 refused": translated; the usual kinds even if there are none.
QString dryRunFigures(const DryRunReport& report);

/// A value that would change.
struct CellChange
{
    RowNumber row;
    int column = 0;      ///< in the source, from 0
    QString field;       ///< api_name
    QString oldValue;    ///< as the CRM wrote it
    QString newValue;    ///< as it would be sent
    bool certain = true; ///< false: the two cannot be compared
    bool operator==(const CellChange&) const = default;
};

/// The result of a dry run. The values that would change are read from the two files on demand, so that millions of
/// changes take no memory. Never changed; any thread.
class DryRun
{
public:
    /// `records`: for each row of the kinds Changed and NotComparable, in the order of report.of(), where its record
    /// is.
    DryRun(std::shared_ptr<const CompareBasis> basis, DryRunReport report,
           std::array<std::vector<qint64>, dryRunKinds> records);

    const DryRunReport& report() const { return m_report; }
    /// Of a row of the kinds Changed or NotComparable, in the order of the columns; empty for others. Reads the disk.
    Result<std::vector<CellChange>> changes(RowNumber row) const;
    /// All of them, row by row, ascending. A failure of `take` ends it.
    Result<void> eachChange(const std::function<Result<void>(const CellChange&)>& take, const CancelFlag& cancel) const;

private:
    struct Place
    {
        RowNumber row;
        qint64 record = 0;
        auto operator<=>(const Place&) const = default;
    };
    Result<void> eachOf(const std::vector<Place>& places, const std::function<Result<void>(const CellChange&)>& take,
                        const CancelFlag& cancel) const;

    std::shared_ptr<const CompareBasis> m_basis;
    DryRunReport m_report;
    std::array<std::vector<qint64>, dryRunKinds> m_records;
};

} // namespace stevedore
