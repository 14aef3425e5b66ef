// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/repair.h"

#include "base/text.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("stevedore::ui::Repair", text);
}

QString rowsText(qint64 rows)
{
    return rows == 1 ? tr("1 row") : tr("%1 rows").arg(grouped(rows));
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
    case Kind::LeaveOut:
        break;
    }
    return value;
}

QString Repair::buttonText() const
{
    switch (kind) {
    case Kind::Replace:
        return to.isEmpty()
                   ? tr("Remove “%1” in %2").arg(shownValue(from, 20), rowsText(rows))
                   : tr("Replace “%1” by “%2” in %3").arg(shownValue(from, 20), shownValue(to, 20), rowsText(rows));
    case Kind::Fill:
        return tr("Fill %1 with “%2”").arg(rowsText(rows), shownValue(to, 20));
    case Kind::Clear:
        return rows == 1 ? tr("Empty this cell") : tr("Empty these %1 cells").arg(grouped(rows));
    case Kind::LeaveOut:
        break;
    }
    return tr("Leave %1 out").arg(rowsText(rows));
}

QString Repair::afterTitle() const
{
    switch (kind) {
    case Kind::Replace:
        return tr("after “%1” → “%2”").arg(shownValue(from, 12), shownValue(to, 12));
    case Kind::Fill:
        return tr("after filling");
    case Kind::Clear:
        return tr("after emptying");
    case Kind::LeaveOut:
        break;
    }
    return tr("after");
}

QString Repair::doneText(qint64 done) const
{
    switch (kind) {
    case Kind::Replace:
        return tr("Replaced “%1” by “%2” in %3, %4")
            .arg(shownValue(from, 20), shownValue(to, 20), columnName, rowsText(done));
    case Kind::Fill:
        return tr("Filled %1 with “%2”, %3").arg(columnName, shownValue(to, 20), rowsText(done));
    case Kind::Clear:
        return tr("Emptied %1, %2").arg(columnName, rowsText(done));
    case Kind::LeaveOut:
        break;
    }
    return tr("Left %1 out").arg(rowsText(done));
}

qint64 mended(const Repair& repair, const CellValues& values, const Mapping& mapping, const ModuleMeta& meta)
{
    const ColumnMapping* const column = mappedColumn(mapping, repair.column);
    const Field* const field = column ? meta.field(column->field) : nullptr;
    if (!field || repair.kind == Repair::Kind::LeaveOut)
        return repair.kind == Repair::Kind::LeaveOut ? qint64(values.size()) : 0;
    qint64 count = 0;
    for (const Fix& cell : values) {
        const QString after = repair.applied(cell.value);
        if (after != cell.value && !checkValue(after, *column, *field, mapping))
            ++count;
    }
    return count;
}

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
    if (trouble.column >= 0) {
        for (const auto& [from, to] : spellings(trouble.reason))
            offer({Repair::Kind::Replace, 0, {}, from, to, 0});
        if (trouble.reason != Reason::Empty)
            offer({Repair::Kind::Clear, 0, {}, {}, {}, 0});
    }
    std::stable_sort(offers.begin(), offers.end(), [](const Repair& a, const Repair& b) {
        const bool replaceA = a.kind == Repair::Kind::Replace;
        const bool replaceB = b.kind == Repair::Kind::Replace;
        return replaceA != replaceB ? replaceA : a.rows > b.rows;
    });
    offer({Repair::Kind::LeaveOut, 0, {}, {}, {}, 0});
    return offers;
}

} // namespace stevedore::ui
