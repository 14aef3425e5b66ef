// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/checkscope.h"
#include "mapping/findingstore.h"
#include "mapping/rawcells.h"
#include "mapping/valuecheck.h"

#include <QSet>

#include <algorithm>

namespace stevedore {

namespace {

/// Whether what holds for all columns at once is as before.
bool isComparable(const Mapping& mapping, const Fixes& fixes, const CheckBase& earlier)
{
    const Mapping& before = earlier.mapping;
    return mapping.module == before.module && mapping.operation == before.operation &&
           mapping.findBy == before.findBy && mapping.eraseEmpty == before.eraseEmpty &&
           mapping.layout == before.layout && mapping.columns.size() == before.columns.size() &&
           headersOf(mapping) == headersOf(before) && fixes.leftOut == earlier.fixes.leftOut;
}

/// How it came to its field makes no difference to the values.
bool isMappedAlike(ColumnMapping a, const ColumnMapping& b)
{
    a.match = b.match;
    return a == b;
}

/// Columns of the source in which a cell has another fix, or one of the two has none.
QSet<int> columnsWithOtherFixes(const Fixes& a, const Fixes& b)
{
    QSet<int> columns;
    const auto compare = [&columns](const Fixes& some, const Fixes& others) {
        for (const auto& [row, cells] : some.cells.asKeyValueRange()) {
            for (const auto& [column, value] : cells.asKeyValueRange()) {
                const QString* const other = others.value(row, column);
                if (!other || *other != value)
                    columns.insert(column);
            }
        }
    };
    compare(a, b);
    compare(b, a);
    return columns;
}

/// What feeds a field in another way than before, or from cells that have other fixes.
std::vector<const ColumnMapping*> changedFeeds(const Mapping& mapping, const Fixes& fixes, const CheckBase& earlier)
{
    const QSet<int> fixed = columnsWithOtherFixes(fixes, earlier.fixes);
    const auto before = earlier.mapping.feeds();
    std::vector<const ColumnMapping*> changed;
    for (const ColumnMapping* const feed : mapping.feeds()) {
        const bool isKnown = std::any_of(before.begin(), before.end(),
                                         [&](const ColumnMapping* was) { return isMappedAlike(*feed, *was); });
        const std::vector<int> sources = sourceColumns(*feed, mapping);
        if (!isKnown || std::any_of(sources.begin(), sources.end(), [&](int column) { return fixed.contains(column); }))
            changed.push_back(feed);
    }
    return changed;
}

bool isOf(const Finding& finding, const ColumnMapping& feed, const Mapping& mapping)
{
    return finding.field == feed.field && finding.column == (mapping.isComposed(feed) ? -1 : feed.column);
}

/// Findings of the rows' shapes, and of what is not looked at again; without repeated values, which are asked anew.
std::vector<Finding> keptFindings(const CheckBase& earlier, const Mapping& mapping,
                                  const std::vector<const ColumnMapping*>& looked)
{
    const auto feeds = mapping.feeds();
    std::vector<Finding> kept;
    for (const Finding& finding : earlier.report.findings) {
        const auto isAmong = [&](const std::vector<const ColumnMapping*>& some) {
            return std::any_of(some.begin(), some.end(),
                               [&](const ColumnMapping* feed) { return isOf(finding, *feed, mapping); });
        };
        if (finding.reason == Reason::RepeatedInFile)
            continue;
        if (finding.isOfRow() || (isAmong(feeds) && !isAmong(looked)))
            kept.push_back(finding);
    }
    return kept;
}

} // namespace

Result<CheckReport> recheckRows(const std::shared_ptr<const CsvFile>& file, const Mapping& mapping,
                                const ModuleMeta& meta, const Fixes& fixes, const CheckBase& earlier,
                                const ByteProgress& progress, const CancelFlag& cancel)
{
    if (!isComparable(mapping, fixes, earlier))
        return checkRows(file, mapping, meta, fixes, progress, cancel);
    CheckScope scope;
    scope.feeds = changedFeeds(mapping, fixes, earlier);
    scope.shapes = false;
    if (scope.feeds.empty() && mapping.feeds().size() == earlier.mapping.feeds().size())
        return earlier.report;
    for (const ColumnMapping* const feed : mapping.feeds()) {
        const Field* const field = targetField(meta, feed->field);
        const bool isIn = std::find(scope.feeds.begin(), scope.feeds.end(), feed) != scope.feeds.end();
        if (!field || !mustBeUnique(*field, mapping) || isIn)
            continue;
        scope.unique.push_back(feed);
        scope.suspects.insert(feed->column, earlier.report.suspects.value(feed->column));
    }
    std::vector<Finding> findings = keptFindings(earlier, mapping, scope.feeds);
    for (const Finding& finding : findings) {
        if (finding.severity == Severity::Error)
            scope.refused.insert(scope.refused.end(), finding.rows.begin(), finding.rows.end());
    }
    auto report = checkScope(file, mapping, meta, fixes, scope, progress, cancel);
    if (!report)
        return report;
    report->blockedRows = earlier.report.blockedRows;
    report->findings.insert(report->findings.end(), std::make_move_iterator(findings.begin()),
                            std::make_move_iterator(findings.end()));
    sortFindings(report->findings);
    return report;
}

} // namespace stevedore
