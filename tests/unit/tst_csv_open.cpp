// SPDX-License-Identifier: GPL-3.0-or-later
#include "tst_csv_support.h"

#include <QDateTime>
#include <QDir>
#include <QStringEncoder>

#include <sys/stat.h>
#include <unistd.h>

using namespace stevedore;
using namespace stevedore::csvtest;

class CsvOpenTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void encodings_data();
    void encodings();
    void invalidBytesOfOtherEncodings();
    void openFailures_data();
    void openFailures();
    void openRefusesWhatMayNotBeRead();
    void unchangedTellsWhatHappened();
    void truncationWhileReading();
    void truncationAndGrowthWhileIndexing();
    void cancel();
    void progressReachesTheEnd();
};

void CsvOpenTest::encodings_data()
{
    QTest::addColumn<QByteArray>("encoding");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("mark");
    const QString western = u"Näme,Stadt\nJürgen “Jo”,Köln €\n"_s;
    const QString russian = u"Имя,Город\nИван,Москва\n"_s;
    const QString japanese = u"名前,都市\n山田ソ表,東京\n\"能,力\",十\n"_s;
    QTest::newRow("utf-8") << "UTF-8"_ba << western << ""_ba;
    QTest::newRow("utf-8 mark") << "UTF-8"_ba << western << "\xEF\xBB\xBF"_ba;
    QTest::newRow("windows-1252") << "windows-1252"_ba << western << ""_ba;
    QTest::newRow("windows-1251") << "windows-1251"_ba << russian << ""_ba;
    QTest::newRow("koi8-r") << "KOI8-R"_ba << russian << ""_ba;
    QTest::newRow("iso-8859-15") << "ISO-8859-15"_ba << u"Näme,x\nKöln,€\n"_s << ""_ba;
    QTest::newRow("ibm850") << "IBM850"_ba << u"Näme,x\nKöln,ß\n"_s << ""_ba;
    QTest::newRow("utf-16le") << "UTF-16LE"_ba << japanese << ""_ba;
    QTest::newRow("utf-16le mark") << "UTF-16LE"_ba << western << "\xFF\xFE"_ba;
    QTest::newRow("utf-16be mark") << "UTF-16BE"_ba << western << "\xFE\xFF"_ba;
    QTest::newRow("utf-32le mark") << "UTF-32LE"_ba << western << "\xFF\xFE\0\0"_ba;
    QTest::newRow("utf-32be") << "UTF-32BE"_ba << japanese << ""_ba;
    QTest::newRow("shift_jis") << "Shift_JIS"_ba << japanese << ""_ba;
    QTest::newRow("euc-jp") << "EUC-JP"_ba << japanese << ""_ba;
    QTest::newRow("iso-2022-jp") << "ISO-2022-JP"_ba << japanese << ""_ba;
    QTest::newRow("gb18030") << "GB18030"_ba << japanese << ""_ba;
    QTest::newRow("big5") << "Big5"_ba << u"名,城市\n許功蓋,臺北\n"_s << ""_ba;
}

void CsvOpenTest::encodings()
{
    QFETCH(QByteArray, encoding);
    QFETCH(QString, text);
    QFETCH(QByteArray, mark);
    QStringEncoder encoder(encoding.constData());
    QVERIFY(encoder.isValid());
    const QByteArray bytes = encoder(text);
    const Source source(mark + bytes);
    const Source reference(text.toUtf8());
    const auto file = source.open(Dialect{{',', '"'}, encoding, true});
    QVERIFY(file);
    const auto expected = reference.open(plain());
    QCOMPARE(file->columns(), expected->columns());
    QCOMPARE(walked(file), walked(expected));
    QCOMPARE(findingsText(indexed(file)), QString());
    QCOMPARE(file->size(), mark.size() + bytes.size());
    QCOMPARE(file->isIndexed(), true);
}

void CsvOpenTest::invalidBytesOfOtherEncodings()
{
    const Source western("a,b\n1,\x80\n2,\x81\n3,\xFF\n"_ba);
    auto file = western.open(Dialect{{',', '"'}, "windows-1252", true});
    QCOMPARE(walked(file), (Table{{u"1"_s, u"€"_s}, {u"2"_s, u"�"_s}, {u"3"_s, u"ÿ"_s}}));
    QCOMPARE(findingsText(indexed(file)), u"invalid-bytes 2,2c1"_s);

    const Source broken("a,b\n\xC3,\xA4\n"_ba);
    RowReader reader(broken.open(plain()), RowNumber(1));
    const RowView* row = reader.next();
    QVERIFY(row);
    QCOMPARE(row->cells[0], std::string_view("\xEF\xBF\xBD"));
    QCOMPARE(row->cells[1], std::string_view("\xEF\xBF\xBD"));

    const Source japanese("a,b\n1,\x83\x5C\n2,\x83\xFF\n3,x\n4,\x83"_ba);
    file = japanese.open(Dialect{{',', '"'}, "Shift_JIS", true});
    QCOMPARE(findingsText(indexed(file)), u"invalid-bytes 2,4,2c1,4c1"_s);
    QCOMPARE(walked(file).at(0).at(1), u"ソ"_s);

    const Source wide("a\0,\0b\0\n\0"
                      "1\0,\0"
                      "2\0\n\0"
                      "3"_ba);
    file = wide.open(Dialect{{',', '"'}, "UTF-16LE", true});
    QCOMPARE(findingsText(indexed(file)), u"too-few-cells 2; invalid-bytes 2,2c0"_s);
    const QString scratch = wide.scratch();
    QCOMPARE(QDir(scratch).entryList(QDir::Files).size(), 1);
    file.reset();
    QCOMPARE(QDir(scratch).entryList(QDir::Files).size(), 0);
}

void CsvOpenTest::openFailures_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("part");
    QTest::newRow("empty") << ""_ba << u"is empty"_s;
    QTest::newRow("mark only") << "\xEF\xBB\xBF"_ba << u"nothing but line breaks"_s;
    QTest::newRow("wide mark only") << "\xFF\xFE"_ba << u"nothing but line breaks"_s;
    QTest::newRow("line breaks") << "\n\r\n\n"_ba << u"nothing but line breaks"_s;
    QTest::newRow("sep only") << "sep=;\n"_ba << u"nothing but line breaks"_s;
    QTest::newRow("xlsx") << "PK\x03\x04rest of a zip archive"_ba << u"spreadsheet or zip archive, not a CSV"_s;
    QTest::newRow("xls") << "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 more"_ba << u"old Excel"_s;
    QTest::newRow("pdf") << "%PDF-1.7\n"_ba << u"PDF document"_s;
    QTest::newRow("gz") << "\x1F\x8B\x08\0\0\0"_ba << u"compressed"_s;
    QTest::newRow("png") << "\x89PNG\r\n\x1A\n"_ba << u"picture"_s;
    QTest::newRow("zero bytes") << QByteArray(5000, '\0') << u"not a text file"_s;
    QTest::newRow("control bytes") << QByteArray("\x01\x02\x03\x04zz\x05\x06").repeated(50) << u"not a text file"_s;
    QTest::newRow("header never ends") << "a,\"b\n1,2\n"_ba << u"quote that is never closed"_s;
    QTest::newRow("first row too long") << "a,\"" + QByteArray(400'000, 'x') << u"does not end within"_s;
}

void CsvOpenTest::openFailures()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, part);
    const Source source(content, u"my file.csv"_s);
    const auto file = CsvFile::open(source.path(), {}, source.scratch());
    QVERIFY(!file);
    QCOMPARE(file.error().kind, FailureKind::Source);
    QVERIFY2(file.error().sentence.contains(part), qUtf8Printable(file.error().sentence));
    QVERIFY2(file.error().sentence.contains(u"“my file.csv”"_s), qUtf8Printable(file.error().sentence));
}

void CsvOpenTest::openRefusesWhatMayNotBeRead()
{
    QTemporaryDir dir;
    const auto sentence = [&dir](const QString& path) {
        const auto file = CsvFile::open(path, {}, dir.path());
        return file ? u"opened"_s : wordFor(file.error().kind) + u' ' + file.error().sentence;
    };
    const QString source = wordFor(FailureKind::Source);
    QVERIFY(sentence(dir.filePath(u"none.csv"_s)).startsWith(source + u" There is no file “none.csv” in the folder"_s));
    QVERIFY(sentence(dir.path()).contains(u"is a folder, not a file"_s));
    const QString pipe = dir.filePath(u"pipe"_s);
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    QVERIFY(sentence(pipe).contains(u"is a device or a pipe"_s));
    QVERIFY(sentence(u"/dev/zero"_s).contains(u"is a device or a pipe"_s));
    QVERIFY(sentence(dir.filePath(u"n\u202Eone\n.csv"_s)).contains(u"There is no file"_s));
    QVERIFY(!sentence(dir.filePath(u"n\u202Eone\n.csv"_s)).contains(u'\n'));

    const Source readable("a,b\n1,2\n"_ba);
    const auto unknown = CsvFile::open(readable.path(), Dialect{{',', '"'}, "no-such-encoding", true}, dir.path());
    QCOMPARE(unknown.error().kind, FailureKind::Usage);

    if (::geteuid() == 0)
        QSKIP("the superuser may read everything");
    QFile::setPermissions(readable.path(), QFile::Permissions());
    QVERIFY(sentence(readable.path()).contains(u"not allowed to read"_s));
}

void CsvOpenTest::unchangedTellsWhatHappened()
{
    const QByteArray content = "a,b\n" + QByteArray("1,2\n").repeated(100);
    const Source source(content);
    const auto file = source.open();
    QVERIFY(file->unchanged());
    const auto now = [&file] {
        const auto same = file->unchanged();
        return same ? u"same"_s : same.error().sentence;
    };
    source.write(content.chopped(4));
    QVERIFY(now().contains(u"shorter than when it was opened"_s));
    source.write(content + "3,4\n");
    QVERIFY(now().contains(u"longer than when it was opened"_s));
    source.write(content.chopped(4) + "3,4\n");
    QVERIFY(now().contains(u"other contents"_s));
    source.write(content);
    QFile touched(source.path());
    QVERIFY(touched.open(QIODevice::ReadWrite));
    const auto setTime = [&touched](qint64 ms) {
        return touched.setFileTime(QDateTime::fromMSecsSinceEpoch(ms), QFileDevice::FileModificationTime);
    };
    QVERIFY(setTime(file->fingerprint().modifiedMs + 5000));
    QVERIFY(now().contains(u"saved again"_s));
    QVERIFY(setTime(file->fingerprint().modifiedMs));
    QCOMPARE(now(), u"same"_s);
    QVERIFY(QFile::remove(source.path()));
    QVERIFY(now().contains(u"There is no file"_s));
}

void CsvOpenTest::truncationWhileReading()
{
    const QByteArray content = "a,b\n" + QByteArray("1,some more text\n").repeated(200'000);
    const Source source(content);
    const auto file = source.open(plain());
    QVERIFY(file);
    RowReader reader(file, RowNumber(1));
    QVERIFY(reader.next());
    source.write(content.first(content.size() / 2));
    qint64 count = 1;
    while (reader.next())
        ++count;
    QVERIFY(count < 100'001);
    QVERIFY(reader.failure());
    QCOMPARE(reader.failure()->kind, FailureKind::Source);
    QVERIFY(reader.failure()->sentence.contains(u"became shorter"_s));
    QVERIFY(!reader.next());
    reader.seek(RowNumber(1));
    QVERIFY(reader.next());
    QVERIFY(!reader.failure());
}

void CsvOpenTest::truncationAndGrowthWhileIndexing()
{
    const QByteArray content = "a,b\n" + QByteArray("1,some more text\n").repeated(200'000);
    for (const QByteArray& later : {content.first(content.size() / 2), QByteArray(content + "1,2\n")}) {
        const Source source(content);
        const auto file = source.open(plain());
        const CancelFlag cancel = false;
        bool written = false;
        const auto summary = file->index(
            [&](qint64, qint64) {
                if (!std::exchange(written, true))
                    source.write(later);
            },
            cancel);
        QVERIFY(!summary);
        QCOMPARE(summary.error().kind, FailureKind::Source);
        QVERIFY2(summary.error().sentence.contains(later.size() < content.size() ? u"shorter"_s : u"longer"_s),
                 qUtf8Printable(summary.error().sentence));
        QVERIFY(!file->isIndexed());
    }
}

void CsvOpenTest::cancel()
{
    const Source source("a,b\n" + QByteArray("1,some more text\n").repeated(400'000));
    const auto file = source.open(plain());
    CancelFlag cancel = false;
    int calls = 0;
    const auto summary = file->index(
        [&](qint64, qint64) {
            ++calls;
            cancel = true;
        },
        cancel);
    QVERIFY(!summary);
    QCOMPARE(summary.error().kind, FailureKind::Cancelled);
    QCOMPARE(calls, 1);
    QVERIFY(!file->isIndexed());
    QCOMPARE(file->rows(RowNumber(1), 2)->size(), std::size_t(2));
}

void CsvOpenTest::progressReachesTheEnd()
{
    QStringEncoder encoder("UTF-16LE");
    const QByteArray bytes = encoder(u"a,b\n"_s + u"1,some more text\n"_s.repeated(300'000));
    const Source source(bytes);
    const auto file = source.open(Dialect{{',', '"'}, "UTF-16LE", true});
    const CancelFlag cancel = false;
    qint64 last = 0;
    QVERIFY(file->index(
        [&](qint64 done, qint64 total) {
            QCOMPARE(total, bytes.size());
            QVERIFY(done > last);
            last = done;
        },
        cancel));
    QCOMPARE(last, bytes.size());
}

QTEST_APPLESS_MAIN(CsvOpenTest)
#include "tst_csv_open.moc"
