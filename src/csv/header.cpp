// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/header.h"

#include "csv/csvtext.h"

#include <QSet>

namespace stevedore {

namespace {

using Issue = StructureFinding::Issue;

/// `name`, or with the first number from 2 on that makes it different from all names in the file and all given out.
QString distinctName(const QString& name, const QSet<QString>& inFile, const QSet<QString>& given)
{
    for (int n = 2;; ++n) {
        QString candidate = QStringLiteral("%1 (%2)").arg(name).arg(n);
        if (!inFile.contains(candidate) && !given.contains(candidate))
            return candidate;
    }
}

} // namespace

Header headerFrom(const QStringList& cells, bool isHeader)
{
    Header header;
    StructureFinding empty{Issue::EmptyHeaderName, RowCount(), {}, {}};
    StructureFinding repeated{Issue::RepeatedHeaderName, RowCount(), {}, {}};
    QSet<QString> inFile;
    if (isHeader) {
        header.raw = cells;
        for (const QString& cell : cells)
            inFile.insert(cell.trimmed());
    }
    QSet<QString> given;
    for (int column = 0; column < int(cells.size()); ++column) {
        QString name = isHeader ? cells[column].trimmed() : QString();
        const bool unnamed = name.isEmpty();
        if (unnamed) {
            name = CsvText::tr("Column %1").arg(column + 1);
            if (inFile.contains(name))
                name = distinctName(name, inFile, given);
        } else if (given.contains(name)) {
            repeated.columns.push_back(column);
            name = distinctName(name, inFile, given);
        }
        if (unnamed && isHeader)
            empty.columns.push_back(column);
        given.insert(name);
        header.shown.append(name);
    }
    for (const StructureFinding& finding : {empty, repeated}) {
        if (!finding.columns.empty())
            header.findings.push_back(finding);
    }
    return header;
}

} // namespace stevedore
