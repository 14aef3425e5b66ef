// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/index/findingtally.h"
#include "tst_csv_support.h"

#include <QStringEncoder>

#include <random>
#include <thread>

using namespace stevedore;
using namespace stevedore::csvtest;
using Issue = StructureFinding::Issue;

class CsvFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void grammar_data();
    void grammar();
    void seekEqualsWalk_data();
    void seekEqualsWalk();
    void rowsBeforeAndWhileIndexing();
    void readersOnOtherThreads();
    void columnNames();
    void withoutHeader();
    void hugeCellIsCut();
    void hugeRowIsCut();
    void findingsKeepAThousandRows();
    void findingsHaveWords();
};

void CsvFileTest::grammar_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<Table>("rows");
    QTest::addColumn<QString>("findings");

    QTest::newRow("plain") << "a,b\n1,2\n3,4\n"_ba << Table{{u"1"_s, u"2"_s}, {u"3"_s, u"4"_s}} << u""_s;
    QTest::newRow("no last line end") << "a,b\n1,2"_ba << Table{{u"1"_s, u"2"_s}} << u""_s;
    QTest::newRow("crlf") << "a,b\r\n1,2\r\n"_ba << Table{{u"1"_s, u"2"_s}} << u""_s;
    QTest::newRow("cr") << "a,b\r1,2\r3,4"_ba << Table{{u"1"_s, u"2"_s}, {u"3"_s, u"4"_s}} << u""_s;
    QTest::newRow("mixed") << "a,b\n1,2\r\n3,4\r5,6\n7,8\r"_ba
                           << Table{{u"1"_s, u"2"_s}, {u"3"_s, u"4"_s}, {u"5"_s, u"6"_s}, {u"7"_s, u"8"_s}}
                           << u"mixed-line-ends 1,2,4"_s;
    QTest::newRow("mixed lf") << "a,b\r\n1,2\n3,4\r\n"_ba << Table{{u"1"_s, u"2"_s}, {u"3"_s, u"4"_s}}
                              << u"mixed-line-ends 1"_s;
    QTest::newRow("blank lines") << "\n\na,b\r\n\r\n1,2\n\n\n3,4\n\n"_ba.replace("\r\n", "\n")
                                 << Table{{u"1"_s, u"2"_s}, {u"3"_s, u"4"_s}} << u""_s;
    QTest::newRow("line of delimiters is a row") << "a,b\n,\n"_ba << Table{{u""_s, u""_s}} << u""_s;
    QTest::newRow("quoted") << "a,b\n\"x,\"\"y\"\"\n\r\nz\",2\n"_ba << Table{{u"x,\"y\"\n\r\nz"_s, u"2"_s}} << u""_s;
    QTest::newRow("empty quotes") << "a\n\"\"\nb\n"_ba << Table{{u""_s}, {u"b"_s}} << u""_s;
    QTest::newRow("quoted at end") << "a,b\n1,\"2\""_ba << Table{{u"1"_s, u"2"_s}} << u""_s;
    QTest::newRow("delimiter at end") << "a,b\n1,"_ba << Table{{u"1"_s, u""_s}} << u""_s;
    QTest::newRow("too few") << "a,b,c\n1\n1,2,3\n1,2\n"_ba
                             << Table{{u"1"_s, u""_s, u""_s}, {u"1"_s, u"2"_s, u"3"_s}, {u"1"_s, u"2"_s, u""_s}}
                             << u"too-few-cells 1,3"_s;
    QTest::newRow("too many") << "a,b\n1,2,3\n1,2,,\n1,2,,4\n"_ba
                              << Table{{u"1"_s, u"2"_s, u"3"_s}, {u"1"_s, u"2"_s}, {u"1"_s, u"2"_s, u""_s, u"4"_s}}
                              << u"too-many-cells 1,3"_s;
    QTest::newRow("bare quote") << "a,b\n5\" pipe,2\nx\"y\",z\n3,4\n"_ba
                                << Table{{u"5\" pipe"_s, u"2"_s}, {u"x\"y\""_s, u"z"_s}, {u"3"_s, u"4"_s}}
                                << u"bare-quote 1,2"_s;
    QTest::newRow("text behind quote") << "a,b\n\"x\"y\"z,2\n\"q\" ,3\n5,6\n"_ba
                                       << Table{{u"xy\"z"_s, u"2"_s}, {u"q "_s, u"3"_s}, {u"5"_s, u"6"_s}}
                                       << u"bare-quote 1,2"_s;
    QTest::newRow("unclosed") << "a,b\n1,2\n3,\"4\n5,6\n"_ba << Table{{u"1"_s, u"2"_s}, {u"3"_s, u"4\n5,6\n"_s}}
                              << u"unclosed-quote 2"_s;
    QTest::newRow("nul") << "a,b\n1,2\n3,x\0y\n5,6\n7,\0"_ba
                         << Table{{u"1"_s, u"2"_s}, {u"3"_s, u"x\0y"_s}, {u"5"_s, u"6"_s}, {u"7"_s, u"\0"_s}}
                         << u"nul-byte 2,4,2c1,4c1"_s;
    QTest::newRow("invalid") << "a,b\n1,\xC3\n\xFFx,2\n\xC3\xA4,\xED\xA0\x80\n3,\xE2\x82"_ba
                             << Table{{u"1"_s, u"�"_s}, {u"�x"_s, u"2"_s}, {u"ä"_s, u"���"_s}, {u"3"_s, u"��"_s}}
                             << u"invalid-bytes 1,2,3,4,1c1,2c0,3c1,4c1"_s;
    QTest::newRow("bom") << "\xEF\xBB\xBF\"a\",b\n1,2\n"_ba << Table{{u"1"_s, u"2"_s}} << u""_s;
    QTest::newRow("sep line") << "sep=,\r\na,b\r\n1,2\r\n"_ba << Table{{u"1"_s, u"2"_s}} << u""_s;
    QTest::newRow("header only") << "a,b"_ba << Table{} << u""_s;
    QTest::newRow("header names") << "a,,a, ,b,a\n1,2,3,4,5,6\n"_ba
                                  << Table{{u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s, u"6"_s}}
                                  << u"empty-header-name c1,c3; repeated-header-name c2,c5"_s;
}

void CsvFileTest::grammar()
{
    QFETCH(QByteArray, content);
    QFETCH(Table, rows);
    QFETCH(QString, findings);
    const Source source(content);
    const auto file = source.open(plain());
    QVERIFY(file);
    QCOMPARE(walked(file), rows);
    const IndexSummary summary = indexed(file);
    QCOMPARE(findingsText(summary), findings);
    QCOMPARE(summary.rows, RowCount(rows.size()));
    QCOMPARE(walked(file), rows);
    // What the reader says of a row and what the index says of it must be the same.
    RowReader reader(file, RowNumber(1));
    QStringList flagged;
    FindingTally tally;
    while (const RowView* row = reader.next())
        tally.add(row->flags, row->number);
    IndexSummary structural{summary.rows, tally.findings()};
    IndexSummary fromIndex = summary;
    std::erase_if(fromIndex.findings, [](const auto& f) { return f.issue >= Issue::EmptyHeaderName; });
    for (StructureFinding& finding : fromIndex.findings)
        finding.cells.clear(); // a row's flags do not tell
    QCOMPARE(findingsText(structural), findingsText(fromIndex));
}

void CsvFileTest::seekEqualsWalk_data()
{
    QTest::addColumn<QByteArray>("encoding");
    for (const char* encoding : {"UTF-8", "windows-1252", "UTF-16LE"})
        QTest::newRow(encoding) << QByteArray(encoding);
}

void CsvFileTest::seekEqualsWalk()
{
    QFETCH(QByteArray, encoding);
    QString text = u"id,näme\r\n"_s;
    constexpr int count = 3000;
    for (int i = 1; i <= count; ++i)
        text += QString::number(i) + (i % 3 ? u",ä\r\n"_s : u",\"two\nlines, \"\"%1\"\"\"\n\n"_s.arg(i));
    QStringEncoder encoder(encoding.constData());
    const QByteArray bytes = encoder(text);
    const Source source(bytes);
    const auto file = source.open(Dialect{{',', '"'}, encoding, true});
    QVERIFY(file);
    QCOMPARE(indexed(file).rows, RowCount(count));
    const Table all = walked(file);
    QCOMPARE(all.size(), count);
    std::mt19937 random(7);
    RowReader seeking(file, RowNumber(1));
    qint64 before = 0;
    for (const int fixed : {1, 2, 255, 256, 257, 258, 512, 513, 2999, 3000, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0}) {
        const qint64 n = fixed > 0 ? fixed : 1 + qint64(random() % count);
        seeking.seek(RowNumber(n));
        const RowView* row = seeking.next();
        QVERIFY(row);
        QCOMPARE(row->number, RowNumber(n));
        QCOMPARE(QString::fromUtf8(row->cells[1].data(), qsizetype(row->cells[1].size())), all[n - 1][1]);
        const auto rows = file->rows(RowNumber(n), 3);
        QVERIFY(rows);
        QCOMPARE(rows->size(), std::size_t(std::min<qint64>(3, count - n + 1)));
        QCOMPARE(rows->front().number, RowNumber(n));
        QCOMPARE(rows->front().cells, all[n - 1]);
        QVERIFY((seeking.position() > before) == (n > 1) || n == 1 || seeking.position() <= bytes.size());
        before = 0;
    }
    seeking.seek(RowNumber(count + 1));
    QVERIFY(!seeking.next());
    QVERIFY(!seeking.failure());
    QVERIFY(file->rows(RowNumber(count + 1), 5)->empty());
}

void CsvFileTest::rowsBeforeAndWhileIndexing()
{
    QByteArray content("a,b\n");
    for (int i = 1; i <= 200'000; ++i)
        content += QByteArray::number(i) + ",some text to make the row longer\n";
    const Source source(content);
    const auto file = source.open(plain());
    QVERIFY(file);
    QVERIFY(!file->isIndexed());
    QCOMPARE(file->knownRows(), RowCount(0));
    QCOMPARE(file->rows(RowNumber(2), 2)->at(1).cells.at(0), u"3"_s);
    QVERIFY(file->summary().findings.empty());
    qint64 seen = 0;
    const CancelFlag cancel = false;
    const auto summary = file->index(
        [&](qint64, qint64) {
            const qint64 known = file->knownRows().value;
            QVERIFY(known >= seen);
            seen = known;
            if (known > 0)
                QCOMPARE(file->rows(RowNumber(known), 1)->at(0).cells.at(0), QString::number(known));
        },
        cancel);
    QVERIFY(summary);
    QVERIFY(file->isIndexed());
    QCOMPARE(file->knownRows(), RowCount(200'000));
    QCOMPARE(file->summary().rows, RowCount(200'000));
}

void CsvFileTest::readersOnOtherThreads()
{
    QByteArray content("a,b\n");
    for (int i = 1; i <= 100'000; ++i)
        content += QByteArray::number(i) + ",some text\n";
    const Source source(content);
    const auto file = source.open(plain());
    QVERIFY(file);
    std::atomic_int wrong = 0;
    const auto read = [&file, &wrong](unsigned seed) {
        std::mt19937 random(seed);
        for (int i = 0; i < 100 || !file->isIndexed(); ++i) {
            const qint64 row = 1 + qint64(random() % unsigned(std::max<qint64>(file->knownRows().value, 1)));
            const auto rows = file->rows(RowNumber(row), 1);
            if (!rows || rows->size() != 1 || rows->front().cells.front() != QString::number(row))
                ++wrong;
        }
    };
    std::thread first(read, 1U);
    std::thread second(read, 2U);
    const RowCount rows = indexed(file).rows;
    first.join();
    second.join();
    QCOMPARE(rows, RowCount(100'000));
    QCOMPARE(wrong.load(), 0);
}

void CsvFileTest::columnNames()
{
    const Source source(" a ,a,Column 3,,a (2),a,\n1,2,3,4,5,6,7\n"_ba);
    const auto file = source.open(plain());
    QCOMPARE(file->columns(),
             (QStringList{u"a"_s, u"a (3)"_s, u"Column 3"_s, u"Column 4"_s, u"a (2)"_s, u"a (4)"_s, u"Column 7"_s}));
    QCOMPARE(file->rawHeader().at(0), u" a "_s);
    QCOMPARE(file->rawHeader().at(5), u"a"_s);
    QCOMPARE(file->columnCount(), 7);
    QCOMPARE(findingsText(indexed(file)), u"empty-header-name c3,c6; repeated-header-name c1,c5"_s);
    QCOMPARE(file->rows(RowNumber(1), 1)->at(0).cells.size(), 7);
}

void CsvFileTest::withoutHeader()
{
    const Source source("1,2\n3,4\n"_ba);
    const auto file = source.open(plain(false));
    QCOMPARE(file->columns(), (QStringList{u"Column 1"_s, u"Column 2"_s}));
    QVERIFY(file->rawHeader().isEmpty());
    QCOMPARE(walked(file), (Table{{u"1"_s, u"2"_s}, {u"3"_s, u"4"_s}}));
    QCOMPARE(indexed(file).rows, RowCount(2));
    QCOMPARE(walked(file).size(), 2);
}

void CsvFileTest::hugeCellIsCut()
{
    QByteArray content("a,b\n1,2\n3,\"");
    content += QByteArray("0123456789\n").repeated(2'000'000); // 22 MB, beyond the 16 MiB that are kept
    const Source source(content);
    const auto file = source.open(plain());
    QVERIFY(file);
    const IndexSummary summary = indexed(file);
    QCOMPARE(findingsText(summary), u"unclosed-quote 2"_s);
    RowReader reader(file, RowNumber(2));
    const RowView* row = reader.next();
    QVERIFY(row);
    QCOMPARE(row->cells[1].size(), std::size_t(16) << 20);
    QCOMPARE(row->cells[1].substr(0, 12), std::string_view("0123456789\n0"));
    QVERIFY(row->flags.testFlag(RowFlag::UnclosedQuote));
    QVERIFY(!reader.next());

    // Closed in the end: cut all the same, and the row behind it is where it should be.
    source.write(content + "\xFF\",x\n5,6\n");
    const auto closed = source.open(plain());
    QCOMPARE(findingsText(indexed(closed)), u"unclosed-quote 2; invalid-bytes 2"_s);
    RowReader both(closed, RowNumber(2));
    QVERIFY(both.next());
    row = both.next();
    QVERIFY(row);
    QCOMPARE(row->cells[0], std::string_view("5"));
    QCOMPARE(row->number, RowNumber(3));
    QCOMPARE(row->flags, RowFlags());

    // The same in the middle of what is cut off.
    source.write(content + '\xFF' + QByteArray("0123456789\n").repeated(1'000'000) + "\",x\n5,6\n");
    QCOMPARE(findingsText(indexed(source.open(plain()))), u"unclosed-quote 2; invalid-bytes 2"_s);
}

void CsvFileTest::hugeRowIsCut()
{
    const Source source("a,b\n1,2" + QByteArray(3'000'000, ',') + "x\n3,4\n");
    const auto file = source.open(plain());
    QVERIFY(file);
    QCOMPARE(findingsText(indexed(file)), u"too-many-cells 1"_s);
    RowReader reader(file, RowNumber(1));
    const RowView* row = reader.next();
    QVERIFY(row);
    QCOMPARE(row->cellsInFile, 3'000'002);
    QVERIFY(row->cells.size() < 20'000);
    QCOMPARE(reader.next()->cells[1], std::string_view("4"));
}

void CsvFileTest::findingsKeepAThousandRows()
{
    const Source source("a,b\n" + QByteArray("1\n").repeated(1500) + "1,2,3\n");
    const auto file = source.open(plain());
    const IndexSummary summary = indexed(file);
    QCOMPARE(summary.findings.size(), std::size_t(2));
    QCOMPARE(summary.findings[0].count, RowCount(1500));
    QCOMPARE(summary.findings[0].rows.size(), std::size_t(1000));
    QCOMPARE(summary.findings[0].rows.back(), RowNumber(1000));
    QCOMPARE(summary.findings[0].sentence(2),
             u"1,500 rows have fewer than 2 cells. The missing ones are read as empty."_s);
    QCOMPARE(summary.findings[1].rows, std::vector{RowNumber(1501)});
    QVERIFY(summary.findings[1].sentence(2).startsWith(u"1 row has values behind"_s));
}

void CsvFileTest::findingsHaveWords()
{
    QSet<QString> words;
    QSet<QString> sentences;
    for (int i = 0; i <= int(Issue::MixedLineEnds); ++i) {
        const StructureFinding finding{Issue(i), RowCount(2), {}, {1, 2}, {}};
        words.insert(finding.word());
        sentences.insert(finding.sentence(3));
    }
    QCOMPARE(words.size(), 9);
    QCOMPARE(sentences.size(), 9);
    QVERIFY(!words.contains(QString()));
    QVERIFY(!sentences.contains(QString()));
}

QTEST_APPLESS_MAIN(CsvFileTest)
#include "tst_csv_file.moc"
