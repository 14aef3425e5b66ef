// SPDX-License-Identifier: GPL-3.0-or-later
// Bulk write, Get job details and Download result.
#include "conformance/signinclient.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

namespace {

const QByteArray twoRows = "Last_Name,Email\n A ,a@example.com\nB,a@example.com\n";
const QJsonObject twoRowsJob = jobOf(u"insert"_s, u"Contacts"_s, {mapping(u"Email"_s, 1), mapping(u"Last_Name"_s, 0)});

QJsonObject resourceOf(const QJsonObject& details)
{
    return details[u"resource"].toArray().first().toObject();
}

} // namespace

class WriteResult : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addedJob();
    void runningJob_data();
    void runningJob();
    void completedJob();
    void mappingsAreEchoed();
    void noCallback();
    void allRowsSkipped();
    void failedJob();
    void failedJobTellsNothing();
    void unknownJob_data();
    void unknownJob();
    void resourceCode();
    void othersDoNotKnowTheJob();
    void othersKnowTheJobByQuirk();
    void downloadUrl_data();
    void downloadUrl();
    void downloadNeedsAToken();
    void headersOfTheDownload();
    void sevenDays();
    void deadLinks_data();
    void deadLinks();
    void columns();
    void echo_data();
    void echo();
    void statusLetters_data();
    void statusLetters();
    void skippedNamesTheRecordInTheWay();
    void shuffled();
    void callback_data();
    void callback();
};

void WriteResult::addedJob()
{
    TestServer server(Options{.queueDelay = std::chrono::hours(1)});
    const QString id = server.create(twoRows, twoRowsJob).json()[u"details"].toObject()[u"id"].toString();
    const QJsonObject details = server.get(u"/crm/bulk/v8/write/"_s + id).json();
    QCOMPARE(details[u"status"].toString(), u"ADDED"_s);
    QCOMPARE(resourceOf(details)[u"status"].toString(), u"INPROGRESS"_s); // so the documentation's sample
    QCOMPARE(fileOf(details), QJsonObject({{u"status"_s, u"INPROGRESS"_s}}));
    QVERIFY(!details.contains(u"result"));
}

void WriteResult::runningJob_data()
{
    QTest::addColumn<bool>("joined");
    QTest::addColumn<QString>("status");
    QTest::newRow("with a blank") << false << u"IN PROGRESS"_s;
    QTest::newRow("without") << true << u"INPROGRESS"_s;
}

void WriteResult::runningJob()
{
    QFETCH(bool, joined);
    QFETCH(QString, status);
    TestServer server;
    server.server().quirks().set(Quirk::StatusInprogress, joined);
    server.control(
        u"scenario"_s,
        {{u"rules"_s, QJsonArray{QJsonObject{{u"on"_s, u"job"_s}, {u"do"_s, u"stay"_s}, {u"after_rows"_s, 1}}}}});
    const QString id = server.create(twoRows, twoRowsJob).json()[u"details"].toObject()[u"id"].toString();
    QTRY_COMPARE(server.get(u"/crm/bulk/v8/write/"_s + id).json()[u"status"].toString(), status);
    const QJsonObject details = server.get(u"/crm/bulk/v8/write/"_s + id).json();
    QCOMPARE(resourceOf(details)[u"status"].toString(), status);
    QCOMPARE(fileOf(details)[u"status"].toString(), status);
    QVERIFY(!details.contains(u"result"));
}

void WriteResult::completedJob()
{
    TestServer server;
    const QJsonObject details = server.run(twoRows, twoRowsJob);
    QCOMPARE(details[u"status"].toString(), u"COMPLETED"_s);
    QCOMPARE(details[u"operation"].toString(), u"insert"_s);
    QCOMPARE(details[u"character_encoding"].toString(), u"UTF-8"_s);
    QVERIFY(details[u"id"].isString());
    QCOMPARE(details[u"created_by"].toObject().keys(), QStringList({u"id"_s, u"name"_s}));
    const QDateTime created = QDateTime::fromString(details[u"created_time"].toString(), Qt::ISODate);
    QVERIFY(created.isValid() && created.offsetFromUtc() != 0); // in the org's zone
    const QJsonObject resource = resourceOf(details);
    QCOMPARE(resource[u"status"].toString(), u"COMPLETED"_s);
    QCOMPARE(resource[u"code"].toString(), u"SUCCESS"_s);
    QCOMPARE(resource[u"type"].toString(), u"data"_s);
    QCOMPARE(resource[u"module"].toObject()[u"api_name"].toString(), u"Contacts"_s);
    QVERIFY(resource[u"module"].toObject()[u"id"].isString());
    const QJsonObject file = fileOf(details);
    QCOMPARE(file[u"name"].toString(), u"data.csv"_s);
    QCOMPARE(file[u"status"].toString(), u"COMPLETED"_s);
    QCOMPARE(file[u"added_count"].toInt(), 1);
    QCOMPARE(file[u"skipped_count"].toInt(), 1);
    QCOMPARE(file[u"updated_count"].toInt(), 0);
    QCOMPARE(file[u"total_count"].toInt(), 2);
}

void WriteResult::mappingsAreEchoed()
{
    TestServer server;
    const QJsonArray mappings{
        mapping(u"Email"_s, 1), mapping(u"Last_Name"_s, 0),
        mapping(u"Lead_Source"_s, -1, {{u"default_value"_s, QJsonObject{{u"value"_s, u"Partner"_s}}}})};
    QJsonObject job = jobOf(u"upsert"_s, u"Contacts"_s, mappings, u"Email"_s);
    job.insert(u"ignore_empty"_s, true);
    const QJsonObject resource = resourceOf(server.run(twoRows, job));
    QCOMPARE(resource[u"find_by"].toString(), u"Email"_s);
    QCOMPARE(resource[u"ignore_empty"].toBool(), true);
    const QJsonArray echoed = resource[u"field_mappings"].toArray();
    const QJsonValue null(QJsonValue::Null);
    QCOMPARE(echoed[0].toObject(), QJsonObject({{u"api_name"_s, u"Email"_s},
                                                {u"index"_s, 1},
                                                {u"format"_s, null},
                                                {u"find_by"_s, null},
                                                {u"module"_s, null},
                                                {u"parent_column_index"_s, null},
                                                {u"default_value"_s, null}}));
    QCOMPARE(echoed[2].toObject()[u"default_value"].toObject()[u"value"].toString(), u"Partner"_s);
}

void WriteResult::noCallback()
{
    TestServer server;
    const QJsonObject details = server.run(twoRows, twoRowsJob);
    QVERIFY(!details.contains(u"callback"));
    server.server().quirks().set(Quirk::CallbackNull, true);
    QVERIFY(server.get(u"/crm/bulk/v8/write/"_s + details[u"id"].toString()).json()[u"callback"].isNull());
}

void WriteResult::allRowsSkipped()
{
    TestServer server;
    server.run(twoRows, twoRowsJob);
    const QJsonObject details = server.run(twoRows, twoRowsJob);
    QCOMPARE(fileOf(details)[u"skipped_count"].toInt(), 2);
    QCOMPARE(details[u"status"].toString(), u"COMPLETED"_s);
    server.server().quirks().set(Quirk::AllSkippedIsSkipped, true);
    const QJsonObject skipped = server.run(twoRows, twoRowsJob);
    QCOMPARE(skipped[u"status"].toString(), u"SKIPPED"_s);
    QCOMPARE(outcomes(server.result(skipped)).size(), 2);
}

void WriteResult::failedJob()
{
    TestServer server(Options{.faults = {{u"job-failed"_s, 1}}});
    const QJsonObject details = server.run("Last_Name\nA\nB\nC\nD\n", jobOf(u"insert"_s, u"Contacts"_s));
    QCOMPARE(details[u"status"].toString(), u"FAILED"_s);
    QCOMPARE(outcomes(server.result(details)),
             QStringList({u"added"_s, u"added"_s, u"unprocessed"_s, u"unprocessed"_s}));
    QCOMPARE(server.sql(u"select count(*) from Contacts"_s), u"2"_s);
}

void WriteResult::failedJobTellsNothing()
{
    TestServer server(Options{.quirks = {Quirk::FailedBare}, .faults = {{u"job-failed"_s, 1}}});
    const QJsonObject details = server.run("Last_Name\nA\nB\n", jobOf(u"insert"_s, u"Contacts"_s));
    QCOMPARE(details[u"status"].toString(), u"FAILED"_s);
    QVERIFY(!details.contains(u"result"));
    QCOMPARE(fileOf(details).keys(), QStringList({u"status"_s}));
}

void WriteResult::unknownJob_data()
{
    QTest::addColumn<QString>("id");
    QTest::newRow("never given") << u"4876876000000000001"_s;
    QTest::newRow("no id") << u"abc"_s;
    QTest::newRow("too large a number") << u"99999999999999999999999"_s;
}

void WriteResult::unknownJob()
{
    QFETCH(QString, id);
    TestServer server;
    Reply reply = server.get(u"/crm/bulk/v8/write/"_s + id);
    QCOMPARE(reply.status, 404);
    QCOMPARE(reply.code(), u"RESOURCE_NOT_FOUND"_s);
    QCOMPARE(reply.json()[u"message"].toString(), u"The requested resource doesn't exist."_s);
    server.server().quirks().set(Quirk::JobNotFound400, true);
    reply = server.get(u"/crm/bulk/v8/write/"_s + id);
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), u"RESOURCE_NOT_FOUND"_s);
}

void WriteResult::resourceCode()
{
    TestServer server(Options{.quirks = {Quirk::ResourceCodeInprogress}});
    const QJsonObject details = server.run(twoRows, twoRowsJob);
    QCOMPARE(details[u"status"].toString(), u"COMPLETED"_s);
    QCOMPARE(resourceOf(details)[u"code"].toString(), u"INPROGRESS"_s);
}

void WriteResult::othersDoNotKnowTheJob()
{
    TestServer server;
    const QJsonObject details = server.run(twoRows, twoRowsJob);
    server.useToken(SignInClient(server).accessToken(colleague));
    QCOMPARE(server.get(u"/crm/bulk/v8/write/"_s + details[u"id"].toString()).status, 404);
    QCOMPARE(server.get(details[u"result"].toObject()[u"download_url"].toString()).status, 403);
}

void WriteResult::othersKnowTheJobByQuirk()
{
    TestServer server(Options{.quirks = {Quirk::JobsShared}});
    const QJsonObject details = server.run(twoRows, twoRowsJob);
    server.useToken(SignInClient(server).accessToken(colleague));
    QCOMPARE(server.get(u"/crm/bulk/v8/write/"_s + details[u"id"].toString()).status, 200);
    QCOMPARE(server.get(details[u"result"].toObject()[u"download_url"].toString()).status, 200);
}

void WriteResult::downloadUrl_data()
{
    QTest::addColumn<bool>("absolute");
    QTest::newRow("relative") << false;
    QTest::newRow("absolute") << true;
}

void WriteResult::downloadUrl()
{
    QFETCH(bool, absolute);
    TestServer server;
    server.server().quirks().set(Quirk::AbsoluteDownloadUrl, absolute);
    const QJsonObject details = server.run(twoRows, twoRowsJob);
    const QString id = details[u"id"].toString();
    const QString url = details[u"result"].toObject()[u"download_url"].toString();
    const QString path = u"/v8/crm/org700000001/bulk-write/%1/%1.zip"_s.arg(id);
    QCOMPARE(url, absolute ? QString(server.server().baseUrl() + path) : path);
    // The vendor's client puts the API's address and another slash in front of a relative one.
    QCOMPARE(server.get(u'/' + path).status, 200);
    QCOMPARE(server.get(u"/crm/v8/org700000001/bulk-write/%1/%1.zip"_s.arg(id)).status, 200);
}

void WriteResult::downloadNeedsAToken()
{
    TestServer server;
    const QJsonObject details = server.run(twoRows, twoRowsJob);
    QCOMPARE(server.send("GET", details[u"result"].toObject()[u"download_url"].toString(), {}, {}, false).status, 401);
}

void WriteResult::headersOfTheDownload()
{
    TestServer server;
    const QJsonObject details = server.run(twoRows, twoRowsJob);
    const Reply reply = server.get(details[u"result"].toObject()[u"download_url"].toString());
    QCOMPARE(reply.headers.value("content-type"), "application/octet-stream");
    QCOMPARE(reply.headers.value("content-disposition"),
             "attachment; filename=\"" + details[u"id"].toString().toUtf8() + ".zip\"");
}

void WriteResult::sevenDays()
{
    TestServer server;
    const QJsonObject details = server.run(twoRows, twoRowsJob);
    const QString url = details[u"result"].toObject()[u"download_url"].toString();
    constexpr qint64 day = 24LL * 3600 * 1000;
    server.server().clock().advance(7 * day - 60'000);
    server.useToken({});
    QCOMPARE(server.get(url).status, 200);
    server.server().clock().advance(120'000);
    QVERIFY(server.get(url).json().contains(u"x-info"));
    QCOMPARE(server.get(u"/crm/bulk/v8/write/"_s + details[u"id"].toString()).status, 200);
}

void WriteResult::deadLinks_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("no such job") << u"/v8/crm/org700000001/bulk-write/1/1.zip"_s;
    QTest::newRow("another org") << u"/v8/crm/org1/bulk-write/%1/%1.zip"_s;
    QTest::newRow("another file") << u"/v8/crm/org700000001/bulk-write/%1/2.zip"_s;
    QTest::newRow("expired") << u"/v8/crm/org700000001/bulk-write/%1/%1.zip"_s;
    QTest::newRow("no zip") << u"/v8/crm/org700000001/bulk-write/%1/%1"_s;
}

void WriteResult::deadLinks()
{
    QFETCH(QString, path);
    TestServer server;
    server.server().quirks().set(Quirk::ResultExpired, QTest::currentDataTag() == "expired"_ba);
    const QString id = server.run(twoRows, twoRowsJob)[u"id"].toString();
    const Reply reply = server.get(path.replace(u"%1"_s, id));
    QCOMPARE(reply.status, 403);
    QCOMPARE(reply.json(), QJsonObject({{u"info"_s, u"Forbidden"_s}, {u"x-info"_s, u"Link not valid"_s}}));
}

/// "The first three mapped columns, then STATUS, RECORD_ID, ERRORS"; the zip has a CSV a module, <Module>-<uploaded>.
void WriteResult::columns()
{
    TestServer server;
    const QJsonArray mappings{mapping(u"Title"_s, 3), mapping(u"Last_Name"_s, 0), mapping(u"Email"_s, 1),
                              mapping(u"Phone"_s, 2)};
    const QJsonObject details =
        server.run("Last,Mail,Tel,Title\nA,a@example.com,1,\"Boss, the\"\n,b@example.com,2,\"a \"\"b\"\"\"\n",
                   jobOf(u"insert"_s, u"Contacts"_s, mappings));
    const QByteArray id = server.sql(u"select id from Contacts"_s).toUtf8();
    QCOMPARE(server.resultNames(details), QStringList{u"Contacts-data.csv"_s});
    QCOMPARE(server.result(details), "Title,Last,Mail,STATUS,RECORD_ID,ERRORS\n"
                                     "\"Boss, the\",A,a@example.com,added," +
                                         id + ",\n\"a \"\"b\"\"\",,b@example.com,skipped,,MANDATORY_NOT_FOUND-Last\n");
}

void WriteResult::echo_data()
{
    QTest::addColumn<QList<Quirk>>("quirks");
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("as uploaded") << QList<Quirk>() << QByteArray("Born,Value,Name")
                                 << QByteArray("02/03/1970,7.50,\" A \"");
    QTest::newRow("by index") << QList{Quirk::ResultByIndex} << QByteArray("Name,Born,Value")
                              << QByteArray("\" A \",02/03/1970,7.50");
    QTest::newRow("trimmed") << QList{Quirk::ResultTrimmed} << QByteArray("Born,Value,Name")
                             << QByteArray("02/03/1970,7.50,A");
    QTest::newRow("reformatted") << QList{Quirk::ResultReformatted} << QByteArray("Born,Value,Name")
                                 << QByteArray("1970-02-03,7.5,A");
}

void WriteResult::echo()
{
    QFETCH(QList<Quirk>, quirks);
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, line);
    TestServer server;
    for (const Quirk quirk : quirks)
        server.server().quirks().set(quirk, true);
    const QJsonArray mappings{mapping(u"Date_of_Birth"_s, 1), mapping(u"Annual_Value"_s, 2),
                              mapping(u"Last_Name"_s, 0)};
    const QByteArray result = server.result(
        server.run("Name,Born,Value\n A ,02/03/1970,7.50\n", jobOf(u"insert"_s, u"Contacts"_s, mappings)));
    QVERIFY2(result.startsWith(head + ",STATUS,"), result);
    QVERIFY2(result.contains('\n' + line + ",added,"), result);
}

void WriteResult::statusLetters_data()
{
    QTest::addColumn<QList<Quirk>>("quirks");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("lower") << QList<Quirk>() << QStringList{u"added"_s, u"skipped"_s};
    QTest::newRow("upper") << QList{Quirk::StatusUppercase} << QStringList{u"ADDED"_s, u"SKIPPED"_s};
    QTest::newRow("capitals") << QList{Quirk::StatusCapitalised} << QStringList{u"Added"_s, u"Skipped"_s};
}

void WriteResult::statusLetters()
{
    QFETCH(QList<Quirk>, quirks);
    QFETCH(QStringList, words);
    TestServer server;
    for (const Quirk quirk : quirks)
        server.server().quirks().set(quirk, true);
    const QStringList rows = outcomes(server.result(server.run(twoRows, twoRowsJob)));
    QCOMPARE(rows, QStringList({words[0], words[1] + u" DUPLICATE_DATA-Email"_s}));
}

void WriteResult::skippedNamesTheRecordInTheWay()
{
    TestServer server(Options{.quirks = {Quirk::SkippedWithId}});
    const QByteArray result = server.result(server.run(twoRows, twoRowsJob));
    const QByteArray id = server.sql(u"select id from Contacts"_s).toUtf8();
    QVERIFY2(result.endsWith(",skipped," + id + ",DUPLICATE_DATA-Email\n"), result);
}

void WriteResult::shuffled()
{
    TestServer server(Options{.quirks = {Quirk::ResultShuffled}});
    QByteArray csv = "Last_Name\n";
    for (int i = 0; i < 50; ++i)
        csv += 'N' + QByteArray::number(i) + '\n';
    const QByteArray result = server.result(server.run(csv, jobOf(u"insert"_s, u"Contacts"_s)));
    QList<QByteArray> names;
    for (const QByteArray& line : result.split('\n').mid(1))
        names.append(line.left(line.indexOf(',')));
    names.removeAll("");
    QVERIFY(names.mid(0, 3) != QList<QByteArray>({"N0", "N1", "N2"}));
    std::sort(names.begin(), names.end());
    QCOMPARE(names.size(), 50);
    QCOMPARE(std::adjacent_find(names.begin(), names.end()), names.end());
}

void WriteResult::callback_data()
{
    QTest::addColumn<QHash<QString, int>>("faults");
    QTest::addColumn<QByteArray>("status");
    QTest::newRow("completed") << QHash<QString, int>() << QByteArray("COMPLETED");
    QTest::newRow("failed") << QHash<QString, int>{{u"job-failed"_s, 1}} << QByteArray("FAILED");
}

void WriteResult::callback()
{
    using Faults = QHash<QString, int>;
    QFETCH(Faults, faults);
    QFETCH(QByteArray, status);
    TestServer server(Options{.faults = faults});
    QTcpServer hook;
    QVERIFY(hook.listen(QHostAddress::LocalHost));
    QJsonObject job = jobOf(u"insert"_s, u"Contacts"_s);
    job.insert(u"callback"_s, QJsonObject{{u"url"_s, u"http://127.0.0.1:%1/z?a=1"_s.arg(hook.serverPort())},
                                          {u"method"_s, u"post"_s}});
    const QJsonObject details = server.run("Last_Name\nHooked\n", job);
    QCOMPARE(details[u"callback"].toObject(), job[u"callback"].toObject());
    QVERIFY(hook.waitForNewConnection(10'000));
    const std::unique_ptr<QTcpSocket> socket(hook.nextPendingConnection());
    QByteArray received;
    while (!received.contains("\"status\": \"" + status + '"') && socket->waitForReadyRead(10'000))
        received += socket->readAll();
    QVERIFY(received.startsWith("POST /z?a=1 "));
    QVERIFY(received.contains(details[u"id"].toString().toUtf8()));
}

QTEST_GUILESS_MAIN(WriteResult)
#include "tst_conf_writeresult.moc"
