// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/rowcheck.h"

#include "mapping/findingstore.h"
#include "mapping/repeats.h"
#include "mapping/utf8.h"
#include "mapping/valuecheck.h"
#include "mapping/words.h"

#include <QElapsedTimer>

#include <algorithm>
#include <array>
#include <iterator>

namespace stevedore {

namespace {

/// After so many rows the cancel flag is looked at and progress is told: well under a millisecond of work.
constexpr qint64 rowsPerBlock = 512;

Unexpected cancelled()
{
    return fail(FailureKind::Cancelled, RowCheck::tr("The check was stopped."));
}

Unexpected becameShorter()
{
    return fail(FailureKind::Source, RowCheck::tr("The file has fewer rows than when it was opened. Open it again."));
}

/// A mapped column with its field and what is kept for it.
struct CheckedColumn
{
    int column;
    bool unique;
    bool caseSensitive;
    ValueChecker checker;
    RepeatFinder repeats;
};

std::vector<CheckedColumn> checkedColumns(const Mapping& mapping, const ModuleMeta& meta, qint64 rows)
{
    std::vector<CheckedColumn> columns;
    for (const ColumnMapping& column : mapping.columns) {
        const Field* const field = targetField(meta, column.field);
        if (column.field.isEmpty() || !field)
            continue;
        columns.push_back({column.column, mustBeUnique(*field, mapping), field->uniqueCaseSensitive,
                           ValueChecker(column, *field, mapping), RepeatFinder()});
        if (columns.back().unique)
            columns.back().repeats.reserve(std::size_t(rows));
    }
    return columns;
}

struct ShapeRule
{
    RowFlag flag;
    Reason reason;
    Severity severity;
};
constexpr std::array shapeRules{
    ShapeRule{RowFlag::TooFewCells, Reason::TooFewCells, Severity::Warning},
    ShapeRule{RowFlag::TooManyCells, Reason::TooManyCells, Severity::Error},
    ShapeRule{RowFlag::UnclosedQuote, Reason::UnclosedQuote, Severity::Error},
    ShapeRule{RowFlag::InvalidBytes, Reason::InvalidBytes, Severity::Error},
    ShapeRule{RowFlag::NulByte, Reason::NulByte, Severity::Error},
};

constexpr RowFlags blocking = RowFlag::TooManyCells | RowFlag::UnclosedQuote | RowFlag::InvalidBytes | RowFlag::NulByte;
/// With these the cells may stand in the wrong columns: checking them would only add noise.
constexpr RowFlags displaced = RowFlag::TooManyCells | RowFlag::UnclosedQuote;

/// The cell that shows best what is wrong with a row's shape.
std::string_view shapeSample(const RowView& row, Reason reason, int columns)
{
    const auto holds = [&](std::string_view what) {
        const auto at = std::find_if(row.cells.begin(), row.cells.end(),
                                     [&](std::string_view cell) { return cell.find(what) != std::string_view::npos; });
        return at == row.cells.end() ? std::string_view() : *at;
    };
    if (reason == Reason::InvalidBytes)
        return holds("\uFFFD");
    if (reason == Reason::NulByte)
        return holds(std::string_view("", 1));
    std::size_t at =
        reason == Reason::TooManyCells ? std::size_t(columns) : std::size_t(std::max(row.cellsInFile, 1)) - 1;
    while (reason == Reason::TooManyCells && at + 1 < row.cells.size() && row.cells[at].empty())
        ++at;
    return at < row.cells.size() ? row.cells[at] : std::string_view();
}

/// One check of one file.
class RowChecker
{
public:
    RowChecker(const std::shared_ptr<const CsvFile>& file, const Mapping& mapping, const ModuleMeta& meta,
               const Fixes& fixes)
        : m_file(file), m_mapping(mapping), m_meta(meta), m_fixes(fixes),
          m_columns(checkedColumns(mapping, meta, file->knownRows().value)), m_store(storeWidth(mapping))
    {
    }

    Result<void> readAll(const ByteProgress& progress, const CancelFlag& cancel);
    Result<void> confirmRepeats(const ByteProgress& progress, const CancelFlag& cancel);
    CheckReport report();

private:
    static int storeWidth(const Mapping& mapping)
    {
        int width = 0;
        for (const ColumnMapping& column : mapping.columns)
            width = std::max(width, column.column + 1);
        return width;
    }
    void tell(const ByteProgress& progress, qint64 position) const
    {
        if (progress)
            progress(std::min(position, m_file->size()), m_file->size());
    }
    void takeFixes(RowNumber row);
    void checkRow(const RowView& row);
    bool checkShape(const RowView& row);
    bool checkCells(const RowView& row, bool isSent);
    std::string_view cellOf(const RowView& row, int column);
    std::string_view keyOf(const CheckedColumn& column);
    Result<void> confirmBatch(const std::vector<std::vector<RowNumber>>& batches, const ByteProgress& progress,
                              const CancelFlag& cancel);
    void confirmCell(CheckedColumn& column, const RowView& row);

    std::shared_ptr<const CsvFile> m_file;
    const Mapping& m_mapping;
    const ModuleMeta& m_meta;
    const Fixes& m_fixes;
    std::vector<CheckedColumn> m_columns;
    FindingStore m_store;
    RowCount m_rows;
    std::vector<RowNumber> m_errorRows;
    std::vector<RowNumber> m_repeatRows;
    std::vector<RowNumber> m_blockedRows;
    const QMap<int, QString>* m_rowFixes = nullptr; ///< of the row at hand
    std::string m_fixed;
    std::string m_key;
};

Result<void> RowChecker::readAll(const ByteProgress& progress, const CancelFlag& cancel)
{
    RowReader reader(m_file, RowNumber(1));
    while (const RowView* const row = reader.next()) {
        ++m_rows;
        if (m_rows.value % rowsPerBlock == 0) {
            if (cancel)
                return cancelled();
            tell(progress, reader.position());
        }
        if (m_fixes.leftOut.isEmpty() || !m_fixes.leftOut.contains(row->number))
            checkRow(*row);
    }
    if (reader.failure())
        return fail(*reader.failure());
    if (cancel)
        return cancelled();
    tell(progress, m_file->size());
    return {};
}

void RowChecker::takeFixes(RowNumber row)
{
    const auto at = m_fixes.cells.constFind(row);
    m_rowFixes = at == m_fixes.cells.cend() ? nullptr : &*at;
}

void RowChecker::checkRow(const RowView& row)
{
    takeFixes(row.number);
    bool hasErrors = row.flags.toInt() != 0 && checkShape(row);
    if (!row.flags.testAnyFlags(displaced))
        hasErrors |= checkCells(row, !row.flags.testAnyFlags(blocking));
    if (hasErrors)
        m_errorRows.push_back(row.number);
}

bool RowChecker::checkShape(const RowView& row)
{
    for (const ShapeRule& rule : shapeRules) {
        if (row.flags.testFlag(rule.flag)) {
            m_store.add(-1, {rule.severity, rule.reason, 0}, row.number,
                        shapeSample(row, rule.reason, m_file->columnCount()));
        }
    }
    const bool blocked = row.flags.testAnyFlags(blocking);
    if (blocked)
        m_blockedRows.push_back(row.number);
    return blocked;
}

bool RowChecker::checkCells(const RowView& row, bool isSent)
{
    bool hasErrors = false;
    for (CheckedColumn& column : m_columns) {
        const std::string_view cell = cellOf(row, column.column);
        if (const auto verdict = column.checker.check(cell)) {
            m_store.add(column.column, *verdict, row.number, cell);
            hasErrors |= verdict->severity == Severity::Error;
        }
        if (column.unique && isSent && !column.checker.converted().empty())
            column.repeats.add(keyOf(column), row.number);
    }
    return hasErrors;
}

std::string_view RowChecker::cellOf(const RowView& row, int column)
{
    if (m_rowFixes) {
        const auto at = m_rowFixes->constFind(column);
        if (at != m_rowFixes->cend()) {
            m_fixed = toStd(*at);
            return m_fixed;
        }
    }
    return std::size_t(column) < row.cells.size() ? row.cells[std::size_t(column)] : std::string_view();
}

std::string_view RowChecker::keyOf(const CheckedColumn& column)
{
    if (column.caseSensitive)
        return column.checker.converted();
    m_key.clear();
    appendFolded(column.checker.converted(), m_key);
    return m_key;
}

Result<void> RowChecker::confirmRepeats(const ByteProgress& progress, const CancelFlag& cancel)
{
    for (CheckedColumn& column : m_columns) {
        if (!column.repeats.finish(cancel))
            return cancelled();
    }
    for (bool more = true; more;) {
        std::vector<std::vector<RowNumber>> batches;
        for (CheckedColumn& column : m_columns)
            batches.push_back(column.repeats.nextBatch());
        more = std::any_of(batches.begin(), batches.end(), [](const auto& batch) { return !batch.empty(); });
        if (more) {
            if (const auto done = confirmBatch(batches, progress, cancel); !done)
                return done;
        }
    }
    return {};
}

Result<void> RowChecker::confirmBatch(const std::vector<std::vector<RowNumber>>& batches, const ByteProgress& progress,
                                      const CancelFlag& cancel)
{
    std::vector<RowNumber> wanted;
    for (const auto& batch : batches)
        wanted.insert(wanted.end(), batch.begin(), batch.end());
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    std::vector<std::size_t> places(batches.size(), 0);
    RowReader reader(m_file, wanted.front());
    qint64 done = 0;
    for (const RowNumber number : wanted) {
        if (cancel)
            return cancelled();
        if (++done % rowsPerBlock == 0)
            tell(progress, m_file->size()); // Nearly through, but still at work.
        reader.seek(number);
        const RowView* const row = reader.next();
        if (!row)
            return reader.failure() ? fail(*reader.failure()) : becameShorter();
        takeFixes(number);
        for (std::size_t i = 0; i < batches.size(); ++i) {
            if (places[i] < batches[i].size() && batches[i][places[i]] == number) {
                ++places[i];
                confirmCell(m_columns[i], *row);
            }
        }
    }
    return {};
}

void RowChecker::confirmCell(CheckedColumn& column, const RowView& row)
{
    const std::string_view cell = cellOf(row, column.column);
    column.checker.check(cell);
    if (!column.repeats.confirm(keyOf(column)))
        return;
    m_store.add(column.column, {Severity::Error, Reason::RepeatedInFile, 0}, row.number, cell);
    m_repeatRows.push_back(row.number);
}

CheckReport RowChecker::report()
{
    CheckReport report;
    report.rows = m_rows;
    std::sort(m_repeatRows.begin(), m_repeatRows.end());
    std::set_union(m_errorRows.begin(), m_errorRows.end(), m_repeatRows.begin(), m_repeatRows.end(),
                   std::back_inserter(report.errorRows));
    // A row that repeats the values of two columns came twice.
    report.errorRows.erase(std::unique(report.errorRows.begin(), report.errorRows.end()), report.errorRows.end());
    report.rowsWithErrors = RowCount(qint64(report.errorRows.size()));
    report.blockedRows = std::move(m_blockedRows);
    report.findings = m_store.take(m_mapping, m_meta);
    return report;
}

} // namespace

Result<CheckReport> checkRows(const std::shared_ptr<const CsvFile>& file, const Mapping& mapping,
                              const ModuleMeta& meta, const Fixes& fixes, const ByteProgress& progress,
                              const CancelFlag& cancel)
{
    QElapsedTimer timer;
    timer.start();
    RowChecker checker(file, mapping, meta, fixes);
    if (const auto read = checker.readAll(progress, cancel); !read)
        return fail(read.error());
    if (const auto confirmed = checker.confirmRepeats(progress, cancel); !confirmed)
        return fail(confirmed.error());
    CheckReport report = checker.report();
    report.milliseconds = timer.elapsed();
    return report;
}

} // namespace stevedore
