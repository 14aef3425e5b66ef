// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/findingcells.h"

#include <algorithm>

namespace stevedore {

namespace {

constexpr std::size_t mostRowsAtOnce = 100;

void findCells(const CsvFile& file, StructureFinding& finding, QChar wanted)
{
    for (std::size_t i = 0; i < std::min(finding.rows.size(), mostRowsAtOnce); ++i) {
        const auto rows = file.rows(finding.rows[i], 1);
        if (!rows || rows->empty())
            return; // who reads the rows later is told why
        const QStringList& cells = rows->front().cells;
        for (int column = 0; column < int(cells.size()); ++column)
            if (cells[column].contains(wanted))
                finding.cells.push_back({finding.rows[i], column});
    }
}

} // namespace

void findCells(const CsvFile& file, std::vector<StructureFinding>& findings)
{
    for (StructureFinding& finding : findings) {
        if (finding.issue == StructureFinding::Issue::InvalidBytes)
            findCells(file, finding, QChar(QChar::ReplacementCharacter));
        else if (finding.issue == StructureFinding::Issue::NulByte)
            findCells(file, finding, QChar(u'\0'));
    }
}

} // namespace stevedore
