// SPDX-License-Identifier: GPL-3.0-or-later
// Refused rows go through LibreOffice and come back: what it does to them, and that all of it is found.
#include "csv/container/libreoffice.h"
#include "transfer/corrected/correctedfile.h"

#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;
using namespace stevedore;

namespace {

const CancelFlag never = false;

/// One column for each thing that goes wrong.
const QByteArray rows =
    "Id,Zip,Phone,Born,Swapped,At,House,Amount,Comma,Truth,Name,Quote,Lines,Formula,Blank,Legacy\r\n"
    "4876876000000540123,00712,+491701234567,2001-12-31,03/02/2001,2001-12-31 13:01:02,3/4,1.50,"
    "\"1,5\",true,Müller Łódź €,\"said \"\"yes\"\"\",\"two\r\nlines\",=1+1,\"end \",1e5\r\n"
    "4876876000000540999,01067,0351 123,1899-02-03,13/02/2001,2001-12-31 00:00:00,10-12,1234.56,"
    "\"1.234,5\",False,日本,\"a;b\",\"x\ny\",-2+3,\" lead\",MARCH1\r\n";

} // namespace

class TestRoundtripLibreOffice final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void comesBack_data();
    void comesBack();
    void correctionsComeThrough();

private:
    /// Has LibreOffice write `path` in another format into a folder of its own; where that is, or nothing.
    QString converted(const QString& path, const QString& format, const QString& inFilter = {}) const;
    QStringList found(const CorrectedFile& file) const;
    CorrectedFile read(const QString& path) const
    {
        const auto file =
            readCorrected(m_source, path, {false, m_dir.path(), m_dir.filePath(u"unpacked"_s)}, {}, never);
        if (!file)
            qWarning().noquote() << file.error().sentence << file.error().detail;
        return file.value_or(CorrectedFile());
    }

    QTemporaryDir m_dir;
    RefusedSource m_source;
    QString m_safe;
    QString m_exact;
};

void TestRoundtripLibreOffice::initTestCase()
{
    if (libreOfficeProgram().isEmpty())
        QSKIP("LibreOffice is not installed");
    QFile file(m_dir.filePath(u"source.csv"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(rows) == rows.size());
    file.close();
    const auto source = CsvFile::open(file.fileName(), Dialect{}, m_dir.path()).value();
    QVERIFY(source->index([](qint64, qint64) {}, never));
    m_source.file = source;
    for (const int row : {1, 2})
        m_source.rows.push_back({RowNumber(row), Fate::Refused, u"INVALID_DATA-Email"_s, false});
    m_safe = m_dir.filePath(u"safe.csv"_s);
    m_exact = m_dir.filePath(u"exact.csv"_s);
    QVERIFY(writeRefused(m_source, m_safe, {}, never));
    QVERIFY(writeRefused(m_source, m_exact, {RefusedForm::Formulas::Exact, ','}, never));
}

QString TestRoundtripLibreOffice::converted(const QString& path, const QString& format, const QString& inFilter) const
{
    static int number = 0;
    const QString folder = m_dir.filePath(u"out%1"_s.arg(++number));
    QStringList arguments{u"-env:UserInstallation="_s + QUrl::fromLocalFile(m_dir.filePath(u"profile"_s)).toString(),
                          u"--headless"_s, u"--norestore"_s};
    if (!inFilter.isEmpty())
        arguments.append(u"--infilter="_s + inFilter);
    QProcess office;
    office.start(libreOfficeProgram(), arguments + QStringList{u"--convert-to"_s, format, u"--outdir"_s, folder, path});
    if (!office.waitForFinished(180'000))
        return {};
    const QString made = folder + u'/' + QFileInfo(path).completeBaseName() + u'.' + format.section(u':', 0, 0);
    return QFileInfo::exists(made) ? made : QString();
}

/// "1 Id rounded", for what is listed; then how many cells only have another form.
QStringList TestRoundtripLibreOffice::found(const CorrectedFile& file) const
{
    QStringList out;
    for (const Damage& damage : file.damages)
        out.append(u"%1 %2 %3"_s.arg(damage.row.value)
                       .arg(m_source.file->columns().value(damage.column), damageWord(damage.kind)));
    for (const Fix& fix : file.fixes)
        out.append(u"%1 %2 FIX %3"_s.arg(fix.row.value).arg(m_source.file->columns().value(fix.column), fix.value));
    out.append(u"%1 reformatted"_s.arg(file.harmless()));
    return out;
}

void TestRoundtripLibreOffice::comesBack_data()
{
    QTest::addColumn<bool>("exact");
    QTest::addColumn<QStringList>("formats");
    QTest::addColumn<QString>("inFilter");
    QTest::addColumn<QStringList>("wanted");
    // What its user gets who has it recognize numbers and evaluate formulas (UTF-8, English of the United States).
    const QString evaluating = u"Text - txt - csv (StarCalc):44,34,76,1,,1033,false,true,false,false,false,0,true"_s;
    const QStringList always{u"1 Id rounded"_s, u"1 Zip zeros-lost"_s, u"2 Id rounded"_s, u"2 Zip zeros-lost"_s};
    // "1.50" became "1.5", "1e5" became "100000", and a line break lost its carriage return.
    const QStringList safe = always + QStringList{u"3 reformatted"_s};
    QTest::newRow("csv") << false << QStringList{u"csv"_s} << QString() << safe;
    QTest::newRow("csv, exact") << true << QStringList{u"csv"_s} << QString()
                                << QStringList{u"1 Id rounded"_s,       u"1 Zip zeros-lost"_s, u"1 Phone zeros-lost"_s,
                                               u"1 Formula computed"_s, u"2 Id rounded"_s,     u"2 Zip zeros-lost"_s,
                                               u"3 reformatted"_s};
    QTest::newRow("csv, everything recognized")
        << true << QStringList{u"csv"_s} << evaluating
        << QStringList{u"1 Id rounded"_s,        u"1 Zip zeros-lost"_s,   u"1 Phone zeros-lost"_s,
                       u"1 House became-date"_s, u"1 Formula computed"_s, u"2 Id rounded"_s,
                       u"2 Zip zeros-lost"_s,    u"5 reformatted"_s};
    // Not told the encoding, it takes UTF-8 for an old code page. In a CSV it writes the same bytes again.
    const QStringList lettersLost{u"1 Id rounded"_s, u"1 Zip zeros-lost"_s, u"1 Name wrong-encoding"_s,
                                  u"2 Id rounded"_s, u"2 Zip zeros-lost"_s};
    QTest::newRow("ods") << false << QStringList{u"ods"_s} << QString()
                         << lettersLost + QStringList{u"3 reformatted"_s};
    QTest::newRow("xlsx") << false << QStringList{u"xlsx"_s} << QString()
                          << lettersLost + QStringList{u"4 reformatted"_s};
    QTest::newRow("ods, csv") << false << QStringList{u"ods"_s, u"csv"_s} << QString() << safe;
    QTest::newRow("xlsx, csv") << false << QStringList{u"xlsx"_s, u"csv"_s} << QString() << safe;
}

void TestRoundtripLibreOffice::comesBack()
{
    QFETCH(bool, exact);
    QFETCH(QStringList, formats);
    QFETCH(QString, inFilter);
    QString path = exact ? m_exact : m_safe;
    for (const QString& format : formats) {
        path = converted(path, format, path.endsWith(u".csv"_s) ? inFilter : QString());
        QVERIFY(!path.isEmpty());
    }
    const CorrectedFile file = read(path);
    QTEST(found(file), "wanted");
    QCOMPARE(file.rows.size(), std::size_t(2));
    QVERIFY(file.missing.isEmpty());
    QVERIFY(file.columns.check >= 0);
    QVERIFY(file.columns.renamed.empty() && file.columns.missing.isEmpty() && file.columns.added.isEmpty());
    QCOMPARE(file.columns.misread, formats.size() == 1 && formats.first() != u"csv"_s);
}

/// Somebody corrects cells in a table of LibreOffice's.
void TestRoundtripLibreOffice::correctionsComeThrough()
{
    const QString path = converted(m_safe, u"csv"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray text = file.readAll();
    QCOMPARE(text.count("'=1+1") + text.count("M\xC3\xBCller") + text.count("MARCH1"), 3);
    text.replace("'=1+1", "'=2+2").replace("M\xC3\xBCller", "M\xC3\xB6ller").replace("MARCH1", "MARCHF1");
    QVERIFY(file.resize(0) && file.seek(0) && file.write(text) == text.size());
    file.close();
    QCOMPARE(found(read(path)), (QStringList{u"1 Id rounded"_s, u"1 Zip zeros-lost"_s, u"2 Id rounded"_s,
                                             u"2 Zip zeros-lost"_s, u"1 Name FIX Möller Łódź €"_s,
                                             u"1 Formula FIX =2+2"_s, u"2 Legacy FIX MARCHF1"_s, u"3 reformatted"_s}));
}

QTEST_GUILESS_MAIN(TestRoundtripLibreOffice)
#include "tst_roundtrip_libreoffice.moc"
