// SPDX-License-Identifier: GPL-3.0-or-later
// Sources that are packed: which kind they are, where they are unpacked to, and what is done about bad ones.
#include "csv/container/libreoffice.h"
#include "tst_csv_container_support.h"

#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QUrl>

#include <csignal>
#include <sys/resource.h>

using namespace stevedore;
using namespace stevedore::csvtest;

namespace {

const QByteArray someRow = "<row><c t=\"str\"><v>name</v></c></row>";

/// What deflate cannot make small.
QByteArray noise(qsizetype bytes)
{
    QRandomGenerator random(1);
    QByteArray out;
    while (out.size() < bytes)
        out += QByteArray::number(random.generate64(), 36) + '\n';
    return out;
}

} // namespace

class CsvContainerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kinds_data();
    void kinds();
    void plainFilesStay();
    void gzip();
    void badGzip_data();
    void badGzip();
    void zip();
    void hostileNames();
    void badZip_data();
    void badZip();
    void passwords();
    void keptAndMadeAnew();
    void emptyWorkbook();
    void cancel_data();
    void cancel();
    void fullDisk();
    void oldWorkbook();
    void oldWorkbookCancelled();
};

void CsvContainerTest::kinds_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("kind");
    QTest::newRow("csv") << "a,b\n1,2\n"_ba << int(ContainerKind::None);
    QTest::newRow("gzip") << gzipOf("a,b\n"_ba) << int(ContainerKind::Gzip);
    QTest::newRow("zip") << zipOf({{u"a.csv"_s, "a,b\n"}}) << int(ContainerKind::Zip);
    QTest::newRow("empty zip") << zipOf({}) << int(ContainerKind::Zip);
    QTest::newRow("xlsx") << xlsxOf(someRow) << int(ContainerKind::OpenXml);
    QTest::newRow("xlsb") << zipOf({{u"[Content_Types].xml"_s, "x"}, {u"xl/workbook.bin"_s, "x"}})
                          << int(ContainerKind::OldWorkbook);
    QTest::newRow("docx") << zipOf({{u"[Content_Types].xml"_s, "x"}, {u"word/document.xml"_s, "x"}})
                          << int(ContainerKind::Zip);
    QTest::newRow("ods") << odsOf({}) << int(ContainerKind::OpenDocument);
    QTest::newRow("odt") << zipOf({{u"mimetype"_s, "application/vnd.oasis.opendocument.text"}})
                         << int(ContainerKind::Zip);
    QTest::newRow("xls") << "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1..."_ba << int(ContainerKind::OldWorkbook);
}

void CsvContainerTest::kinds()
{
    QFETCH(QByteArray, content);
    QFETCH(int, kind);
    const Source source(content, u"misleading.csv"_s);
    QCOMPARE(int(containerKind(source.path())), kind);
}

void CsvContainerTest::plainFilesStay()
{
    const Source source("a,b\n1,2\n"_ba);
    const Unpacked unpacked;
    const auto same = unpacked.from(source.path());
    QVERIFY(same);
    QCOMPARE(same->csvPath, source.path());
    QVERIFY(!QFileInfo::exists(unpacked.folder()));
    QVERIFY(unpacked.text(source.path(), u"Sheet1"_s).startsWith(u"usage: “source.csv” is neither"_s));
    QVERIFY(unpacked.text(source.path() + u'x').startsWith(u"source: There is no file"_s));
    QCOMPARE(int(containerKind(source.path() + u'x')), int(ContainerKind::None));
}

void CsvContainerTest::gzip()
{
    const QByteArray content = noise(3'000'000);
    const Source source(gzipOf(content), u"contacts.csv.gz"_s);
    const Unpacked unpacked;
    const auto csv = unpacked.from(source.path());
    QVERIFY(csv);
    QCOMPARE(QFileInfo(csv->csvPath).fileName(), u"contacts.csv"_s);
    QVERIFY(csv->choices.isEmpty());
    QCOMPARE(unpacked.text(source.path()).toUtf8(), content);
    // Members that follow one another are one text; some devices fill up with zeros.
    source.write(gzipOf("a,b\n1,"_ba) + gzipOf(""_ba) + gzipOf("2\n"_ba) + QByteArray(600, '\0'));
    QCOMPARE(unpacked.text(source.path()), u"a,b\n1,2\n"_s);
    // Much from little, in many pieces.
    const QByteArray zeros = QByteArray("0,0\n").repeated(1'000'000);
    source.write(gzipOf(zeros));
    QCOMPARE(unpacked.text(source.path()).size(), zeros.size());
    source.write(gzipOf(""_ba));
    QVERIFY(unpacked.text(source.path()).startsWith(u"source: There are no rows in “contacts.csv.gz”"_s));
}

void CsvContainerTest::badGzip_data()
{
    QTest::addColumn<QByteArray>("content");
    const QByteArray good = gzipOf(noise(100'000));
    QByteArray flipped = good;
    flipped[good.size() / 2] = char(flipped[good.size() / 2] ^ 0x55);
    QByteArray wrongSum = good;
    wrongSum[good.size() - 6] = char(wrongSum[good.size() - 6] ^ 1);
    QTest::newRow("truncated") << good.first(good.size() / 2);
    QTest::newRow("truncated in its check sum") << good.chopped(3);
    QTest::newRow("truncated at a member's beginning") << good + good.first(5);
    QTest::newRow("only a header") << good.first(12);
    QTest::newRow("flipped bits") << flipped;
    QTest::newRow("wrong check sum") << wrongSum;
    QTest::newRow("garbage behind") << good + "garbage";
}

void CsvContainerTest::badGzip()
{
    QFETCH(QByteArray, content);
    const Source source(content, u"c.csv.gz"_s);
    const Unpacked unpacked;
    const QString text = unpacked.text(source.path());
    QVERIFY2(text.startsWith(u"source: The file “c.csv.gz” is damaged"_s), qUtf8Printable(text.left(100)));
    QCOMPARE(unpacked.files(), QStringList{u"choices.json"_s});
}

void CsvContainerTest::zip()
{
    const Source source(zipOf({{u"folder/"_s, ""},
                               {u"__MACOSX/a.csv"_s, "x"},
                               {u".hidden"_s, "x"},
                               {u"folder/.DS_Store"_s, "x"},
                               {u"empty.csv"_s, ""},
                               {u"picture.png"_s, "\x89PNG\r\n"},
                               {u"folder/contacts.csv"_s, "a,b\n1,2\n"},
                               {u"leads.tsv"_s, "a\tb\n"}}),
                        u"export.zip"_s);
    const Unpacked unpacked;
    const auto first = unpacked.from(source.path());
    QVERIFY(first);
    QCOMPARE(first->choices, (QStringList{u"folder/contacts.csv"_s, u"leads.tsv"_s}));
    QCOMPARE(first->chosen, u"folder/contacts.csv"_s);
    QCOMPARE(QFileInfo(first->csvPath).fileName(), u"contacts.csv"_s);
    QCOMPARE(unpacked.text(source.path()), u"a,b\n1,2\n"_s);
    QCOMPARE(unpacked.text(source.path(), u"leads.tsv"_s), u"a\tb\n"_s);
    QCOMPARE(
        unpacked.text(source.path(), u"picture.png"_s),
        u"usage: There is no “picture.png” in “export.zip”. Choose one of these: “folder/contacts.csv”, “leads.tsv”."_s);
}

void CsvContainerTest::hostileNames()
{
    const QStringList names{u"../../evil.csv"_s,   u"..\\..\\evil.csv"_s, u"/etc/evil.csv"_s,  u"EVIL.csv"_s,
                            u"twice.csv"_s,        u"TWICE.csv"_s,        u"evil (2).csv"_s,   u"a\u202Evsc.exe"_s,
                            u"x/..csv"_s,          u"n"_s.repeated(3000), u"tab\tnew\nline"_s, u"😀"_s.repeated(200),
                            u"?*<>|:\"/con|.csv"_s};
    Members members;
    for (const QString& name : names)
        members.append({name, name.toUtf8() + '\n'});
    const Source source(zipOf(members), u"evil.zip"_s);
    const Unpacked unpacked;
    QSet<QString> paths;
    QDir above(unpacked.folder());
    const auto first = unpacked.from(source.path());
    QVERIFY(first);
    for (const QString& name : first->choices) {
        const auto csv = unpacked.from(source.path(), name);
        QVERIFY2(csv, qUtf8Printable(name));
        paths.insert(csv->csvPath.toCaseFolded());
        const QString relative = above.relativeFilePath(csv->csvPath);
        QCOMPARE(relative.count(u'/'), 1);
        QVERIFY2(!relative.contains(u".."_s) && !relative.contains(u'\\') && !relative.contains(u'\n'),
                 qUtf8Printable(relative));
        QVERIFY(QFileInfo(csv->csvPath).fileName().toUtf8().size() < 250);
        QFile file(csv->csvPath);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), name.toUtf8() + '\n');
    }
    // All but the hidden one.
    QCOMPARE(paths.size(), names.size() - 1);
}

void CsvContainerTest::badZip_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("sentence");
    const QByteArray text = noise(50'000);
    const QByteArray good = zipOf({{u"a.csv"_s, text}});
    QByteArray flipped = good;
    flipped[good.size() / 2] = char(flipped[good.size() / 2] ^ 0x55);
    QByteArray wrongSum = good;
    const qsizetype entry = good.lastIndexOf("PK\x01\x02");
    wrongSum[entry + 16] = char(wrongSum[entry + 16] ^ 1);
    const QByteArray workbook = xlsxOf("<row><c t=\"str\"><v>" + text + "</v></c></row>");
    QByteArray flippedWorkbook = workbook;
    flippedWorkbook[10'000] = char(flippedWorkbook[10'000] ^ 0x55);
    const QString damaged = u"source: The file “x.zip” is damaged"_s;
    QTest::newRow("truncated") << good.first(good.size() / 2) << damaged;
    QTest::newRow("flipped bits") << flipped << damaged;
    QTest::newRow("wrong check sum") << wrongSum << damaged;
    QTest::newRow("truncated workbook") << workbook.first(workbook.size() / 2) << damaged;
    QTest::newRow("flipped bits in a workbook") << flippedWorkbook << damaged;
    QTest::newRow("workbook without parts")
        << zipOf({{u"[Content_Types].xml"_s, "x"}, {u"xl/workbook.xml"_s, "x"}}) << damaged;
    QTest::newRow("no content") << zipOf({{u"mimetype"_s, "application/vnd.oasis.opendocument.spreadsheet"}})
                                << damaged;
    QTest::newRow("nothing") << zipOf({}) << u"source: There is no text file in the archive “x.zip”"_s;
    QTest::newRow("document") << zipOf({{u"word.png"_s, "\x89PNG\r\n"}})
                              << u"source: There is no text file in the archive “x.zip”"_s;
}

void CsvContainerTest::badZip()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, sentence);
    const Source source(content, u"x.zip"_s);
    const Unpacked unpacked;
    const QString text = unpacked.text(source.path());
    QVERIFY2(text.startsWith(sentence), qUtf8Printable(text.left(200)));
    QVERIFY(unpacked.files().filter(u"csv"_s).isEmpty());
}

void CsvContainerTest::passwords()
{
    const QString sentence = u"source: The file “x” is protected by a password. Save it without one, then open that."_s;
    const Unpacked unpacked;
    const Source source(zipOf({{u"a.csv"_s, "a,b\n"}}, "secret"), u"x"_s);
    QCOMPARE(unpacked.text(source.path()), sentence);
    source.write(odsOf(odsTable({}), "<m:manifest xmlns:m=\"urn:x\"><m:file-entry><m:encryption-data/></m:file-entry>"
                                     "</m:manifest>"));
    QCOMPARE(unpacked.text(source.path()), sentence);
    QByteArray package("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    package.resize(2048, '\0');
    package[30] = 9;
    package[48] = 1;
    const QString stream = u"EncryptedPackage"_s;
    package.replace(1024 + 128, 32, reinterpret_cast<const char*>(stream.utf16()), 32);
    source.write(package);
    QCOMPARE(unpacked.text(source.path()), sentence);
}

void CsvContainerTest::keptAndMadeAnew()
{
    const Source source(xlsxOf(someRow), u"Contacts.xlsx"_s);
    const Unpacked unpacked;
    const auto first = unpacked.from(source.path());
    QVERIFY(first);
    QCOMPARE(QFileInfo(first->csvPath).fileName(), u"Contacts - Sheet1.csv"_s);
    const auto owner = QFile::ReadOwner | QFile::WriteOwner;
    const auto others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    for (const QString& path : {first->csvPath, QFileInfo(first->csvPath).path(), unpacked.folder()}) {
        QCOMPARE(QFile::permissions(path) & others, QFile::Permissions());
        QCOMPARE(QFile::permissions(path) & owner, owner);
    }
    // That it is not made again shows in that it keeps what somebody wrote there.
    QFile csv(first->csvPath);
    QVERIFY(csv.open(QIODevice::WriteOnly | QIODevice::Append));
    csv.write("kept\n");
    csv.close();
    QCOMPARE(unpacked.text(source.path()), u"name\nkept\n"_s);
    // What a killed process left is not taken for the result.
    QVERIFY(csv.rename(csv.fileName() + u".part"_s));
    QCOMPARE(unpacked.text(source.path()), u"name\n"_s);
    source.write(xlsxOf("<row><c t=\"str\"><v>mane</v></c></row>"));
    const auto changed = unpacked.from(source.path());
    QVERIFY(changed);
    QVERIFY(changed->csvPath != first->csvPath);
    QCOMPARE(unpacked.text(source.path()), u"mane\n"_s);
    QVERIFY(QFileInfo::exists(first->csvPath));
    QFile touched(source.path());
    QVERIFY(touched.open(QIODevice::ReadWrite));
    QVERIFY(touched.setFileTime(QDateTime(QDate(2020, 1, 1), QTime(0, 0)), QFileDevice::FileModificationTime));
    QVERIFY(unpacked.from(source.path())->csvPath != changed->csvPath);
}

void CsvContainerTest::emptyWorkbook()
{
    for (const QByteArray& content : {xlsxOf(QByteArray()), xlsxOf(XlsxPieces()), odsOf({}), odsOf(odsTable({}))}) {
        const Source source(content, u"x.xlsx"_s);
        const Unpacked unpacked;
        QCOMPARE(unpacked.text(source.path()),
                 u"source: There are no rows in “x.xlsx”. Choose a file that has rows."_s);
        QCOMPARE(unpacked.files(), QStringList{u"choices.json"_s});
    }
}

void CsvContainerTest::cancel_data()
{
    QTest::addColumn<QByteArray>("content");
    const QByteArray row = "<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>";
    QByteArray strings;
    for (int i = 0; i < 300'000; ++i)
        strings += "<si><t>text " + QByteArray::number(i) + "</t></si>";
    XlsxPieces shared;
    shared.sheets = {{u"Sheet1"_s, someRow}};
    shared.strings = strings;
    QTest::newRow("gzip") << gzipOf(noise(20'000'000));
    QTest::newRow("zip") << zipOf({{u"a.csv"_s, noise(20'000'000)}});
    QTest::newRow("xlsx") << xlsxOf(someRow.repeated(300'000));
    QTest::newRow("strings of an xlsx") << xlsxOf(shared);
    QTest::newRow("ods") << odsOf(odsTable(row.repeated(300'000)));
    QTest::newRow("one row for ever") << odsOf(
        odsTable("<table:table-row table:number-rows-repeated=\"16000000\">" + row.mid(17)));
}

void CsvContainerTest::cancel()
{
    QFETCH(QByteArray, content);
    const Source source(content, u"x"_s);
    const Unpacked unpacked;
    CancelFlag cancel = false;
    QElapsedTimer since;
    const auto result = unpackSource(
        source.path(), {}, unpacked.folder(),
        [&](qint64, qint64) {
            if (!cancel.exchange(true))
                since.start();
        },
        cancel);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, FailureKind::Cancelled);
    QVERIFY2(since.elapsed() < 50, qUtf8Printable(QString::number(since.elapsed())));
    QVERIFY(unpacked.files().filter(u"csv"_s).isEmpty());
}

void CsvContainerTest::fullDisk()
{
    const Source source(gzipOf(noise(5'000'000)), u"x.csv.gz"_s);
    const Unpacked unpacked;
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit little{1'000'000, before.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &little), 0);
    const auto result = unpacked.from(source.path());
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, FailureKind::Disk);
    QVERIFY2(result.error().sentence.contains(u"Make room"_s), qUtf8Printable(result.error().sentence));
    QCOMPARE(unpacked.files(), QStringList{u"choices.json"_s});
}

void CsvContainerTest::oldWorkbook()
{
    if (libreOfficeProgram().isEmpty())
        QSKIP("LibreOffice is not installed");
    const Source ods(
        odsOf(odsTable("<table:table-row><table:table-cell><text:p>id</text:p></table:table-cell><table:table-cell>"
                       "<text:p>when</text:p></table:table-cell></table:table-row>"
                       "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>572576700000041234"
                       "</text:p></table:table-cell><table:table-cell office:value-type=\"float\" office:value=\"0.1\">"
                       "<text:p>0.1</text:p></table:table-cell></table:table-row>"),
              "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" "
              "manifest:version=\"1.2\">"
              "<manifest:file-entry manifest:full-path=\"/\" "
              "manifest:media-type=\"application/vnd.oasis.opendocument.spreadsheet\"/>"
              "<manifest:file-entry manifest:full-path=\"content.xml\" "
              "manifest:media-type=\"text/xml\"/></manifest:manifest>"),
        u"book.ods"_s);
    const QTemporaryDir dir;
    QProcess office;
    office.start(libreOfficeProgram(),
                 {u"-env:UserInstallation="_s + QUrl::fromLocalFile(dir.filePath(u"p"_s)).toString(), u"--headless"_s,
                  u"--convert-to"_s, u"xls"_s, u"--outdir"_s, dir.path(), ods.path()});
    QVERIFY(office.waitForFinished(120'000));
    const QString xls = dir.filePath(u"book.xls"_s);
    QCOMPARE(int(containerKind(xls)), int(ContainerKind::OldWorkbook));
    const Unpacked unpacked;
    QCOMPARE(unpacked.text(xls), u"id,when\n572576700000041234,0.1\n"_s);
    QCOMPARE(unpacked.from(xls)->choices.size(), 1);
    QVERIFY(QFileInfo(unpacked.from(xls)->csvPath).fileName().startsWith(u"book - "_s));

    // The list of streams is there, the workbook is not.
    QFile file(xls);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArray broken = file.readAll();
    const Source other(broken.replace(QByteArray("W\0o\0r\0k\0b\0o\0o\0k", 15), QByteArray(15, 'x')), u"broken.xls"_s);
    const QString sentence = unpacked.text(other.path());
    QVERIFY2(sentence.startsWith(u"source: “broken.xls” is no workbook"_s), qUtf8Printable(sentence.left(200)));
}

void CsvContainerTest::oldWorkbookCancelled()
{
    if (libreOfficeProgram().isEmpty())
        QSKIP("LibreOffice is not installed");
    QByteArray compound("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    compound.resize(2048, '\0');
    compound[30] = 9;
    const QString stream = u"Workbook"_s;
    compound.replace(512, 16, reinterpret_cast<const char*>(stream.utf16()), 16);
    const Source source(compound, u"x.xls"_s);
    const Unpacked unpacked;
    const CancelFlag cancel = true;
    const auto result = unpackSource(source.path(), {}, unpacked.folder(), {}, cancel);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, FailureKind::Cancelled);
    QCOMPARE(unpacked.files(), QStringList());
}

QTEST_GUILESS_MAIN(CsvContainerTest)
#include "tst_csv_container.moc"
