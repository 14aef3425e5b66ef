// SPDX-License-Identifier: GPL-3.0-or-later
// The records that rows of the file are to find in the local CRM: which, and made.
#include "base/text.h"
#include "transfer/partplan.h"
#include "transfer/poolwork.h"
#include "transfer/rehearsal/rehearsal_p.h"

#include <algorithm>

namespace stevedore {

namespace {

ModuleInfo infoOf(const QString& apiName)
{
    return {{}, apiName, apiName, apiName};
}

std::vector<RowNumber> rowsLeftAside(const RehearsalPlan& plan)
{
    std::vector<RowNumber> out(plan.fixes.leftOut.begin(), plan.fixes.leftOut.end());
    for (const HeldRow& held : plan.heldBack)
        out.push_back(held.row);
    std::sort(out.begin(), out.end());
    return out;
}

} // namespace

Result<void> Rehearsal::dropColumns(const std::vector<int>& columns, const QString& why)
{
    for (ColumnMapping* const column : m_plan.mapping.feeds()) {
        if (std::find(columns.begin(), columns.end(), column->column) == columns.end())
            continue;
        if (const Field* field = m_plan.meta.field(column->field); field && field->mandatory)
            return fail(FailureKind::Usage, tr("%1, so the column %2 cannot be rehearsed; the field %3 needs it.")
                                                .arg(why, column->header, field->label));
        m_report.assumptions.append(tr("%1: the column %2 was left empty.").arg(why, column->header));
        column->field.clear();
    }
    return {};
}

void Rehearsal::readKeys()
{
    const auto source =
        std::make_shared<const PackSource>(PackSource{m_plan.file, m_plan.mapping, m_plan.meta, m_plan.fixes});
    const RowSet rows = rowsWithout(m_report.rows, rowsLeftAside(m_plan));
    const auto progress = [this](qint64 done, qint64 total) {
        QMetaObject::invokeMethod(
            this, [this, done, total] { tell(RehearsalProgress::Step::Reading, done, total); }, Qt::QueuedConnection);
    };
    runOnPool(
        m_pool, this,
        [source, rows, progress, groups = m_found.groups, most = m_plan.mostRecords, cancelled = m_cancelled] {
            return findKeys(*source, rows, groups, most, progress, *cancelled);
        },
        [this](const Result<FoundKeys>& found) {
            if (*m_cancelled)
                return;
            if (!found) {
                end(fail(found.error()));
                return;
            }
            m_found = *found;
            makeRecords(0);
        });
}

void Rehearsal::makeRecords(std::size_t at)
{
    if (at >= m_found.groups.size()) {
        connectSecond();
        return;
    }
    const KeyGroup& group = m_found.groups[at];
    if (group.tooMany && !group.matches) {
        const QString why =
            tr("The file names more than %1 different %2").arg(grouped(m_plan.mostRecords), group.module);
        if (auto dropped = dropColumns(group.columns, why); !dropped) {
            end(fail(dropped.error()));
            return;
        }
        makeRecords(at + 1);
        return;
    }
    if (group.keys.empty()) {
        makeRecords(at + 1);
        return;
    }
    m_local->api.moduleMeta(infoOf(group.module), this, [this, at](const Result<ModuleMeta>& meta) {
        if (*m_cancelled)
            return;
        if (meta)
            makeRecordsOf(at, *meta);
        else
            end(fail(meta.error()));
    });
}

void Rehearsal::makeRecordsOf(std::size_t at, const ModuleMeta& meta)
{
    const KeyGroup& group = m_found.groups[at];
    m_local->seeder.make(
        meta, group.keyField, group.keys,
        [this](qint64 done, qint64 total) { tell(RehearsalProgress::Step::Records, done, total); },
        [this, at, module = meta.module](const Result<Seeder::Made>& records) {
            if (!*m_cancelled)
                made(at, module, records);
        });
}

void Rehearsal::made(std::size_t at, const ModuleInfo& module, const Result<Seeder::Made>& records)
{
    if (!records) {
        end(fail(records.error()));
        return;
    }
    const KeyGroup& group = m_found.groups[at];
    const qint64 there = records->size();
    m_report.recordsMade += there;
    m_report.assumptions.append(
        group.matches
            ? tr("%1 records of %2 that the file updates were taken as existing.").arg(grouped(there), module.plural)
            : tr("%1 records of %2 that the file names were taken as existing.").arg(grouped(there), module.plural));
    if (const qint64 missing = qint64(group.keys.size()) - there; missing > 0)
        m_report.assumptions.append(
            tr("%1 that the file names in %2 cannot be records of it by the org's own rules; the rows are refused.")
                .arg(grouped(missing), module.plural));
    // The local CRM has ids of its own.
    for (ColumnMapping* const column : m_plan.mapping.feeds()) {
        const bool mine = std::find(group.columns.begin(), group.columns.end(), column->column) != group.columns.end();
        if (!mine || group.keyField != QLatin1String("id"))
            continue;
        for (const auto& [key, id] : records->asKeyValueRange())
            column->conversion.values.insert(key, id);
    }
    makeRecords(at + 1);
}

} // namespace stevedore
