// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/csvwriter.h"
#include "csv/durablecsv.h"
#include "tst_csv_support.h"

#include <random>

using namespace stevedore;
using namespace stevedore::csvtest;

class CsvWriterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quotesOnlyWhereNeeded_data();
    void quotesOnlyWhereNeeded();
    void appendsRows();
    void whatIsWrittenIsReadAgain();
    void durableFile();
};

void CsvWriterTest::quotesOnlyWhereNeeded_data()
{
    QTest::addColumn<QStringList>("cells");
    QTest::addColumn<char>("delimiter");
    QTest::addColumn<QByteArray>("written");

    QTest::newRow("plain") << QStringList{u"a"_s, u"b c"_s} << ',' << "a,b c\r\n"_ba;
    QTest::newRow("delimiter") << QStringList{u"a,b"_s, u"c;d"_s} << ',' << "\"a,b\",c;d\r\n"_ba;
    QTest::newRow("other delimiter") << QStringList{u"a,b"_s, u"c;d"_s} << ';' << "a,b;\"c;d\"\r\n"_ba;
    QTest::newRow("quote") << QStringList{u"\"a\" b"_s} << ',' << "\"\"\"a\"\" b\"\r\n"_ba;
    QTest::newRow("only a quote") << QStringList{u"\""_s, u"x"_s} << ',' << "\"\"\"\",x\r\n"_ba;
    QTest::newRow("line breaks") << QStringList{u"a\nb"_s, u"c\rd"_s} << ',' << "\"a\nb\",\"c\rd\"\r\n"_ba;
    QTest::newRow("spaces") << QStringList{u" a"_s, u"b "_s, u" "_s} << ',' << "\" a\",\"b \",\" \"\r\n"_ba;
    QTest::newRow("empty cells") << QStringList{u""_s, u""_s} << ',' << ",\r\n"_ba;
    QTest::newRow("one empty cell") << QStringList{u""_s} << ',' << "\"\"\r\n"_ba;
    QTest::newRow("unicode") << QStringList{u"ä€🚢"_s} << ',' << "ä€🚢\r\n"_ba;
}

void CsvWriterTest::quotesOnlyWhereNeeded()
{
    QFETCH(QStringList, cells);
    QFETCH(char, delimiter);
    QFETCH(QByteArray, written);
    std::string out;
    CsvWriter writer(out, delimiter);
    writer.row(cells);
    QCOMPARE(QByteArray::fromStdString(out), written);
}

void CsvWriterTest::appendsRows()
{
    std::string out = "x\r\n";
    CsvWriter writer(out);
    writer.cell(std::string_view());
    writer.endRow();
    writer.cell(std::string_view("a"));
    writer.cell(u"b"_s);
    writer.endRow();
    writer.row({u""_s});
    QCOMPARE(out, std::string("x\r\n\"\"\r\na,b\r\n\"\"\r\n"));
}

void CsvWriterTest::whatIsWrittenIsReadAgain()
{
    std::mt19937 random(20240608);
    static const QStringList pieces{u"a"_s,    u"B7"_s, u","_s,  u";"_s, u"\""_s, u"\"\""_s, u"\n"_s,     u"\r"_s,
                                    u"\r\n"_s, u" "_s,  u"\t"_s, u"ä"_s, u"€"_s,  u"🚢"_s,    u"\u202E"_s, u"'"_s};
    const auto pick = [&random](qsizetype count) { return qsizetype(random() % unsigned(count)); };
    const QByteArray delimiters(",;\t|");
    for (int round = 0; round < 2000; ++round) {
        const char delimiter = delimiters[pick(delimiters.size())];
        const qsizetype columns = 1 + pick(4);
        Table table;
        std::string out;
        CsvWriter writer(out, delimiter);
        for (qsizetype row = 0, rows = 1 + pick(6); row < rows; ++row) {
            QStringList cells;
            for (qsizetype column = 0; column < columns; ++column) {
                QString cell;
                for (qsizetype i = pick(5); i > 0; --i)
                    cell += pieces[pick(pieces.size())];
                cells.append(cell);
            }
            table.append(cells);
            writer.row(cells);
        }
        const Source source(QByteArray::fromStdString(out));
        const auto file = source.open(Dialect{{delimiter, '"'}, "UTF-8", false});
        QVERIFY2(file, out.c_str());
        QCOMPARE(walked(file), table);
        const IndexSummary summary = indexed(file);
        QCOMPARE(summary.rows, RowCount(table.size()));
        QCOMPARE(findingsText(summary), QString());
    }
}

void CsvWriterTest::durableFile()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(u"a.csv"_s);
    const auto written = [&path] {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    {
        DurableCsv csv(path, ';', DurableCsv::Mark::Utf8);
        QVERIFY(csv.open({u"ä"_s, u"b"_s}));
        csv.cell(std::string_view("x;y"));
        csv.cell(QString());
        QVERIFY(csv.endRow());
        QVERIFY(!QFile::exists(path));
        QVERIFY(csv.commit());
    }
    QCOMPARE(written(), "\xEF\xBB\xBFä;b\r\n\"x;y\";\r\n"_ba);
    {
        DurableCsv csv(path);
        QVERIFY(csv.open({u"other"_s}));
        // What is longer than the buffer goes to the file, and is gone with it.
        for (int i = 0; i < 3000; ++i)
            QVERIFY(csv.row({QString(1000, u'x')}));
    }
    QVERIFY(written().endsWith("\"x;y\";\r\n"));
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files), QStringList{u"a.csv"_s});
    DurableCsv nowhere(dir.filePath(u"none/a.csv"_s));
    const auto failed = nowhere.open({u"a"_s});
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind, FailureKind::Disk);
}

QTEST_APPLESS_MAIN(CsvWriterTest)
#include "tst_csv_writer.moc"
