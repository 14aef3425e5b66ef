// SPDX-License-Identifier: GPL-3.0-or-later
// The index against a plain reading of the same bytes: on every instruction set of this machine, with stretches that
// end anywhere.
#include "csv/index/bytemasks.h"
#include "csv/index/indexer.h"
#include "support/plaincsv.h"
#include "tst_csv_support.h"

#include <QStringDecoder>

#include <hwy/targets.h>
#include <random>

using namespace stevedore;
using namespace stevedore::csvtest;
using namespace stevedore::test;

namespace {

/// Calls back once for each instruction set.
template <typename Check>
void onEachInstructionSet(Check check)
{
    for (const int64_t target : hwy::SupportedAndGeneratedTargets()) {
        hwy::SetSupportedTargetsForTest(target);
        hwy::GetChosenTarget().Update(hwy::SupportedTargets());
        check(hwy::TargetName(target));
        if (QTest::currentTestFailed())
            break;
    }
    hwy::SetSupportedTargetsForTest(0);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

/// Text that is more or less regular: `disorder` of 100 pieces are odd.
QByteArray invented(std::mt19937& random, unsigned disorder, const QByteArray& lineEnd)
{
    static const QList<QByteArray> odd{
        "\"",   "\"\"",         "\n",   "\r",       "\r\n",         "\n\n", ",",         QByteArray("\0", 1),
        "\xC3", "\xED\xA0\x80", "\\",   "\\\"",     "\\\n",         "#",    "\n#\xC3\n", "\\\r\n",
        "x\"y", ",\"",          "\",a", "\"\n\"\"", "\xF0\x9F\x9A", "\x80", "a"};
    static const QList<QByteArray> cells{"",
                                         "x",
                                         "word",
                                         "\"a, b\"",
                                         "\"say \"\"so\"\"\"",
                                         "\"two\nlines\"",
                                         "\"\"",
                                         "M\xC3\xBCller",
                                         "\xE2\x82\xAC 5",
                                         "\xF0\x9F\x9A\xA2",
                                         "a text of some more words that goes on for longer than a block of 64 bytes"};
    QByteArray text = "id,n\xC3\xA4me,x" + lineEnd;
    for (auto row = random() % 40; row > 0; --row) {
        for (int cell = 0; cell < 3; ++cell) {
            text += cell > 0 ? "," : "";
            text += random() % 100 < disorder ? odd[qsizetype(random()) % odd.size()]
                                              : cells[qsizetype(random()) % cells.size()];
        }
        text += row > 1 || random() % 2 == 0 ? lineEnd : QByteArray();
    }
    return text;
}

std::map<QString, std::set<qint64>> rowsByWord(const std::vector<StructureFinding>& findings)
{
    std::map<QString, std::set<qint64>> found;
    for (const StructureFinding& finding : findings)
        for (const RowNumber row : finding.rows)
            found[finding.word()].insert(row.value);
    return found;
}

void compare(const QByteArray& content, const Grammar& grammar, qint64 chunk)
{
    const PlainCsv plain(content, grammar, 3);
    const Source source(content);
    RowFormat format;
    format.columns = 3;
    format.grammar = grammar;
    const ScanSource scan{source.path(), format, 0, content.size(), true, plain.usual().value_or(LineEnd::Lf)};
    RowIndex index(ByteOffset(plain.count() > 0 ? plain.beginOf(1) : content.size()));
    Indexer indexer(scan, index, chunk);
    const CancelFlag cancel = false;
    QVERIFY(indexer.run({}, cancel));
    const QByteArray shown = content.toPercentEncoding(" ,\"") + " in stretches of " + QByteArray::number(chunk);
    const qint64 wanted = plain.count();
    QVERIFY2(indexer.rows().value == wanted, shown + ": " + QByteArray::number(indexer.rows().value) + " rows");
    QVERIFY2(rowsByWord(indexer.findings()) == plain.findings(),
             shown + ": " + findingsText({indexer.rows(), indexer.findings()}).toUtf8());
    for (qint64 row = 1; row <= wanted; ++row) {
        const RowIndex::Anchor anchor = index.near(RowNumber(row));
        QVERIFY2(anchor.row.value <= row && row - anchor.row.value < RowIndex::stride, shown);
        QVERIFY2(anchor.offset.value == plain.beginOf(anchor.row.value), shown);
    }
}

} // namespace

class CsvIndexTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void masksOfEveryByte();
    void utf8OfEveryPlace();
    void asReadPlainly_data();
    void asReadPlainly();
    void manyRows();
    void wrongGuess();
};

void CsvIndexTest::masksOfEveryByte()
{
    QByteArray bytes(256, Qt::Uninitialized);
    for (int i = 0; i < 256; ++i)
        bytes[i] = char(i);
    onEachInstructionSet([&](const char* name) {
        for (int delimiter = 1; delimiter < 256; ++delimiter) {
            std::array<ByteMasks, 4> masks;
            findStructure(bytes.constData(), masks.size(), char(delimiter), '"', masks.data());
            for (int i = 0; i < 256; ++i) {
                const ByteMasks& found = masks[std::size_t(i / 64)];
                const auto bit = [i](std::uint64_t mask) { return (mask >> (i % 64) & 1) != 0; };
                QVERIFY2(bit(found.delimiter) == (i == delimiter), name);
                QVERIFY2(bit(found.quote) == (i == '"') && bit(found.lineFeed) == (i == '\n'), name);
                QVERIFY2(bit(found.carriageReturn) == (i == '\r'), name);
            }
        }
    });
}

void CsvIndexTest::utf8OfEveryPlace()
{
    // All pairs of bytes, and the longer forms at their limits, at each place of a text of any length.
    QList<QByteArray> pieces{"\xE0\xA0\x80",     "\xE0\x9F\xBF",     "\xED\x9F\xBF",     "\xED\xA0\x80",
                             "\xEF\xBF\xBF",     "\xF0\x90\x80\x80", "\xF0\x8F\xBF\xBF", "\xF4\x8F\xBF\xBF",
                             "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82",         "\xF0\x9F\x9A",
                             "\xF0\x9F",         "\xC3\xA4\xA4"};
    for (int first = 0x70; first < 256; ++first)
        for (const int second : {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xE0, 0xF0, 0xFF})
            pieces.append(QByteArray(1, char(first)) + char(second));
    onEachInstructionSet([&](const char* name) {
        for (const QByteArray& piece : std::as_const(pieces)) {
            QStringDecoder decoder(QStringDecoder::Utf8);
            const QString decoded = decoder(QByteArray(piece + '\n'));
            const bool good = !decoder.hasError();
            for (int before = 0; before < 140; before += before < 70 ? 1 : 7) {
                for (const int behind : {0, 1, 2, 3, 17, 61, 62, 63, 64, 65, 130}) {
                    const QByteArray text = QByteArray(before, 'a') + piece + QByteArray(behind, 'b');
                    QVERIFY2(isWellFormedUtf8(text.constData(), std::size_t(text.size())) == good,
                             QByteArray(name) + ' ' + piece.toHex() + ' ' + QByteArray::number(before) + ' ' +
                                 QByteArray::number(behind));
                }
            }
        }
    });
}

void CsvIndexTest::asReadPlainly_data()
{
    QTest::addColumn<unsigned>("disorder");
    QTest::addColumn<QByteArray>("lineEnd");
    QTest::addColumn<Grammar>("grammar");
    const Grammar usual;
    for (const unsigned disorder : {0U, 2U, 30U, 100U}) {
        QTest::addRow("LF, %u %%", disorder) << disorder << QByteArray("\n") << usual;
        QTest::addRow("CRLF, %u %%", disorder) << disorder << QByteArray("\r\n") << usual;
        QTest::addRow("CR, %u %%", disorder) << disorder << QByteArray("\r") << usual;
        QTest::addRow("nothing quoted, %u %%", disorder) << disorder << QByteArray("\n") << Grammar{',', '\0'};
        for (const QByteArray& lineEnd : {QByteArray("\n"), QByteArray("\r\n")}) {
            const QByteArray name = lineEnd.toPercentEncoding();
            QTest::addRow("escapes, %s, %u %%", name.constData(), disorder)
                << disorder << lineEnd << Grammar{',', '"', '\\'};
            QTest::addRow("comments, %s, %u %%", name.constData(), disorder)
                << disorder << lineEnd << Grammar{',', '"', '\0', '#'};
            QTest::addRow("both, %s, %u %%", name.constData(), disorder)
                << disorder << lineEnd << Grammar{',', '"', '\\', '#'};
        }
    }
}

void CsvIndexTest::asReadPlainly()
{
    QFETCH(unsigned, disorder);
    QFETCH(QByteArray, lineEnd);
    QFETCH(Grammar, grammar);
    onEachInstructionSet([&](const char*) {
        std::mt19937 random(20260101);
        for (int round = 0; round < 60 && !QTest::currentTestFailed(); ++round) {
            QByteArray content = invented(random, disorder, lineEnd);
            if (grammar.comment != '\0' && random() % 3 == 0)
                content.prepend("# exported, \"today\"" + lineEnd + lineEnd);
            compare(content, grammar, content.size() + 1);
            compare(content, grammar, 1 + qint64(random() % 20));
            compare(content, grammar, 1 + qint64(random()) % content.size());
        }
    });
}

void CsvIndexTest::manyRows()
{
    QByteArray content = "a,b,c\n";
    for (int i = 0; i < 5000; ++i)
        content += i % 700 == 0 ? "1,2\n" : i % 11 == 0 ? "\"x\ny\",2,3\n" : "1,2,3\n";
    for (const qint64 chunk : {100, 4096, 1 << 20})
        compare(content, {}, chunk);
}

/// Every line feed in it is inside a quoted cell that looks like rows of its own.
void CsvIndexTest::wrongGuess()
{
    const QByteArray row = "1,\"" + QByteArray("\n,\"\"x\"\",\n").repeated(50) + "\",3\n";
    QVERIFY(!seemsQuoted("a,b\n", ',', '"'));
    QVERIFY(!seemsQuoted(",\"b\"\n", ',', '"'));
    QVERIFY(seemsQuoted("b\",c\n", ',', '"'));
    QVERIFY(!seemsQuoted(",\"\",\"b\"\n", ',', '"'));
    for (const qint64 chunk : {5, 64, 200, 1000})
        compare("a,b,c\n" + row + "1,2\n" + row + "1,\"2\n,3\n,\"x", {}, chunk);
}

QTEST_GUILESS_MAIN(CsvIndexTest)
#include "tst_csv_index.moc"
