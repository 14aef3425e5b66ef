// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/header.h"

#include "csv/csvtext.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace stevedore {

namespace {

using Issue = StructureFinding::Issue;

/// Names for columns, each different from the others and from all that stand in the file.
class Names
{
public:
    explicit Names(const QSet<QString>& inFile) : m_inFile(inFile) {}

    bool isGiven(const QString& name) const { return m_given.contains(name); }
    QString give(const QString& name)
    {
        m_given.insert(name);
        return name;
    }
    /// With the first number from 2 on that makes it different.
    QString giveNumbered(const QString& name)
    {
        // A header may have one name ten thousand times: the numbers go on where they were.
        int& n = m_lastNumbers[name];
        for (n = std::max(n + 1, 2);; ++n)
            if (const QString candidate = QStringLiteral("%1 (%2)").arg(name).arg(n);
                !m_inFile.contains(candidate) && !isGiven(candidate))
                return give(candidate);
    }

private:
    const QSet<QString>& m_inFile;
    QSet<QString> m_given;
    QHash<QString, int> m_lastNumbers;
};

} // namespace

Header headerFrom(const QStringList& cells, bool isHeader)
{
    Header header;
    StructureFinding empty{Issue::EmptyHeaderName, RowCount(), {}, {}, {}};
    StructureFinding repeated{Issue::RepeatedHeaderName, RowCount(), {}, {}, {}};
    QSet<QString> inFile;
    if (isHeader) {
        header.raw = cells;
        for (const QString& cell : cells)
            inFile.insert(cell.trimmed());
    }
    Names names(inFile);
    for (int column = 0; column < int(cells.size()); ++column) {
        const QString name = isHeader ? cells[column].trimmed() : QString();
        if (name.isEmpty()) {
            const QString number = CsvText::tr("Column %1").arg(column + 1);
            header.shown.append(inFile.contains(number) ? names.giveNumbered(number) : names.give(number));
            if (isHeader)
                empty.columns.push_back(column);
        } else if (names.isGiven(name)) {
            header.shown.append(names.giveNumbered(name));
            repeated.columns.push_back(column);
        } else {
            header.shown.append(names.give(name));
        }
    }
    for (const StructureFinding& finding : {empty, repeated}) {
        if (!finding.columns.empty())
            header.findings.push_back(finding);
    }
    return header;
}

} // namespace stevedore
