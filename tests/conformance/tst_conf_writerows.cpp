// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance/testserver.h"
#include "sandbox/data/csvsplitter.h"
#include "sandbox/data/datepattern.h"

#include <QtTest>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

class WriteRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsBecomeRecords();
    void rowCodes_data();
    void rowCodes();
    void equipmentTypes();
    void findByVariants();
    void lookups();
    void emptyCells_data();
    void emptyCells();
    void defaultsAndConstants();
    void autoMapping();
    void dialects_data();
    void dialects();
    void quotedDelimitersDoNotCount();
    void numericFileId();
    void goesOnAfterRestart();
    void datePatterns_data();
    void datePatterns();
};

void WriteRows::rowsBecomeRecords()
{
    TestServer server;
    const QJsonArray mappings{mapping(u"Email"_s, 1), mapping(u"Last_Name"_s, 0), mapping(u"Phone"_s, 2),
                              mapping(u"Title"_s, 3)};
    const QJsonObject details =
        server.run("Last,Mail,Tel,Title\nMüller, a@example.com ,1,\"Boss, the\"\n,b@example.com,2,\n",
                   jobOf(u"insert"_s, u"Contacts"_s, mappings));
    const QString id = server.sql(u"select id from Contacts"_s);
    QVERIFY(id.size() == 19 && id.toLongLong() > (1LL << 53));
    QCOMPARE(server.result(details), "Mail,Last,Tel,STATUS,RECORD_ID,ERRORS\n\" a@example.com \",Müller,1,added," +
                                         id.toUtf8() + ",\nb@example.com,,2,skipped,,MANDATORY_NOT_FOUND-Last\n");
    QCOMPARE(server.sql(u"select Email || Title || Full_Name from Contacts"_s), u"a@example.comBoss, theMüller"_s);
}

void WriteRows::rowCodes_data()
{
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<QString>("outcome");
    const QString bad = u"skipped INVALID_DATA-"_s;
    QTest::newRow("good") << QByteArray("A,n@example.com,,,,,,,N-1") << u"added"_s;
    QTest::newRow("all empty but the name") << QByteArray("A,,,,,,,,") << u"added"_s;
    QTest::newRow("mandatory") << QByteArray(" ,m@example.com,,,,,,,") << u"skipped MANDATORY_NOT_FOUND-Last_Name"_s;
    QTest::newRow("email without @") << QByteArray("A,m(at)example.com,,,,,,,") << bad + u"Email"_s;
    QTest::newRow("email top level") << QByteArray("A,m@example.c,,,,,,,") << bad + u"Email"_s;
    QTest::newRow("email twice @") << QByteArray("A,m@x@example.com,,,,,,,") << bad + u"Email"_s;
    QTest::newRow("email unicode") << QByteArray("A,jörg@example.com,,,,,,,") << u"added"_s;
    QTest::newRow("email taken") << QByteArray("A,TAKEN@Example.com,,,,,,,") << u"skipped DUPLICATE_DATA-Email"_s;
    QTest::newRow("both taken") << QByteArray("A,taken@example.com,,,,,,,l-1")
                                << u"skipped DUPLICATE_DATA-Email,Legacy_ID"_s;
    QTest::newRow("phone of 31") << QByteArray("A,,1234567890123456789012345678901,,,,,,") << bad + u"Phone"_s;
    QTest::newRow("text too long") << QByteArray(81, 'x') + ",,,,,,,," << bad + u"Last_Name"_s;
    QTest::newRow("80 umlauts") << QByteArray("ä").repeated(80) + ",,,,,,,," << u"added"_s;
    QTest::newRow("date") << QByteArray("A,,,24/12/1970,,,,,") << u"added"_s;
    QTest::newRow("no such day") << QByteArray("A,,,31/02/1960,,,,,") << bad + u"Date_of_Birth"_s;
    QTest::newRow("another pattern") << QByteArray("A,,,1970-12-24,,,,,") << bad + u"Date_of_Birth"_s;
    QTest::newRow("currency") << QByteArray("A,,,,1200.50,,,,") << u"added"_s;
    QTest::newRow("currency with a comma") << QByteArray("A,,,,\"1,200.50\",,,,") << bad + u"Annual_Value"_s;
    QTest::newRow("boolean") << QByteArray("A,,,,,TRUE,,,") << u"added"_s;
    QTest::newRow("boolean 1") << QByteArray("A,,,,,1,,,") << bad + u"Email_Opt_Out"_s;
    QTest::newRow("new picklist value") << QByteArray("A,,,,,,Kaltakquise,,") << u"added"_s;
    QTest::newRow("lookup") << QByteArray("A,,,,,,,delft foods s.a.,") << u"added"_s;
    QTest::newRow("lookup to nothing") << QByteArray("A,,,,,,,Nobody & Co,")
                                       << u"skipped RESOURCE_NOT_FOUND-Account_Name"_s;
    QTest::newRow("short row") << QByteArray("A,short@example.com") << u"added"_s;
    QTest::newRow("several") << QByteArray(",x,,30/02/2000,,,,Nobody,L-1")
                             << u"skipped MANDATORY_NOT_FOUND-Last_Name:INVALID_DATA-Email,Date_of_Birth:"
                                "DUPLICATE_DATA-Legacy_ID:RESOURCE_NOT_FOUND-Account_Name"_s;
}

void WriteRows::rowCodes()
{
    QFETCH(QByteArray, row);
    QFETCH(QString, outcome);
    static TestServer server(Options{.tokenLimit = 0, .credits = 1'000'000});
    const QByteArray header = "Last_Name,Email,Phone,Date_of_Birth,Annual_Value,Email_Opt_Out,Lead_Source,"
                              "Account_Name,Legacy_ID\n";
    const QJsonArray mappings{
        mapping(u"Last_Name"_s, 0),    mapping(u"Email"_s, 1),
        mapping(u"Phone"_s, 2),        mapping(u"Date_of_Birth"_s, 3, {{u"format"_s, u"dd/MM/yyyy"_s}}),
        mapping(u"Annual_Value"_s, 4), mapping(u"Email_Opt_Out"_s, 5),
        mapping(u"Lead_Source"_s, 6),  mapping(u"Account_Name"_s, 7, {{u"find_by"_s, u"Account_Name"_s}}),
        mapping(u"Legacy_ID"_s, 8)};
    const QByteArray csv = header + "T,taken@example.com,,,,,,,L-1\n" + row + '\n';
    const QJsonObject details = server.run(csv, jobOf(u"insert"_s, u"Contacts"_s, mappings));
    QCOMPARE(outcomes(server.result(details)).value(1), outcome);
}

void WriteRows::equipmentTypes()
{
    TestServer server;
    const QByteArray csv = "Name;Inventory_Code;Features;Utilization;Last_Service;Manual_URL;Rack_Units;Weight_kg\n"
                           "A;123456789012345678;Wireless; 99.5;02/03/2026 09:12:44;example.com/a;123456789;0.125\n"
                           "B;1234567890123456789;;;;;;\n"
                           "C;;;123456;;;;\n"
                           "D;;;;2026-02-03;;;\n"
                           "E;;;;;not a site;;\n"
                           "F;;;;;;1234567890;\n"
                           "G;;;;;;;1.2345678901\n"
                           "H;;\"Wireless; Outdoor\";;;;;\n";
    const QJsonObject details = server.run(csv, jobOf(u"insert"_s, u"Equipment"_s));
    QCOMPARE(outcomes(server.result(details)),
             QStringList({u"added"_s, u"skipped INVALID_DATA-Inventory_Code"_s, u"skipped INVALID_DATA-Utilization"_s,
                          u"skipped INVALID_DATA-Last_Service"_s, u"skipped INVALID_DATA-Manual_URL"_s,
                          u"skipped INVALID_DATA-Rack_Units"_s, u"skipped INVALID_DATA-Weight_kg"_s, u"added"_s}));
    // Berlin is an hour ahead of UTC in February.
    QCOMPARE(server.sql(u"select Last_Service from Equipment where Name='A'"_s), u"2026-02-03T08:12:44+00:00"_s);
    QCOMPARE(server.sql(u"select Features from Equipment where Name='H'"_s), u"Wireless;Outdoor"_s);
}

void WriteRows::findByVariants()
{
    TestServer server;
    const QJsonArray byEmail{mapping(u"Email"_s, 0), mapping(u"Last_Name"_s, 1), mapping(u"Legacy_ID"_s, 2)};
    const auto run = [&](const QString& operation, const QByteArray& rows, const QString& findBy) {
        return outcomes(server.result(
            server.run("Email,Last_Name,Legacy_ID\n" + rows, jobOf(operation, u"Contacts"_s, byEmail, findBy))));
    };
    QCOMPARE(run(u"insert"_s, "a@example.com,A,1\nb@example.com,B,2\na@example.com,C,3\n", {}),
             QStringList({u"added"_s, u"added"_s, u"skipped DUPLICATE_DATA-Email"_s}));
    // Those that are there are skipped without a complaint.
    QCOMPARE(run(u"insert"_s, "A@example.com,X,9\nd@example.com,D,4\n", u"Email"_s),
             QStringList({u"skipped"_s, u"added"_s}));
    QCOMPARE(
        run(u"update"_s, "a@example.com,AA,1\nnew@example.com,N,8\n,N,7\n", u"Email"_s),
        QStringList({u"updated"_s, u"skipped RESOURCE_NOT_FOUND-Email"_s, u"skipped MANDATORY_NOT_FOUND-Email"_s}));
    QCOMPARE(
        run(u"upsert"_s, "a@example.com,AAA,1\ne@example.com,E,5\ne@example.com,EE,5\nf@example.com,F,1\n", u"Email"_s),
        QStringList({u"updated"_s, u"added"_s, u"updated"_s, u"skipped DUPLICATE_DATA-Legacy_ID"_s}));
    QCOMPARE(server.sql(u"select group_concat(Last_Name) from (select Last_Name from Contacts order by Email)"_s),
             u"AAA,B,D,EE"_s);
    const QString id = server.sql(u"select id from Contacts where Email='b@example.com'"_s);
    const QJsonArray byId{mapping(u"id"_s, 0), mapping(u"Last_Name"_s, 1)};
    const QJsonObject details = server.run("id,Last_Name\n" + id.toUtf8() + ",BB\n4876876000000000001,Z\nx,Z\n",
                                           jobOf(u"update"_s, u"Contacts"_s, byId, u"id"_s));
    QCOMPARE(outcomes(server.result(details)),
             QStringList({u"updated"_s, u"skipped RESOURCE_NOT_FOUND-id"_s, u"skipped INVALID_DATA-id"_s}));
    QCOMPARE(server.sql(u"select Last_Name from Contacts where id="_s + id), u"BB"_s);
    // The system's duplicate-check field does, although it is not unique.
    const QJsonObject accounts = server.run("Account_Name,Phone\nDelft Foods S.A.,123\n",
                                            jobOf(u"upsert"_s, u"Accounts"_s, {}, u"Account_Name"_s));
    QCOMPARE(fileOf(accounts)[u"updated_count"].toInt(), 1);
}

void WriteRows::lookups()
{
    TestServer server;
    const QByteArray account = server.sql(u"select id from Accounts where Account_Name='Jura Foods S.A.'"_s).toUtf8();
    const QJsonArray mappings{mapping(u"Last_Name"_s, 0), mapping(u"Account_Name"_s, 1, {{u"find_by"_s, u"id"_s}}),
                              mapping(u"Owner"_s, 2, {{u"find_by"_s, u"email"_s}})};
    const QJsonObject details =
        server.run("Last_Name,A,O\nX," + account + ",Jonas.Keller@example.com\nY,77,\nZ,,nobody@example.com\nW,,\n",
                   jobOf(u"insert"_s, u"Contacts"_s, mappings));
    QCOMPARE(outcomes(server.result(details)), QStringList({u"added"_s, u"skipped RESOURCE_NOT_FOUND-A"_s,
                                                            u"skipped RESOURCE_NOT_FOUND-O"_s, u"added"_s}));
    QCOMPARE(server.sql(u"select Account_Name from Contacts where Last_Name='X'"_s).toUtf8(), account);
    const QString x = server.sql(u"select Owner from Contacts where Last_Name='X'"_s);
    const QString w = server.sql(u"select Owner from Contacts where Last_Name='W'"_s);
    QVERIFY(!x.isEmpty() && !w.isEmpty() && x != w);
}

void WriteRows::emptyCells_data()
{
    QTest::addColumn<bool>("ignoreEmpty");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<QString>("phone");
    QTest::newRow("left alone") << true << u"updated"_s << u"123"_s;
    QTest::newRow("erased") << false << u"updated"_s << QString();
}

void WriteRows::emptyCells()
{
    QFETCH(bool, ignoreEmpty);
    QFETCH(QString, outcome);
    QFETCH(QString, phone);
    TestServer server;
    const QByteArray header = "Email,Last_Name,Phone\n";
    server.run(header + "a@example.com,A,123\n", jobOf(u"insert"_s, u"Contacts"_s));
    QJsonObject job = jobOf(u"update"_s, u"Contacts"_s, {}, u"Email"_s);
    job.insert(u"ignore_empty"_s, ignoreEmpty);
    const QJsonObject details = server.run(header + "a@example.com,A,\na@example.com,,\n", job);
    // What a record must have cannot be erased.
    QCOMPARE(outcomes(server.result(details)),
             QStringList({outcome, ignoreEmpty ? u"updated"_s : u"skipped MANDATORY_NOT_FOUND-Last_Name"_s}));
    QCOMPARE(server.sql(u"select Phone from Contacts"_s), phone);
    QCOMPARE(server.sql(u"select Last_Name from Contacts"_s), u"A"_s);
}

void WriteRows::defaultsAndConstants()
{
    TestServer server;
    const QJsonObject fair{{u"default_value"_s, QJsonObject{{u"value"_s, u"Trade Show"_s}}}};
    const QJsonObject tag{{u"default_value"_s, QJsonObject{{u"value"_s, u"batch 7"_s}}}};
    const QJsonArray mappings{mapping(u"Import_Tag"_s, -1, tag), mapping(u"Last_Name"_s, 0),
                              mapping(u"Lead_Source"_s, 1, fair)};
    const QJsonObject details = server.run("Name,Source\nA,Partner\nB,\n", jobOf(u"insert"_s, u"Contacts"_s, mappings));
    QCOMPARE(server.sql(u"select group_concat(Lead_Source || Import_Tag) from Contacts"_s),
             u"Partnerbatch 7,Trade Showbatch 7"_s);
    QVERIFY(server.result(details).startsWith("Name,Source,STATUS,"));
}

void WriteRows::autoMapping()
{
    TestServer server;
    const QJsonObject details =
        server.run("Last_Name,Account_Name.Account_Name,Reporting_To.Email\nA,Delft Foods S.A.,\n"
                   "B,,nobody@example.com\n",
                   jobOf(u"insert"_s, u"Contacts"_s));
    QCOMPARE(outcomes(server.result(details)),
             QStringList({u"added"_s, u"skipped RESOURCE_NOT_FOUND-Reporting_To.Email"_s}));
    QCOMPARE(server.run("Last_Name,Account_Name\nA,\n", jobOf(u"insert"_s, u"Contacts"_s))[u"code"].toString(),
             u"MANDATORY_NOT_FOUND"_s);
    QCOMPARE(server.run("Last_Name,Colour\nA,\n", jobOf(u"insert"_s, u"Contacts"_s))[u"code"].toString(),
             u"INVALID_FIELD"_s);
}

void WriteRows::dialects_data()
{
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<QString>("encoding");
    QTest::newRow("comma") << QByteArray("Last_Name,Description\nMüller,\"a \"\"b\"\",\nc\"\n") << QString();
    QTest::newRow("semicolon, CRLF, BOM")
        << QByteArray("\xEF\xBB\xBFLast_Name;Description\r\nMüller;\"a \"\"b\"\",\nc\"\r\n") << u"UTF-8"_s;
    QTest::newRow("colon, CR") << QByteArray("Last_Name:Description\rMüller:\"a \"\"b\"\",\nc\"") << u"UTF-8"_s;
    QTest::newRow("bar") << QByteArray("\"Last_Name\"|Description\n\nMüller|\"a \"\"b\"\",\nc\"\n") << u"UTF-8"_s;
    QTest::newRow("Windows-1252") << QByteArray("Last_Name,Description\nM\xFCller,\"a \"\"b\"\",\nc\"\n")
                                  << u"Windows-1252"_s;
}

void WriteRows::dialects()
{
    QFETCH(QByteArray, csv);
    QFETCH(QString, encoding);
    TestServer server;
    QJsonObject job = jobOf(u"insert"_s, u"Contacts"_s);
    job.insert(u"character_encoding"_s, encoding);
    QCOMPARE(fileOf(server.run(csv, job))[u"added_count"].toInt(), 1);
    QCOMPARE(server.sql(u"select Last_Name || '/' || Description from Contacts"_s), u"Müller/a \"b\",\nc"_s);
}

void WriteRows::quotedDelimitersDoNotCount()
{
    CsvSplitter splitter("\"a;;;b\",c\n1,2\n");
    QCOMPARE(splitter.delimiter(), ',');
}

void WriteRows::numericFileId()
{
    TestServer server;
    QJsonObject job = jobOf(u"insert"_s, u"Contacts"_s);
    QJsonObject resource = job[u"resource"].toArray().first().toObject();
    resource.insert(u"file_id"_s, server.upload("Last_Name\nA\n").toLongLong());
    job.insert(u"resource"_s, QJsonArray{resource});
    const Reply created = server.post(u"/crm/bulk/v8/write"_s, job);
    const QJsonObject details = server.waitFor(created.json()[u"details"].toObject()[u"id"].toString());
    QCOMPARE(fileOf(details)[u"added_count"].toInt(), 1);
}

void WriteRows::goesOnAfterRestart()
{
    Options slow;
    slow.rowsPerSecond = 200;
    TestServer server(slow);
    QByteArray csv = "Last_Name,Email\n";
    for (int i = 0; i < 400; ++i)
        csv += 'N' + QByteArray::number(i) + ",n" + QByteArray::number(i) + "@example.com\n";
    QJsonObject job = jobOf(u"insert"_s, u"Contacts"_s);
    QJsonObject resource = job[u"resource"].toArray().first().toObject();
    resource.insert(u"file_id"_s, server.upload(csv));
    job.insert(u"resource"_s, QJsonArray{resource});
    const QString id = server.post(u"/crm/bulk/v8/write"_s, job).json()[u"details"].toObject()[u"id"].toString();
    QTRY_VERIFY(server.sql(u"select count(*) from Contacts"_s).toInt() > 0);
    QCOMPARE(server.get(u"/crm/bulk/v8/write/"_s + id).json()[u"status"].toString(), u"IN PROGRESS"_s);
    server.restart();
    const QJsonObject details = server.waitFor(id);
    QCOMPARE(details[u"status"].toString(), u"COMPLETED"_s);
    QCOMPARE(fileOf(details)[u"added_count"].toInt(), 400);
    const QStringList rows = outcomes(server.result(details));
    QCOMPARE(rows.size(), 400);
    QCOMPARE(rows.count(u"added"_s), 400);
    QCOMPARE(server.sql(u"select count(*) from Contacts"_s), u"400"_s);
}

void WriteRows::datePatterns_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QDate>("date");
    QTest::newRow("US") << u"MM/dd/yyyy"_s << QByteArray("02/29/2024") << QDate(2024, 2, 29);
    QTest::newRow("no leap year") << u"MM/dd/yyyy"_s << QByteArray("02/29/2023") << QDate();
    QTest::newRow("packed") << u"yyyyMMdd"_s << QByteArray("19991231") << QDate(1999, 12, 31);
    QTest::newRow("one digit") << u"d.M.yyyy"_s << QByteArray("1.2.2003") << QDate(2003, 2, 1);
    QTest::newRow("month name") << u"dd-MMM-yyyy"_s << QByteArray("05-Mar-2010") << QDate(2010, 3, 5);
    QTest::newRow("long month name") << u"d MMMM yyyy"_s << QByteArray("5 september 2010") << QDate(2010, 9, 5);
    QTest::newRow("two-digit year") << u"dd/MM/yy"_s << QByteArray("05/03/68") << QDate(2068, 3, 5);
    QTest::newRow("more text") << u"dd/MM/yyyy"_s << QByteArray("05/03/2010 ") << QDate();
    QTest::newRow("not a number") << u"dd/MM/yyyy"_s << QByteArray("aa/03/2010") << QDate();
}

void WriteRows::datePatterns()
{
    QFETCH(QString, pattern);
    QFETCH(QByteArray, text);
    QFETCH(QDate, date);
    const auto compiled = DatePattern::compile(pattern, false);
    QVERIFY(compiled.has_value());
    const auto moment = compiled->parse(text.toStdString());
    QCOMPARE(moment ? moment->date : QDate(), date);
}

QTEST_GUILESS_MAIN(WriteRows)
#include "tst_conf_writerows.moc"
