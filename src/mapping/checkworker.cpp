// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/checkworker.h"

#include "mapping/utf8.h"

#include <algorithm>
#include <array>

namespace stevedore {

namespace {

using namespace std::string_view_literals;

std::vector<CheckedColumn> checkedColumns(const CheckScope& scope, const Mapping& mapping, const ModuleMeta& meta)
{
    std::vector<CheckedColumn> columns;
    const auto add = [&](const ColumnMapping* column, bool looked) {
        if (const Field* const field = targetField(meta, column->field))
            columns.push_back({column, mustBeUnique(*field, mapping), looked, field->uniqueCaseSensitive,
                               ValueChecker(*column, *field, mapping), RepeatFinder()});
    };
    for (const ColumnMapping* const column : scope.feeds)
        add(column, true);
    for (const ColumnMapping* const column : scope.unique)
        add(column, false);
    return columns;
}

int storeWidth(const Mapping& mapping)
{
    int width = 0;
    for (const ColumnMapping* const column : mapping.feeds())
        width = std::max(width, column->column + 1);
    return width;
}

/// Ascending, each once.
void sortRows(std::vector<RowNumber>& rows)
{
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
}

void append(std::vector<RowNumber>& rows, std::vector<RowNumber>& more)
{
    rows.insert(rows.end(), more.begin(), more.end());
    more = {};
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
        return holds("\0"sv);
    std::size_t at =
        reason == Reason::TooManyCells ? std::size_t(columns) : std::size_t(std::max(row.cellsInFile, 1)) - 1;
    while (reason == Reason::TooManyCells && at + 1 < row.cells.size() && row.cells[at].empty())
        ++at;
    return at < row.cells.size() ? row.cells[at] : std::string_view();
}

} // namespace

CheckWorker::CheckWorker(const CsvFile& file, const Mapping& mapping, const ModuleMeta& meta, const Fixes& fixes,
                         const CheckScope& scope)
    : m_file(file), m_mapping(mapping), m_meta(meta), m_fixes(fixes), m_scope(scope),
      m_columns(checkedColumns(scope, mapping, meta)), m_store(storeWidth(mapping)), m_cells(mapping, fixes)
{
}

void CheckWorker::add(CheckWorker& other)
{
    for (std::size_t i = 0; i < m_columns.size(); ++i)
        m_columns[i].repeats.add(other.m_columns[i].repeats);
    m_store.add(other.m_store);
    append(m_errorRows, other.m_errorRows);
    append(m_blockedRows, other.m_blockedRows);
}

void CheckWorker::check(const RowView& row)
{
    if (!m_fixes.leftOut.isEmpty() && m_fixes.leftOut.contains(row.number))
        return;
    m_cells.take(row);
    bool hasErrors = m_scope.shapes && row.flags.toInt() != 0 && checkShape(row);
    if (!row.flags.testAnyFlags(displaced))
        hasErrors |= checkCells(row.number, !row.flags.testAnyFlags(blocking));
    if (hasErrors)
        m_errorRows.push_back(row.number);
}

bool CheckWorker::checkShape(const RowView& row)
{
    for (const ShapeRule& rule : shapeRules) {
        if (row.flags.testFlag(rule.flag)) {
            m_store.add(-1, {rule.severity, rule.reason, 0}, row.number,
                        shapeSample(row, rule.reason, m_file.columnCount()));
        }
    }
    const bool blocked = row.flags.testAnyFlags(blocking);
    if (blocked)
        m_blockedRows.push_back(row.number);
    return blocked;
}

bool CheckWorker::checkCells(RowNumber row, bool isSent)
{
    bool hasErrors = false;
    for (CheckedColumn& column : m_columns) {
        if (!column.looked)
            break;
        const std::string_view cell = m_cells.value(*column.mapping);
        if (!column.checker.passesAtAGlance(cell)) {
            if (const auto verdict = column.checker.check(cell)) {
                m_store.add(column.mapping->column, *verdict, row, cell);
                hasErrors |= verdict->severity == Severity::Error;
            }
        }
        if (column.unique && isSent && !column.checker.converted().empty())
            column.repeats.add(keyOf(column), row);
    }
    return hasErrors;
}

std::string_view CheckWorker::keyOf(const CheckedColumn& column)
{
    if (column.caseSensitive)
        return column.checker.converted();
    m_key.clear();
    appendFolded(column.checker.converted(), m_key);
    return m_key;
}

bool CheckWorker::endRows(const CancelFlag& cancel)
{
    m_errorRows.insert(m_errorRows.end(), m_scope.refused.begin(), m_scope.refused.end());
    sortRows(m_errorRows);
    for (CheckedColumn& column : m_columns) {
        if (!column.looked)
            column.repeats.finishWith(m_scope.suspects.value(column.mapping->column));
        else if (!column.repeats.finish(cancel))
            return false;
    }
    return true;
}

void CheckWorker::confirm(const RowView& row, const std::vector<std::size_t>& columns)
{
    m_cells.take(row);
    bool refused = std::binary_search(m_errorRows.begin(), m_errorRows.end(), row.number);
    for (const std::size_t i : columns) {
        CheckedColumn& column = m_columns[i];
        const std::string_view cell = m_cells.value(*column.mapping);
        column.checker.check(cell);
        if (!column.repeats.isTaken(keyOf(column)))
            continue;
        m_store.add(column.mapping->column, {Severity::Error, Reason::RepeatedInFile, 0}, row.number, cell);
        m_repeatRows.push_back(row.number);
        refused = true;
    }
    for (std::size_t k = 0; k < columns.size() && !refused; ++k) {
        CheckedColumn& column = m_columns[columns[k]];
        column.checker.check(m_cells.value(*column.mapping));
        column.repeats.take(keyOf(column));
    }
}

CheckReport CheckWorker::report(RowCount rows)
{
    CheckReport report;
    report.rows = rows;
    append(m_errorRows, m_repeatRows);
    sortRows(m_errorRows);
    sortRows(m_blockedRows);
    report.errorRows = std::move(m_errorRows);
    report.rowsWithErrors = RowCount(qint64(report.errorRows.size()));
    report.blockedRows = std::move(m_blockedRows);
    report.findings = m_store.take(m_mapping, m_meta);
    for (const CheckedColumn& column : m_columns) {
        if (column.unique)
            report.suspects.insert(column.mapping->column, column.repeats.suspects());
    }
    return report;
}

} // namespace stevedore
