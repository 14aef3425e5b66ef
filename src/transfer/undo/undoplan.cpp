// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/undo/undoplan.h"

#include "base/planted.h"

namespace stevedore {

namespace {

bool isChanged(const RecordStamp& stamp, const WrittenRecord& written, const QString& userId)
{
    const bool bySomebodyElse = !userId.isEmpty() && !stamp.userId.isEmpty() && stamp.userId != userId;
    if (STEVEDORE_PLANTED_BUG("undo-overwrites-changes"))
        return false;
    return bySomebodyElse || !stamp.modified.isValid() || stamp.modified > written.notLaterThan;
}

/// What all rows that wrote the same record come to.
QHash<QString, WrittenRecord> byRecord(const std::vector<WrittenRecord>& written)
{
    QHash<QString, WrittenRecord> out;
    for (const WrittenRecord& record : written) {
        const auto known = out.find(record.recordId);
        if (known == out.end()) {
            out.insert(record.recordId, record);
            continue;
        }
        known->added = known->added || record.added;
        known->notLaterThan = std::max(known->notLaterThan, record.notLaterThan);
    }
    return out;
}

} // namespace

UndoPlan UndoPlan::withChanged() const
{
    UndoPlan out = *this;
    for (const ChangedRecord& record : changed)
        (record.added ? out.deletes : out.restores).push_back(record.row);
    out.changed.clear();
    return out;
}

UndoPlan planUndo(ImportId import, const std::vector<WrittenRecord>& written, const RecordStamps& stamps,
                  const QString& userId, const QSet<QString>& kept)
{
    UndoPlan plan;
    plan.import = import;
    QHash<QString, WrittenRecord> records = byRecord(written);
    for (const WrittenRecord& row : written) {
        if (row.recordId.isEmpty()) {
            plan.noRecord.push_back(row.row);
            continue;
        }
        if (!records.contains(row.recordId))
            continue;
        const WrittenRecord record = records.take(row.recordId);
        const auto stamp = stamps.constFind(record.recordId);
        if (stamp == stamps.cend())
            plan.nothingToDo.push_back(row.row);
        else if (!record.added && !kept.contains(record.recordId))
            plan.noOldValues.push_back(row.row);
        else if (isChanged(*stamp, record, userId))
            plan.changed.push_back({{row.row, record.recordId}, record.added, *stamp});
        else
            (record.added ? plan.deletes : plan.restores).push_back({row.row, record.recordId});
    }
    return plan;
}

} // namespace stevedore
