// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/csvfile_p.h"
#include "csv/indexer.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace stevedore;
using namespace Qt::StringLiterals;
using Issue = StructureFinding::Issue;

namespace {

using Table = QList<QStringList>;

/// A folder with one source in it.
class Source
{
public:
    explicit Source(const QByteArray& content, const QString& name = u"source.csv"_s) : m_path(m_dir.filePath(name))
    {
        write(content);
    }
    void write(const QByteArray& content) const
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
    QString path() const { return m_path; }
    QString scratch() const { return m_dir.filePath(u"scratch"_s); }

    std::shared_ptr<CsvFile> open(const std::optional<Dialect>& dialect = {}) const
    {
        auto file = CsvFile::open(m_path, dialect, scratch());
        if (!file)
            qWarning() << file.error().sentence;
        return file ? *file : nullptr;
    }

private:
    QTemporaryDir m_dir;
    QString m_path;
};

Dialect plain(bool hasHeader = true)
{
    return Dialect{"UTF-8", ',', '"', hasHeader};
}

Table walked(const std::shared_ptr<CsvFile>& file)
{
    Table table;
    RowReader reader(file, RowNumber(1));
    while (const RowView* row = reader.next()) {
        QStringList cells;
        for (const std::string_view cell : row->cells)
            cells.append(QString::fromUtf8(cell.data(), qsizetype(cell.size())));
        table.append(cells);
    }
    return table;
}

IndexSummary indexed(const std::shared_ptr<CsvFile>& file)
{
    const CancelFlag cancel = false;
    auto summary = file->index({}, cancel);
    return summary ? *summary : IndexSummary{};
}

/// "too-few-cells 1,3; nul-byte 2"
QString findingsText(const IndexSummary& summary)
{
    QStringList parts;
    for (const StructureFinding& finding : summary.findings) {
        QStringList numbers;
        for (const RowNumber row : finding.rows)
            numbers.append(QString::number(row.value));
        for (const int column : finding.columns)
            numbers.append(u"c"_s + QString::number(column));
        parts.append(finding.word() + u' ' + numbers.join(u','));
    }
    return parts.join(u"; "_s);
}

/// Everything that differs between two ways to read the same bytes, as text.
[[maybe_unused]] QString described(const RowView& row, qint64 position)
{
    QString text =
        QString::number(position) + u':' + QString::number(row.cellsInFile) + u':' + QString::number(int(row.flags));
    for (const std::string_view cell : row.cells)
        text += u"[" + QString::fromUtf8(cell.data(), qsizetype(cell.size())) + u"]";
    return text;
}

} // namespace

class CsvFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void grammar_data();
    void grammar();
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
                         << u"nul-byte 2,4"_s;
    QTest::newRow("invalid") << "a,b\n1,\xC3\n\xFFx,2\n\xC3\xA4,\xED\xA0\x80\n3,\xE2\x82"_ba
                             << Table{{u"1"_s, u"�"_s}, {u"�x"_s, u"2"_s}, {u"ä"_s, u"���"_s}, {u"3"_s, u"��"_s}}
                             << u"invalid-bytes 1,2,3,4"_s;
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
    QCOMPARE(findingsText(structural), findingsText(fromIndex));
}

QTEST_APPLESS_MAIN(CsvFileTest)
#include "tst_csv_file.moc"
