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
        const auto file = readCorrected(m_source, path, {false, m_dir.path(), m_dir.filePath(u"unpacked"_s)}, {}, never);
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
    const QString evaluating = u"Text - txt - csv (StarCalc):44,34,76,1,,1033,false,true,false,false,false,0,true"_s;
    QTest::newRow("csv") << false << QStringList{u"csv"_s} << QString();
    QTest::newRow("csv, exact") << true << QStringList{u"csv"_s} << QString();
    QTest::newRow("csv, numbers detected, formulas evaluated") << true << QStringList{u"csv"_s} << evaluating;
    QTest::newRow("ods") << false << QStringList{u"ods"_s} << QString();
    QTest::newRow("ods, csv") << false << QStringList{u"ods"_s, u"csv"_s} << QString();
    QTest::newRow("xlsx, csv") << false << QStringList{u"xlsx"_s, u"csv"_s} << QString();
    QTest::newRow("xlsx") << false << QStringList{u"xlsx"_s} << QString();
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
    QFile file(path);
    if (file.open(QIODevice::ReadOnly) && path.endsWith(u".csv"_s))
        qInfo().noquote() << file.readAll();
    qInfo().noquote() << found(read(path)).join(u" | "_s);
    for (const Damage& damage : read(path).damages)
        qInfo().noquote() << damageSentence(damage, m_source.file->columns().value(damage.column));
}

void TestRoundtripLibreOffice::correctionsComeThrough() {}

QTEST_GUILESS_MAIN(TestRoundtripLibreOffice)
#include "tst_roundtrip_libreoffice.moc"
