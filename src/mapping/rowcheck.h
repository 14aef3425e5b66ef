// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvfile.h"
#include "mapping/fixes.h"
#include "mapping/mapping.h"

#include <QHash>

#include <memory>
#include <vector>

namespace stevedore {

struct RepeatSuspect;

enum class Severity {
    Error,   ///< the CRM would refuse the row, or we do not send it
    Warning, ///< it would go in, but perhaps not as meant
    Note,
};

/// Why a finding was made; decides the sentence and the repairs that fit.
enum class Reason {
    Empty, ///< mandatory, or the match key, and empty
    NotAnEmail,
    TooLong,
    NotADate,
    NotADateTime,
    NotANumber,
    NumberTooLong,
    NotABoolean,
    NotAUrl,
    NotARecordId,
    RepeatedInFile,   ///< unique field or match key; all but the first row
    NewPicklistValue, ///< the CRM would add it to the list (warning)
    /// What arrives is less than what stands in the file, though nobody asked for that (warning): a number's leading
    /// zeros, which no number keeps (Zoho CRM API v8, Fields metadata: `json_type` of such fields is integer or
    /// double); the currency sign or code of an amount, which the conversion drops; the time of day in a field for a
    /// date.
    ChangedOnTheWay,
    /// A text that a spreadsheet would carry out if it opened an export of the records (note): '=' or '@' with
    /// something behind it, '+' or '-' with a letter somewhere behind it. Numbers, phone numbers and dashes that begin
    /// with '+' or
    /// '-' are only read, so they are left alone.
    FormulaLike,
    TooFewCells,   ///< warning
    TooManyCells,  ///< not sent: the cells may stand in the wrong columns
    UnclosedQuote, ///< not sent
    InvalidBytes,  ///< not sent: the text would be damaged
    NulByte,       ///< not sent
};

/// One thing the check says of the rows, grouped by reason and column.
struct Finding
{
    Severity severity = Severity::Error;
    Reason reason = Reason::Empty;
    QString code;       ///< the CRM's code where it would answer with one (INVALID_DATA ...), else ours
    int column = -1;    ///< in the source, from 0; -1 for findings of the whole row, and of fields that are composed
    QList<int> sources; ///< of a composed field: the columns that it is made of; empty for a constant
    QString columnName;
    QString field; ///< api_name; empty for findings of the whole row
    QString fieldLabel;
    int limit = 0;               ///< the length or digit limit, where the reason has one
    QString fieldType;           ///< data_type of the field
    std::vector<RowNumber> rows; ///< every row concerned, ascending

    struct Sample
    {
        RowNumber row;
        QString value;
        bool operator==(const Sample&) const = default;
    };
    QList<Sample> samples; ///< the first five with different values

    RowCount count() const { return RowCount(qint64(rows.size())); }
    /// Of the row as such, not of what a field gets.
    bool isOfRow() const { return column < 0 && field.isEmpty(); }
    bool operator==(const Finding&) const = default;
};

struct CheckReport
{
    RowCount rows;
    RowCount rowsWithErrors;
    std::vector<RowNumber> errorRows;   ///< ascending
    std::vector<RowNumber> blockedRows; ///< the part of them that is not sent at all because of its shape, ascending
    std::vector<Finding> findings;      ///< errors first, then by count descending
    qint64 milliseconds = 0;
    /// Of unique columns, by their number in the mapping: the rows whose values may be repeated, for recheckRows().
    QHash<int, std::shared_ptr<const std::vector<RepeatSuspect>>> suspects;
};

/// Checks every row of the indexed file against the module's own rules, with the fixes laid over it. On the calling
/// thread (use a pool thread) and others of the pool; `progress` is called on the calling one. The order of findings
/// and rows is the same in every run. Fails with a sentence if the mapping uses a column that the file does not have:
/// reading that one as empty would erase or refuse without need.
Result<CheckReport> checkRows(const std::shared_ptr<const CsvFile>& file, const Mapping& mapping,
                              const ModuleMeta& meta, const Fixes& fixes, const ByteProgress& progress,
                              const CancelFlag& cancel);

/// A check that was made, and what it was made of.
struct CheckBase
{
    CheckReport report;
    Mapping mapping;
    Fixes fixes;
};

/// What checkRows() says, `milliseconds` aside, for an earlier check of the same file against the same fields: of
/// columns that are mapped as before and have the fixes of before the findings are taken from there. Only which values
/// are repeated is asked anew, of the few rows in question, because it depends on which rows are refused for something
/// else. Another operation, layout, match key or use of empty cells, other columns, and other rows left out make it a
/// whole check.
Result<CheckReport> recheckRows(const std::shared_ptr<const CsvFile>& file, const Mapping& mapping,
                                const ModuleMeta& meta, const Fixes& fixes, const CheckBase& earlier,
                                const ByteProgress& progress, const CancelFlag& cancel);

/// A row that is not sent because of its shape, with the code it is listed under ("TOO_MANY_CELLS").
struct HeldRow
{
    RowNumber row;
    QString code;
    bool operator==(const HeldRow&) const = default;
};
/// The report's blocked rows, each once, ascending.
std::vector<HeldRow> heldRows(const CheckReport& report);

/// One value against its field, after conversion, for editing in a grid. Duplicates are not looked at.
/// Nothing if the value is fine.
struct CellVerdict
{
    Severity severity = Severity::Error;
    Reason reason = Reason::Empty;
    int limit = 0;
    bool operator==(const CellVerdict&) const = default;
};
std::optional<CellVerdict> checkValue(const QString& value, const ColumnMapping& column, const Field& field,
                                      const Mapping& mapping);

/// What is sent for a cell value, or what it is shown as in "before and after"; the value itself if it cannot be
/// converted.
QString convertedValue(const QString& value, const ColumnMapping& column, const Field& field);

/// Translated sentences: headline "Email is not an e-mail address", hint "Wanted: name@host.tld, at most 100
/// characters".
QString findingHeadline(const Finding& finding);
QString findingHint(const Finding& finding);
/// Stable words for JSON: "error", "not-an-email" ...
QString severityWord(Severity severity);
QString reasonWord(Reason reason);

} // namespace stevedore
