// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/csvfile.h"
#include "csv/memorycsv.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace stevedore;

namespace {

using Rows = std::vector<std::vector<std::string>>;

void append(Rows& rows, const RowView& row)
{
    rows.emplace_back(row.cells.begin(), row.cells.end());
    rows.back().push_back(std::to_string(row.number.value) + " " + std::to_string(row.flags.toInt()));
}

/// The same text, from a file.
std::optional<std::pair<QStringList, Rows>> fromFile(const QByteArray& text)
{
    const QTemporaryDir dir;
    QFile disk(dir.filePath(QStringLiteral("x.csv")));
    if (!disk.open(QIODevice::WriteOnly) || disk.write(text) != text.size())
        return std::nullopt;
    disk.close();
    const auto file = CsvFile::open(disk.fileName(), Dialect{}, dir.path());
    const CancelFlag never = false;
    if (!file || !(*file)->index({}, never))
        return std::nullopt;
    Rows rows;
    RowReader reader(*file, RowNumber(1));
    while (const RowView* row = reader.next())
        append(rows, *row);
    return std::pair((*file)->rawHeader(), rows);
}

} // namespace

class CsvMemoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsLikeAFile_data();
    void readsLikeAFile();
};

void CsvMemoryTest::readsLikeAFile_data()
{
    QTest::addColumn<QByteArray>("text");
    const QList<std::pair<const char*, QByteArray>> texts{
        {"plain", "A,B\r\n1,2\r\n3,4\r\n"},
        {"no last line end", "A,B\n1,2\n3,4"},
        {"byte order mark", "\xEF\xBB\xBF\"A\",B\r\n1,2\r\n"},
        {"separator line", "sep=,\r\nA,B\r\n1,2\r\n"},
        {"blank lines", "\r\n\nA,B\r\n\r\n1,2\r\n\r\n\r\n3,4\r\n\r\n"},
        {"header only", "A,B\r\n"},
        {"header only, no line end", "A,B"},
        {"quotes", "A,B\r\n\"x,\"\"y\"\"\r\nz\",2\r\n\"\",\"\"\r\n"},
        {"quote in the middle", "A,B\r\nx\"y,\"q\"r\r\n1,2\r\n"},
        {"too few and too many", "A,B\r\n1\r\n1,2,3\r\n1,2,\r\n"},
        {"unclosed quote", "A,B\r\n1,2\r\n\"3,4\r\n5,6\r\n"},
        {"bytes that are no text", "A,B\r\nx\xFFy,2\r\n1,\xC3\r\n"},
        {"carriage returns", "A,B\r1,2\r3,4\r"},
        {"nothing", ""},
        {"line ends only", "\r\n\r\n"},
        {"many rows", "A,B\r\n" + QByteArray("some text,\"quoted, \"\"text\"\"\"\r\n").repeated(40'000)}};
    for (const auto& [name, text] : texts)
        QTest::newRow(name) << text;
}

void CsvMemoryTest::readsLikeAFile()
{
    QFETCH(QByteArray, text);
    const auto expected = fromFile(text);
    const auto csv = MemoryCsv::open(text);
    QCOMPARE(csv.has_value(), expected.has_value());
    if (!csv)
        return;
    QCOMPARE(csv->header(), expected->first);
    for (int turn = 0; turn < 2; ++turn) {
        Rows rows;
        MemoryRows reader(*csv);
        while (const RowView* row = reader.next())
            append(rows, *row);
        QCOMPARE(rows, expected->second);
    }
}

QTEST_GUILESS_MAIN(CsvMemoryTest)
#include "tst_csv_memory.moc"
