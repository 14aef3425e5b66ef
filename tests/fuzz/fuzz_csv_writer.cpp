// SPDX-License-Identifier: GPL-3.0-or-later
// What the writer writes, the reader reads. Cells end with 0x1F and rows with 0x1E; all rows get as many cells as the
// first. A cell for a spreadsheet never starts like a formula, and loses nothing.
#include "csv/csvwriter.h"
#include "csv/memorycsv.h"
#include "fuzz/require.h"

#include <cstdint>

using namespace stevedore;
using test::require;

namespace {

QList<QStringList> tableFrom(const QString& text)
{
    QList<QStringList> out;
    const QStringList lines = text.split(QChar(0x1E));
    for (const QString& line : lines)
        out.append(line.split(QChar(0x1F)));
    for (QStringList& row : out)
        row.resize(out.first().size());
    return out;
}

std::string written(const QList<QStringList>& table)
{
    std::string out;
    CsvWriter writer(out);
    for (const QStringList& row : table)
        writer.row(row);
    return out;
}

void checkSafety(const QString& cell)
{
    const QString safe = spreadsheetSafe(cell);
    require(!startsLikeFormula(safe) && withoutSafety(safe) == cell);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    // Bytes that are no text become U+FFFD, and a mark at the beginning of a file is none of its text.
    QString text = QString::fromUtf8(reinterpret_cast<const char*>(data), qsizetype(size));
    text.remove(QChar(0)).remove(QChar(0xFEFF));
    const QList<QStringList> table = tableFrom(text);
    for (const QStringList& row : table)
        for (const QString& cell : row)
            checkSafety(cell);
    const std::string csv = written(table);
    const auto read = MemoryCsv::open(QByteArray::fromStdString(csv));
    require(read && read->header() == table.first());
    MemoryRows rows(*read);
    for (qsizetype i = 1; i < table.size(); ++i) {
        const RowView* const row = rows.next();
        require(row && row->cells.size() == std::size_t(table[i].size()));
        for (qsizetype column = 0; column < table[i].size(); ++column) {
            const std::string_view cell = row->cells[std::size_t(column)];
            require(QString::fromUtf8(cell.data(), qsizetype(cell.size())) == table[i][column]);
        }
    }
    require(rows.next() == nullptr);
    return 0;
}
