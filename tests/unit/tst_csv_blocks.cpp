// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/indexer.h"
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

QString indexedIn(QByteArrayView content, const RowFormat& format, qsizetype block)
{
    Indexer indexer(format, true, 0);
    for (qsizetype at = 0; at < content.size(); at += block)
        indexer.feed(content.sliced(at, std::min(block, content.size() - at)));
    indexer.finish();
    QString text = QString::number(indexer.rows().value) + u' ';
    for (const ByteOffset offset : indexer.takeOffsets())
        text += QString::number(offset.value) + u' ';
    return text + findingsText({indexer.rows(), indexer.findings()});
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
    QCOMPARE(indexedIn(content, format, block), indexedIn(content, format, content.size()));
    QVERIFY(indexedIn(content, format, block).contains(u"unclosed-quote 8"_s));

    RowFormat western = format;
    western.text = ByteAudit::Text::SingleByte;
    western.table = ByteTable::forEncoding("windows-1252");
    QVERIFY(western.table);
    QCOMPARE(streamed(source.path(), western, content.size(), block),
             streamed(source.path(), western, content.size(), blockBytes));
    QCOMPARE(indexedIn(content, western, block), indexedIn(content, western, content.size()));
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
        QCOMPARE(indexedIn(content, format, block), indexedIn(content, format, std::max<qsizetype>(content.size(), 1)));
        // The index counts the rows that the stream gives, one of which is the header.
        const QString counted = QString::number(std::max<qsizetype>(whole.size() - 1, whole.isEmpty() ? -1 : 0));
        QVERIFY2(indexedIn(content, format, block).startsWith(counted + u' '), content.toPercentEncoding());
    }
}

QTEST_APPLESS_MAIN(CsvBlocksTest)
#include "tst_csv_blocks.moc"
