// SPDX-License-Identifier: GPL-3.0-or-later
// Files of broken structure, each with what is to be found in it beside it.
#include "tst_csv_support.h"

#include <QDir>

#include <random>

using namespace stevedore;
using namespace stevedore::csvtest;

namespace {

/// Does to the bytes of a file what transfers, editors and malice do to it.
QByteArray damaged(QByteArray bytes, std::mt19937& random)
{
    const QList<QByteArray> odd{
        "\"",       "\"\"", QByteArray(1, '\0'), "\r",           "\n",   "\r\n\r\n", ",",         ";", "\t",   "\xff",
        "\xfe\xff", "\xc3", "\xe2\x82",          "\xef\xbb\xbf", "\x1a", "\x1b[2J",  "=cmd|' /C", "'", "\\\"", "\v\f"};
    for (int deeds = 1 + int(random() % 4); deeds > 0; --deeds) {
        const auto at = qsizetype(random() % std::size_t(bytes.size() + 1));
        const qsizetype count = 1 + qsizetype(random() % 40);
        switch (random() % 6) {
        case 0:
            bytes.truncate(at);
            break;
        case 1:
            bytes.remove(at, count);
            break;
        case 2:
            bytes.insert(at, bytes.mid(qsizetype(random() % std::size_t(bytes.size() + 1)), count));
            break;
        case 3:
            if (at < bytes.size())
                bytes[at] = char(random());
            break;
        default:
            bytes.insert(at, odd[qsizetype(random() % std::size_t(odd.size()))]);
        }
    }
    return bytes;
}

} // namespace

class CsvBrokenTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void expectedFindings_data();
    void expectedFindings();
    void sixHundredMore();
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

/// Each is opened or refused with a sentence; of what is opened all rows can be read, one by one and each by itself,
/// and the file stays as it is.
void CsvBrokenTest::sixHundredMore()
{
    constexpr int ofEach = 60;
    std::mt19937 random(20261129);
    int opened = 0;
    int refused = 0;
    for (const QString& name : m_folder.entryList({u"*.csv"_s}, QDir::Files, QDir::Name)) {
        QFile original(m_folder.filePath(name));
        QVERIFY(original.open(QIODevice::ReadOnly));
        const QByteArray whole = original.readAll();
        for (int i = 0; i < ofEach; ++i) {
            const QByteArray bytes = damaged(whole, random);
            const QByteArray which =
                QByteArray::number(i) + " of " + name.toLatin1() + ": " + bytes.toPercentEncoding();
            const Source source(bytes);
            const auto file = CsvFile::open(source.path(), {}, source.scratch());
            if (!file) {
                QVERIFY2(file.error().sentence.size() > 10, which);
                ++refused;
                continue;
            }
            ++opened;
            const CancelFlag never = false;
            const auto summary = (*file)->index({}, never);
            QVERIFY2(summary || !summary.error().sentence.isEmpty(), which);
            if (!summary)
                continue;
            const Table rows = walked(*file);
            QVERIFY2(rows.size() == summary->rows.value, which);
            for (qsizetype row = 0; row < rows.size(); ++row) {
                const auto alone = (*file)->rows(RowNumber(row + 1), 1);
                QVERIFY2(alone && alone->size() == 1 && alone->at(0).cells == rows[row], which);
            }
            QFile after(source.path());
            QVERIFY(after.open(QIODevice::ReadOnly) && after.readAll() == bytes);
        }
    }
    qInfo("%d opened, %d refused", opened, refused);
    QVERIFY(opened >= 500 && opened + refused >= 600);
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
