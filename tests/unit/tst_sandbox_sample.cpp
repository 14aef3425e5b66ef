// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance/testserver.h"
#include "sandbox/data/csvsplitter.h"
#include "sandbox/samplefile.h"

#include <QBuffer>
#include <QSet>
#include <QStringDecoder>
#include <QtTest>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

namespace {

QByteArray sampleOf(qint64 rows, quint64 seed)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    return writeSample(buffer, rows, seed) ? buffer.data() : QByteArray();
}

std::vector<std::vector<std::string>> rowsOf(const QByteArray& sample)
{
    QStringDecoder decoder("windows-1252");
    CsvSplitter splitter(QString(decoder.decode(sample)).toStdString());
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> cells;
    while (splitter.next(cells))
        rows.push_back(cells);
    return rows;
}

} // namespace

class SandboxSample : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void counts_data();
    void counts();
    void shape();
    void theCrmAgrees();
};

void SandboxSample::counts_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("bad");
    QTest::newRow("none") << 0 << 0;
    QTest::newRow("ten") << 10 << 0;
    QTest::newRow("one bad") << 125 << 1;
    QTest::newRow("one of each") << 500 << 4;
    QTest::newRow("five") << 625 << 5;
    QTest::newRow("20,000") << 20'000 << 160;
    QTest::newRow("200,000") << 200'000 << 1600;
}

void SandboxSample::counts()
{
    QFETCH(int, rows);
    QFETCH(int, bad);
    const SampleCounts counts = sampleCounts(rows);
    QCOMPARE(counts.bad(), bad);
    QCOMPARE(counts.shortRows, rows >= 1000 ? 3 : 0);
    if (bad >= 4)
        QVERIFY(std::min({counts.emptyLastName, counts.badEmail, counts.repeatedEmail, counts.impossibleDate}) >= 1);
    if (rows == 200'000)
        QCOMPARE(counts, (SampleCounts{200'000, 598, 577, 412, 13, 3}));
}

void SandboxSample::shape()
{
    const QByteArray sample = sampleOf(5000, 1);
    QCOMPARE(sample, sampleOf(5000, 1));
    QVERIFY(sample != sampleOf(5000, 2));
    QVERIFY(sample.startsWith("First Name;Last Name;E-mail;Tel.;Mobile;Born;Source;Company;Job title;Department;Street;"
                              "City;Zip;Country;Annual value;No mailings;Remarks;Legacy ID\r\n"));
    QVERIFY(sample.contains('\x80') && sample.contains('\xFC')); // a euro sign and an umlaut, a byte each
    const auto rows = rowsOf(sample);
    QCOMPARE(rows.size(), 5001U);
    int shortRows = 0;
    QSet<QString> legacyIds;
    int lateDays = 0;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        shortRows += rows[i].size() == 17;
        if (rows[i].size() == 18)
            legacyIds.insert(QString::fromStdString(rows[i][17]));
        lateDays += rows[i][5].size() == 10 && std::stoi(rows[i][5].substr(0, 2)) > 12;
    }
    QCOMPARE(shortRows, 3);
    QCOMPARE(legacyIds.size(), 4997);
    QVERIFY(lateDays > 500);
}

void SandboxSample::theCrmAgrees()
{
    TestServer server;
    const QStringList fields = {u"First_Name"_s,  u"Last_Name"_s,       u"Email"_s,          u"Phone"_s,
                                u"Mobile"_s,      u"Date_of_Birth"_s,   u"Lead_Source"_s,    u"Account_Name"_s,
                                u"Title"_s,       u"Department"_s,      u"Mailing_Street"_s, u"Mailing_City"_s,
                                u"Mailing_Zip"_s, u"Mailing_Country"_s, u"Annual_Value"_s,   u"Email_Opt_Out"_s,
                                u"Description"_s, u"Legacy_ID"_s};
    QJsonArray mappings;
    for (int i = 0; i < fields.size(); ++i) {
        QJsonObject more;
        if (fields[i] == u"Date_of_Birth"_s)
            more.insert(u"format"_s, u"dd/MM/yyyy"_s);
        if (fields[i] == u"Account_Name"_s)
            more.insert(u"find_by"_s, u"Account_Name"_s);
        mappings.append(mapping(fields[i], i, more));
    }
    QJsonObject job = jobOf(u"insert"_s, u"Contacts"_s, mappings);
    job.insert(u"character_encoding"_s, u"windows-1252"_s);
    const QByteArray result = server.result(server.run(sampleOf(10'000, 7), job));
    const SampleCounts counts = sampleCounts(10'000);
    QCOMPARE(server.sql(u"select count(*) from Contacts"_s).toLongLong(), counts.good());
    QCOMPARE(result.count(",MANDATORY_NOT_FOUND-Last Name\n"), counts.emptyLastName);
    QCOMPARE(result.count(",INVALID_DATA-E-mail\n"), counts.badEmail);
    QCOMPARE(result.count(",DUPLICATE_DATA-E-mail\n"), counts.repeatedEmail);
    QCOMPARE(result.count(",INVALID_DATA-Born\n"), counts.impossibleDate);
}

QTEST_GUILESS_MAIN(SandboxSample)
#include "tst_sandbox_sample.moc"
