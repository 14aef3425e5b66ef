// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/findingstore.h"

#include "mapping/rawcells.h"
#include "mapping/utf8.h"

#include <algorithm>
#include <tuple>

namespace stevedore {

namespace {

constexpr qsizetype mostSamples = 5;
/// Samples are for looking at; a cell may have megabytes.
constexpr std::size_t mostSampleBytes = 4096;

void describe(Finding& finding, const Mapping& mapping, const ModuleMeta& meta)
{
    const auto feeds = mapping.feeds();
    const auto at =
        std::find_if(feeds.begin(), feeds.end(), [&](const ColumnMapping* c) { return c->column == finding.column; });
    if (at == feeds.end())
        return;
    const ColumnMapping& column = **at;
    finding.columnName = column.header;
    finding.field = column.field;
    if (const Field* const field = targetField(meta, column.field)) {
        finding.fieldLabel = field->label;
        finding.fieldType = field->dataType;
    }
    if (mapping.isComposed(column)) {
        for (const int source : sourceColumns(column, mapping))
            finding.sources.append(source);
        finding.column = -1;
    }
}

} // namespace

void FindingStore::add(int column, const CellVerdict& verdict, RowNumber row, std::string_view value)
{
    std::unique_ptr<Slot>& slot = m_slots[std::size_t(column + 1) * reasonCount + std::size_t(verdict.reason)];
    if (!slot) {
        slot = std::make_unique<Slot>();
        slot->verdict = verdict;
    }
    slot->rows.push_back(row);
    if (slot->samples.size() < mostSamples || row < slot->samples.back().row)
        slot->addSample(row, toQt(value.substr(0, mostSampleBytes)));
}

void FindingStore::add(FindingStore& other)
{
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        const std::unique_ptr<Slot> more = std::move(other.m_slots[i]);
        if (!more)
            continue;
        if (!std::is_sorted(more->rows.begin(), more->rows.end()))
            std::sort(more->rows.begin(), more->rows.end());
        if (!m_slots[i])
            m_slots[i] = std::make_unique<Slot>(Slot{more->verdict, {}, {}});
        if (!std::is_sorted(m_slots[i]->rows.begin(), m_slots[i]->rows.end()))
            std::sort(m_slots[i]->rows.begin(), m_slots[i]->rows.end());
        std::vector<RowNumber>& rows = m_slots[i]->rows;
        const auto before = std::ptrdiff_t(rows.size());
        rows.insert(rows.end(), more->rows.begin(), more->rows.end());
        std::inplace_merge(rows.begin(), rows.begin() + before, rows.end());
        for (const Finding::Sample& sample : more->samples)
            m_slots[i]->addSample(sample.row, sample.value);
    }
}

/// Keeps the values with the lowest rows, each with the lowest of its rows.
void FindingStore::Slot::addSample(RowNumber row, const QString& text)
{
    const auto known = std::find_if(samples.begin(), samples.end(),
                                    [&](const Finding::Sample& sample) { return sample.value == text; });
    if (known != samples.end()) {
        if (known->row <= row)
            return;
        samples.erase(known);
    }
    const auto after =
        std::find_if(samples.begin(), samples.end(), [&](const Finding::Sample& sample) { return row < sample.row; });
    samples.insert(after, {row, text});
    if (samples.size() > mostSamples)
        samples.removeLast();
}

std::vector<Finding> FindingStore::take(const Mapping& mapping, const ModuleMeta& meta)
{
    std::vector<Finding> findings;
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        const std::unique_ptr<Slot> slot = std::move(m_slots[i]);
        if (!slot)
            continue;
        Finding finding;
        finding.severity = slot->verdict.severity;
        finding.reason = slot->verdict.reason;
        finding.limit = slot->verdict.limit;
        finding.code = findingCode(finding.severity, finding.reason);
        finding.column = int(i / reasonCount) - 1;
        finding.rows = std::move(slot->rows);
        if (!std::is_sorted(finding.rows.begin(), finding.rows.end()))
            std::sort(finding.rows.begin(), finding.rows.end());
        finding.samples = slot->samples;
        if (finding.column >= 0)
            describe(finding, mapping, meta);
        findings.push_back(std::move(finding));
    }
    sortFindings(findings);
    return findings;
}

void sortFindings(std::vector<Finding>& findings)
{
    // Composed fields have no column; their names tell them apart.
    std::sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
        return std::tuple(a.severity, -a.count().value, a.column, a.reason, a.field) <
               std::tuple(b.severity, -b.count().value, b.column, b.reason, b.field);
    });
}

QString findingCode(Severity severity, Reason reason)
{
    switch (reason) {
    case Reason::Empty:
        return severity == Severity::Error ? QStringLiteral("MANDATORY_NOT_FOUND") : QStringLiteral("EMPTY_MATCH_KEY");
    case Reason::RepeatedInFile:
        return QStringLiteral("DUPLICATE_DATA");
    case Reason::NewPicklistValue:
        return QStringLiteral("NEW_PICKLIST_VALUE");
    case Reason::ChangedOnTheWay:
        return QStringLiteral("CHANGED_ON_THE_WAY");
    case Reason::FormulaLike:
        return QStringLiteral("FORMULA_LIKE");
    case Reason::TooFewCells:
        return QStringLiteral("TOO_FEW_CELLS");
    case Reason::TooManyCells:
        return QStringLiteral("TOO_MANY_CELLS");
    case Reason::UnclosedQuote:
        return QStringLiteral("UNCLOSED_QUOTE");
    case Reason::InvalidBytes:
        return QStringLiteral("INVALID_BYTES");
    case Reason::NulByte:
        return QStringLiteral("NUL_BYTE");
    default:
        return QStringLiteral("INVALID_DATA");
    }
}

std::vector<HeldRow> heldRows(const CheckReport& report)
{
    std::vector<HeldRow> out;
    for (const RowNumber row : report.blockedRows)
        out.push_back({row, {}});
    for (const Finding& finding : report.findings) {
        const bool ofShape = finding.isOfRow() && finding.severity == Severity::Error;
        for (const RowNumber row : ofShape ? finding.rows : std::vector<RowNumber>()) {
            const auto held =
                std::lower_bound(out.begin(), out.end(), row, [](const HeldRow& h, RowNumber r) { return h.row < r; });
            if (held != out.end() && held->row == row && held->code.isEmpty())
                held->code = finding.code;
        }
    }
    return out;
}

} // namespace stevedore
