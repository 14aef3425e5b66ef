// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/index/indexer.h"
#include "support/plaincsv.h"
#include "tst_csv_support.h"

#include <random>

using namespace stevedore;
using namespace stevedore::csvtest;

namespace {

/// Everything that differs between two ways to read the same bytes, as text.
QString described(const RowView& row, qint64 position)
{
    QString text =
        QString::number(position) + u':' + QString::number(row.cellsInFile) + u':' + QString::number(int(row.flags));
    for (const std::string_view cell : row.cells)
        text += u"["_s + QString::fromUtf8(cell.data(), qsizetype(cell.size())) + u"]"_s;
    return text;
}

/// All kinds of content in one file.
QByteArray mixedContent()
{
    return "id,näme,x\r\n1,\"a,\"\"b\"\"\r\n\",\r\n2,ö\"q,\xE2\x82\xAC\n\n3,\xC3,\"t\"u\"\r4,\xF0\x9F\x9A\xA2,\r\n\r\n"
           "5,a\0b,c,d\r\"6\",\"\",\"\"\r\n7\n8,\xE2\x82,\"un\"\"closed\r\n9,9,9\n"_ba;
}

RowFormat mixedFormat(int columns)
{
    RowFormat format;
    format.columns = columns;
    return format;
}

QStringList streamed(const QString& path, const RowFormat& format, qint64 size, qint64 block)
{
    RowStream stream(path, format, 0, size, block);
    QStringList rows;
    RowView view;
    while (stream.next()) {
        stream.view(view);
        rows.append(described(view, stream.position()));
    }
    return rows;
}

/// Rows and findings of an index made of stretches of this length; and whether each row is where it says.
QString indexedIn(const Source& source, const RowFormat& format, LineEnd usual, qint64 chunk)
{
    const ScanSource scan{source.path(), format, 0, QFileInfo(source.path()).size(), true, usual};
    RowIndex index(ByteOffset(0));
    Indexer indexer(scan, index, chunk);
    const CancelFlag cancel = false;
    if (const auto done = indexer.run({}, cancel); !done)
        return done.error().sentence;
    return QString::number(indexer.rows().value) + u' ' + findingsText({indexer.rows(), indexer.findings()});
}

} // namespace

class CsvBlocksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void blockSizeChangesNothing_data();
    void blockSizeChangesNothing();
    void randomBytesInAnyBlocks();
};

void CsvBlocksTest::blockSizeChangesNothing_data()
{
    QTest::addColumn<int>("block");
    for (int block = 1; block <= 7; ++block)
        QTest::addRow("%d", block) << block;
}

void CsvBlocksTest::blockSizeChangesNothing()
{
    QFETCH(int, block);
    const QByteArray content = mixedContent();
    const Source source(content);
    const RowFormat format = mixedFormat(3);
    const QStringList whole = streamed(source.path(), format, content.size(), blockBytes);
    QCOMPARE(whole.size(), 9);
    QCOMPARE(streamed(source.path(), format, content.size(), block), whole);
    QCOMPARE(indexedIn(source, format, LineEnd::CrLf, block), indexedIn(source, format, LineEnd::CrLf, content.size()));
    QVERIFY(indexedIn(source, format, LineEnd::CrLf, block).contains(u"unclosed-quote 8"_s));

    RowFormat western = format;
    western.text = ByteAudit::Text::SingleByte;
    western.table = ByteTable::forEncoding("windows-1252");
    QVERIFY(western.table);
    QCOMPARE(streamed(source.path(), western, content.size(), block),
             streamed(source.path(), western, content.size(), blockBytes));
    QCOMPARE(indexedIn(source, western, LineEnd::CrLf, block),
             indexedIn(source, western, LineEnd::CrLf, content.size()));
}

void CsvBlocksTest::randomBytesInAnyBlocks()
{
    std::mt19937 random(20240607);
    const QByteArray alphabet("a,\"\n\r\"\",x\xC3\xA4\0\xE2", 14);
    for (int round = 0; round < 400; ++round) {
        QByteArray content;
        const auto length = random() % 60;
        for (unsigned i = 0; i < length; ++i)
            content += alphabet[qsizetype(random() % 14)];
        const RowFormat format = mixedFormat(2);
        const Source source(content);
        const QStringList whole = streamed(source.path(), format, content.size(), blockBytes);
        const qint64 block = 1 + qint64(random() % 7);
        QCOMPARE(streamed(source.path(), format, content.size(), block), whole);
        // The index counts the rows that the stream gives, one of which is the header.
        const LineEnd usual = test::PlainCsv(content, {}, 2).usual().value_or(LineEnd::Lf);
        const QString counted = QString::number(std::max<qsizetype>(whole.size() - 1, 0));
        QVERIFY2(indexedIn(source, format, usual, block).startsWith(counted + u' '), content.toPercentEncoding());
    }
}

QTEST_APPLESS_MAIN(CsvBlocksTest)
#include "tst_csv_blocks.moc"
