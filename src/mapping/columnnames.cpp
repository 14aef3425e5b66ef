// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/columnnames.h"

#include "mapping/composedtext.h"
#include "mapping/words.h"

#include <algorithm>

namespace stevedore {

namespace {

QString looseName(const QString& name)
{
    return name.simplified().toCaseFolded();
}

} // namespace

qsizetype findColumn(const QStringList& columns, const QString& header)
{
    const qsizetype exact = columns.indexOf(header);
    if (exact >= 0)
        return exact;
    const auto at = std::find_if(columns.begin(), columns.end(), [wanted = looseName(header)](const QString& column) {
        return looseName(column) == wanted;
    });
    return at == columns.end() ? -1 : at - columns.begin();
}

std::vector<ColumnMapping> leftOutColumns(const QStringList& columns)
{
    std::vector<ColumnMapping> out;
    for (const QString& name : columns) {
        ColumnMapping column;
        column.column = int(out.size());
        column.header = name;
        out.push_back(column);
    }
    return out;
}

Result<Mapping> fitToColumns(const Mapping& mapping, const QStringList& columns)
{
    Mapping fitted = mapping;
    fitted.columns = leftOutColumns(columns);
    QStringList missing;
    for (const ColumnMapping& column : mapping.columns) {
        const qsizetype at = findColumn(columns, column.header);
        if (at < 0) {
            if (!column.field.isEmpty())
                missing.append(MappingWords::tr("\"%1\" (for %2)").arg(column.header, column.field));
            continue;
        }
        ColumnMapping& target = fitted.columns[std::size_t(at)];
        if (!target.field.isEmpty())
            continue; // A second entry for the same name: the first one counts, as it does in the file.
        target = column;
        target.column = int(at);
        target.header = columns[at];
    }
    fitted.numberComposed();
    for (const ColumnMapping& column : fitted.composed) {
        const ComposedText text(column.header, columns);
        if (!text.unknownColumn().isEmpty())
            missing.append(MappingWords::tr("\"%1\" (for %2)").arg(text.unknownColumn(), column.field));
    }
    if (!missing.isEmpty()) {
        return fail(
            FailureKind::Usage,
            MappingWords::tr(
                "The mapping uses columns that this file does not have: %1. Choose a mapping made for files like "
                "this one, or match the columns anew.")
                .arg(missing.join(QStringLiteral(", "))));
    }
    return fitted;
}

} // namespace stevedore
