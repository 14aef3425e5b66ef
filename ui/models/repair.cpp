// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/repair.h"

#include "base/text.h"
#include "mapping/utf8.h"
#include "mapping/valuecheck.h"
#include "models/remapping.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

struct RepairText
{
    Q_DECLARE_TR_FUNCTIONS(Repair)
};

QString rowCountText(qint64 rows)
{
    return rows == 1 ? RepairText::tr("1 row") : RepairText::tr("%1 rows").arg(grouped(rows));
}

const ColumnMapping* mappedColumn(const Mapping& mapping, int column)
{
    for (const ColumnMapping& mapped : mapping.columns) {
        if (mapped.column == column)
            return &mapped;
    }
    return nullptr;
}

/// Spellings that stand where an address or a number was meant; offered only where they mend something.
QList<std::pair<QString, QString>> spellings(Reason reason)
{
    switch (reason) {
    case Reason::NotAnEmail:
        return {{u"(at)"_s, u"@"_s}, {u"[at]"_s, u"@"_s}, {u" at "_s, u"@"_s},
                {u" "_s, QString()}, {u","_s, u"."_s},    {u"mailto:"_s, QString()}};
    case Reason::NotANumber:
        return {{u" "_s, QString()}, {u","_s, u"."_s}, {u"O"_s, u"0"_s}, {u"€"_s, QString()}, {u"$"_s, QString()}};
    case Reason::NotAUrl:
        return {{u" "_s, QString()}};
    default:
        return {};
    }
}

} // namespace

QString Repair::applied(const QString& value) const
{
    switch (kind) {
    case Kind::Replace:
        return from.isEmpty() ? value : QString(value).replace(from, to, Qt::CaseInsensitive);
    case Kind::Fill:
        return value.trimmed().isEmpty() ? to : value;
    case Kind::Clear:
        return {};
    case Kind::MapValue:
    case Kind::Convert:
        return remapping ? convertedValue(value, remapping->after, remapping->field) : value;
    case Kind::DropColumn:
    case Kind::LeaveOut:
        break;
    }
    return value;
}

QString Repair::buttonText() const
{
    switch (kind) {
    case Kind::Replace:
        return to.isEmpty() ? RepairText::tr("Remove “%1” in %2").arg(shownValue(from, 20), rowCountText(rows))
                            : RepairText::tr("Replace “%1” by “%2” in %3")
                                  .arg(shownValue(from, 20), shownValue(to, 20), rowCountText(rows));
    case Kind::Fill:
        return RepairText::tr("Fill %1 with “%2”").arg(rowCountText(rows), shownValue(to, 20));
    case Kind::Clear:
        return rows == 1 ? RepairText::tr("Empty this cell")
                         : RepairText::tr("Empty these %1 cells").arg(grouped(rows));
    case Kind::MapValue:
        return RepairText::tr("“%1” goes to “%2” in %3")
            .arg(shownValue(from, 20), shownValue(to, 20), rowCountText(rows));
    case Kind::Convert:
        if (alters == 0)
            return RepairText::tr("%1: mends %2").arg(remappingText(*remapping), rowCountText(rows));
        return RepairText::tr("%1: mends %2, changes %3 more")
            .arg(remappingText(*remapping), rowCountText(rows), grouped(alters));
    case Kind::DropColumn:
        return RepairText::tr("Leave the column out");
    case Kind::LeaveOut:
        break;
    }
    return RepairText::tr("Leave %1 out").arg(rowCountText(rows));
}

QString Repair::afterTitle() const
{
    switch (kind) {
    case Kind::Replace:
        return RepairText::tr("after “%1” → “%2”").arg(shownValue(from, 12), shownValue(to, 12));
    case Kind::Fill:
        return RepairText::tr("after filling");
    case Kind::Clear:
        return RepairText::tr("after emptying");
    case Kind::MapValue:
    case Kind::Convert:
        return RepairText::tr("as it would be sent");
    case Kind::DropColumn:
    case Kind::LeaveOut:
        break;
    }
    return RepairText::tr("after");
}

QString Repair::doneText(qint64 done) const
{
    switch (kind) {
    case Kind::Replace:
        return RepairText::tr("Replaced “%1” by “%2” in %3, %4")
            .arg(shownValue(from, 20), shownValue(to, 20), columnName, rowCountText(done));
    case Kind::Fill:
        return RepairText::tr("Filled %1 with “%2”, %3").arg(columnName, shownValue(to, 20), rowCountText(done));
    case Kind::Clear:
        return RepairText::tr("Emptied %1, %2").arg(columnName, rowCountText(done));
    case Kind::MapValue:
        return RepairText::tr("Changed %1 in %2: “%3” to “%4”")
            .arg(rowCountText(done), columnName, shownValue(from, 20), shownValue(to, 20));
    case Kind::Convert:
        return RepairText::tr("%1 in %2, %3 mended").arg(remappingText(*remapping), columnName, rowCountText(done));
    case Kind::DropColumn:
        return RepairText::tr("Left the column %1 out").arg(columnName);
    case Kind::LeaveOut:
        break;
    }
    return RepairText::tr("Left %1 out").arg(rowCountText(done));
}

bool isAcceptable(const std::optional<CellVerdict>& verdict)
{
    return !verdict || verdict->reason == Reason::ChangedOnTheWay || verdict->reason == Reason::FormulaLike;
}

ValueCounts mostFrequent(const CellValues& values)
{
    constexpr qsizetype most = 20;
    QHash<QString, qint64> counts;
    for (const Fix& cell : values)
        ++counts[cell.value];
    ValueCounts out(counts.keyValueBegin(), counts.keyValueEnd());
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
        return std::pair(-a.second, a.first) < std::pair(-b.second, b.first);
    });
    return out.mid(0, most);
}

qint64 mended(const Repair& repair, const CellValues& values, const Mapping& mapping, const ModuleMeta& meta)
{
    if (repair.kind == Repair::Kind::LeaveOut || repair.kind == Repair::Kind::DropColumn)
        return qint64(values.size());
    const ColumnMapping* const column =
        repair.remapping ? &repair.remapping->after : mappedColumn(mapping, repair.column);
    const Field* const field = column ? targetField(meta, column->field) : nullptr;
    if (!field)
        return 0;
    ValueChecker checker(*column, *field, mapping);
    return std::count_if(values.begin(), values.end(), [&](const Fix& cell) {
        const QString after = repair.remapping ? cell.value : repair.applied(cell.value);
        return (repair.remapping || after != cell.value) && isAcceptable(checker.check(toStd(after)));
    });
}

namespace {

/// What gives the values a sense comes first, then what gives them up, then what gives more up.
int rank(const Repair& repair)
{
    switch (repair.kind) {
    case Repair::Kind::Clear:
        return 1;
    case Repair::Kind::DropColumn:
        return 2;
    case Repair::Kind::LeaveOut:
        return 3;
    default:
        return 0;
    }
}

} // namespace

QList<Repair> repairsFor(const Trouble& trouble, const CellValues& values, const Mapping& mapping,
                         const ModuleMeta& meta)
{
    QList<Repair> offers;
    const auto offer = [&](Repair repair) {
        repair.column = trouble.column;
        repair.columnName = trouble.columnName;
        repair.rows = mended(repair, values, mapping, meta);
        if (repair.rows > 0)
            offers.append(repair);
    };
    const ColumnMapping* const column = mappedColumn(mapping, trouble.column);
    if (column) {
        for (const auto& [from, to] : spellings(trouble.reason))
            offer({Repair::Kind::Replace, 0, {}, from, to, 0});
        if (trouble.reason != Reason::Empty)
            offer({Repair::Kind::Clear, 0, {}, {}, {}, 0});
        if (trouble.mayRemap) {
            for (const Repair& repair : remappings(trouble.reason, *column, values, mapping, meta))
                offer(repair);
        }
    }
    offer({Repair::Kind::LeaveOut, 0, {}, {}, {}, 0});
    std::stable_sort(offers.begin(), offers.end(), [](const Repair& a, const Repair& b) {
        return std::pair(rank(a), -a.rows) < std::pair(rank(b), -b.rows);
    });
    return offers;
}

} // namespace stevedore::ui
