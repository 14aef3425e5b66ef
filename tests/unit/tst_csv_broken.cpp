// SPDX-License-Identifier: GPL-3.0-or-later
// Files of broken structure, each with what is to be found in it beside it.
#include "tst_csv_support.h"

#include <QDir>

using namespace stevedore;
using namespace stevedore::csvtest;

class CsvBrokenTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void expectedFindings_data();
    void expectedFindings();
    void hugeCell();
    void manyColumns();

private:
    const QDir m_folder{QStringLiteral(BROKEN_FILES)};
};

void CsvBrokenTest::expectedFindings_data()
{
    QTest::addColumn<QString>("name");
    const QStringList files = m_folder.entryList({u"*.csv"_s}, QDir::Files, QDir::Name);
    QVERIFY(files.size() >= 10);
    for (const QString& file : files)
        QTest::newRow(qUtf8Printable(file)) << file.chopped(4);
}

void CsvBrokenTest::expectedFindings()
{
    QFETCH(QString, name);
    QFile expected(m_folder.filePath(name + u".findings"_s));
    QVERIFY2(expected.open(QIODevice::ReadOnly), "no file says what is to be found");
    const QTemporaryDir scratch;
    const auto file = CsvFile::open(m_folder.filePath(name + u".csv"_s), plain(), scratch.path());
    QVERIFY(file);
    const IndexSummary summary = indexed(*file);
    const QString found = QString::number(summary.rows.value) + u" rows\n"_s +
                          findingsText(summary).replace(u"; "_s, u"\n"_s) +
                          (summary.findings.empty() ? QString() : u"\n"_s);
    QCOMPARE(found, QString::fromUtf8(expected.readAll()));
    // The rows are as many when they are read one by one.
    QCOMPARE(walked(*file).size(), summary.rows.value);
}

void CsvBrokenTest::hugeCell()
{
    const Source source("a,b,c\n1,2,3\n4,\"" + QByteArray(100'000'000, 'x') + "\",6\n7,8,9\n");
    const auto file = source.open(plain());
    QVERIFY(file);
    const IndexSummary summary = indexed(file);
    QCOMPARE(summary.rows, RowCount(3));
    QCOMPARE(findingsText(summary), u"unclosed-quote 2"_s); // or closed after many megabytes only
    const auto rows = file->rows(RowNumber(3), 1);
    QVERIFY(rows);
    QCOMPARE(rows->at(0).cells, QStringList({u"7"_s, u"8"_s, u"9"_s}));
}

void CsvBrokenTest::manyColumns()
{
    const auto line = [](const QByteArray& cell) { return (cell + ',').repeated(9'999) + cell + '\n'; };
    const Source source(line("n") + line("1") + line("2").chopped(1) + ",3\n" + line("4"));
    const auto file = source.open(plain());
    QVERIFY(file);
    QCOMPARE(file->columnCount(), 10'000);
    const IndexSummary summary = indexed(file);
    QCOMPARE(summary.rows, RowCount(3));
    QVERIFY(findingsText(summary).startsWith(u"too-many-cells 2; repeated-header-name c1,c2,"_s));
    QCOMPARE(file->rows(RowNumber(3), 1)->at(0).cells.size(), 10'000);
}

QTEST_GUILESS_MAIN(CsvBrokenTest)
#include "tst_csv_broken.moc"
