// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance/readclient.h"
#include "sandbox/org/org.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

#include <memory>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 hour = 3'600'000;

QJsonArray contacts(int count)
{
    QJsonArray records;
    for (int i = 0; i < count; ++i)
        records.append(QJsonObject{{u"Last_Name"_s, u"Person %1"_s.arg(i)}});
    return records;
}

QJsonObject resultOf(const QJsonObject& job)
{
    return job[u"result"].toObject();
}

QJsonObject callbackTo(const QString& url, const QString& method = u"post"_s)
{
    return {{u"callback"_s, QJsonObject{{u"url"_s, url}, {u"method"_s, method}}}};
}

} // namespace

class ConfBulkRead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void createAnswersAdded();
    void detailsEchoTheQueryWithIds();
    void resultOfACompletedJob();
    void statesInOrder();
    void queuedByQuirk();
    void resultEarlyByQuirk();
    void statusInprogressByQuirk();
    void downloadUrlIsRelativeOrAbsolute();
    void contentTypeIsMandatory();
    void bodyErrors_data();
    void bodyErrors();
    void requestErrors_data();
    void requestErrors();
    void tooManyJoins();
    void pagesTo500ByQuirk();
    void errorsInDataByQuirk();
    void scopes_data();
    void scopes();
    void fiftyCreditsAJob();
    void unknownJob();
    void jobsAreTheUsersOwn();
    void failureTellsTheError();
    void jobThatStays();
    void moduleDisappears();
    void callbackOnCompletion();
    void resultIsKeptOneDay();
    void tenDownloadsAMinute();
    void noResultBeforeCompletion();
    void goesOnAfterRestart();
    void waitingJobSurvivesRestart();
};

void ConfBulkRead::createAnswersAdded()
{
    TestServer server;
    const Reply reply = ReadClient(server).create(queryOf(u"Contacts"_s));
    QCOMPARE(reply.status, 201);
    QCOMPARE(reply.json()[u"info"], QJsonValue(QJsonObject()));
    const QJsonObject element = reply.element();
    QCOMPARE(element[u"status"].toString(), u"success"_s);
    QCOMPARE(element[u"code"].toString(), u"ADDED_SUCCESSFULLY"_s);
    QCOMPARE(element[u"message"].toString(), u"Added successfully."_s);
    const QJsonObject details = element[u"details"].toObject();
    QVERIFY(details[u"id"].toString().toLongLong() > (1LL << 53));
    QCOMPARE(details[u"operation"].toString(), u"read"_s);
    QCOMPARE(details[u"state"].toString(), u"ADDED"_s);
    QCOMPARE(details[u"created_by"].toObject()[u"name"].toString(), u"Ada Admin"_s);
    QVERIFY(QDateTime::fromString(details[u"created_time"].toString(), Qt::ISODate).isValid());
}

void ConfBulkRead::detailsEchoTheQueryWithIds()
{
    TestServer server;
    ReadClient client(server);
    const Org org = readOrg(builtInOrg());
    const Module& module = *org.module(u"Contacts"_s);
    const QJsonArray fields{u"Last_Name"_s, u"Owner.last_name"_s};
    const QJsonObject criteria = groupOf(
        u"and"_s, {condition(u"Last_Name"_s, u"equal"_s, u"A"_s), condition(u"Owner.last_name"_s, u"equal"_s, u"B"_s)});
    const QJsonObject job =
        client.waitFor(client.start(queryOf(u"Contacts"_s, {{u"fields"_s, fields},
                                                            {u"criteria"_s, criteria},
                                                            {u"cvid"_s, QString::number(module.views.front().id)}})),
                       u"COMPLETED"_s);
    QCOMPARE(job[u"operation"].toString(), u"read"_s);
    QCOMPARE(job[u"file_type"].toString(), u"csv"_s);
    const QJsonObject query = job[u"query"].toObject();
    const QJsonObject wantedModule{{u"id"_s, QString::number(module.id)}, {u"api_name"_s, u"Contacts"_s}};
    QCOMPARE(query[u"module"].toObject(), wantedModule);
    QCOMPARE(query[u"fields"].toArray(), fields);
    QCOMPARE(query[u"page"].toInt(), 1);
    QCOMPARE(query[u"cvid"].toString(), QString::number(module.views.front().id));
    const QJsonObject first = query[u"criteria"].toObject()[u"group"].toArray().first().toObject();
    QCOMPARE(first[u"field"].toObject()[u"id"].toString(), QString::number(module.field(u"Last_Name"_s)->id));
    QCOMPARE(first[u"value"].toString(), u"A"_s);
}

void ConfBulkRead::resultOfACompletedJob()
{
    TestServer server(Options{.readPageSize = 2});
    ReadClient client(server);
    createRecords(server, u"Contacts"_s, contacts(3));
    const QString id = client.start(queryOf(u"Contacts"_s));
    const QJsonObject result = resultOf(client.waitFor(id, u"COMPLETED"_s));
    QCOMPARE(result[u"page"].toInt(), 1);
    QCOMPARE(result[u"per_page"].toInt(), 2);
    QCOMPARE(result[u"count"].toInt(), 2);
    QCOMPARE(result[u"more_records"], QJsonValue(true));
    QVERIFY(!result[u"next_page_token"].toString().isEmpty());
    QCOMPARE(Options().readPageSize, 200'000);
    QCOMPARE(Options().icsPageSize, 20'000);
}

void ConfBulkRead::statesInOrder()
{
    TestServer server(Options{.rowsPerSecond = 20, .queueDelay = std::chrono::milliseconds(500)});
    ReadClient client(server);
    createRecords(server, u"Contacts"_s, contacts(20));
    const QString id = client.start(queryOf(u"Contacts"_s));
    QStringList states;
    while (!states.contains(u"COMPLETED"_s)) {
        const QJsonObject job = client.details(id);
        QCOMPARE(job.contains(u"result"), job[u"state"].toString() == u"COMPLETED"_s);
        states.append(job[u"state"].toString());
    }
    states.removeDuplicates();
    QCOMPARE(states, (QStringList{u"ADDED"_s, u"IN PROGRESS"_s, u"COMPLETED"_s}));
}

void ConfBulkRead::queuedByQuirk()
{
    TestServer server(Options{.queueDelay = std::chrono::milliseconds(1000), .quirks = {Quirk::ReadQueued}});
    ReadClient client(server);
    const QString id = client.start(queryOf(u"Contacts"_s));
    QCOMPARE(client.waitFor(id, u"QUEUED"_s)[u"state"].toString(), u"QUEUED"_s);
    QCOMPARE(client.waitFor(id, u"COMPLETED"_s)[u"state"].toString(), u"COMPLETED"_s);
}

void ConfBulkRead::resultEarlyByQuirk()
{
    TestServer server(Options{.queueDelay = std::chrono::hours(1), .quirks = {Quirk::ReadResultEarly}});
    ReadClient client(server);
    const QJsonObject job = client.details(client.start(queryOf(u"Contacts"_s)));
    QCOMPARE(job[u"state"].toString(), u"ADDED"_s);
    QVERIFY(resultOf(job).contains(u"download_url"));
}

void ConfBulkRead::statusInprogressByQuirk()
{
    TestServer server(Options{.rowsPerSecond = 20, .quirks = {Quirk::StatusInprogress}});
    ReadClient client(server);
    createRecords(server, u"Contacts"_s, contacts(20));
    const QString id = client.start(queryOf(u"Contacts"_s));
    QCOMPARE(client.waitFor(id, u"INPROGRESS"_s)[u"state"].toString(), u"INPROGRESS"_s);
}

void ConfBulkRead::downloadUrlIsRelativeOrAbsolute()
{
    TestServer server;
    ReadClient client(server);
    QString id = client.start(queryOf(u"Contacts"_s));
    QCOMPARE(resultOf(client.waitFor(id, u"COMPLETED"_s))[u"download_url"].toString(),
             u"/crm/bulk/v8/read/%1/result"_s.arg(id));
    server.restart(Options{.quirks = {Quirk::AbsoluteDownloadUrl}});
    QCOMPARE(resultOf(client.details(id))[u"download_url"].toString(),
             server.server().baseUrl() + u"/crm/bulk/v8/read/%1/result"_s.arg(id));
}

void ConfBulkRead::contentTypeIsMandatory()
{
    TestServer server;
    const QByteArray body = R"({"query":{"module":{"api_name":"Contacts"}}})";
    const QString path = u"/crm/bulk/v8/read"_s;
    for (const char* type : {"text/plain", "application/x-www-form-urlencoded", "application/jsonp"}) {
        const Reply reply = server.send("POST", path, body, type);
        QCOMPARE(reply.status, 415);
        QCOMPARE(reply.code(), u"MEDIA_TYPE_NOT_SUPPORTED"_s);
    }
    QCOMPARE(server.send("POST", path).status, 415); // none at all
    QCOMPARE(server.send("POST", path, body, "Application/JSON; charset=utf-8").status, 201);
}

void ConfBulkRead::bodyErrors_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    QTest::newRow("empty") << QByteArray(" \n") << u"REQUEST_BODY_IS_EMPTY"_s;
    QTest::newRow("not JSON") << QByteArray("{\"query\":") << u"REQUEST_BODY_NOT_READABLE"_s;
    QTest::newRow("nested for ever") << QByteArray("[").repeated(100'000) << u"REQUEST_BODY_NOT_READABLE"_s;
    QTest::newRow("an array") << QByteArray("[]") << u"REQUEST_BODY_NOT_SUPPORTED"_s;
    QTest::newRow("no query") << QByteArray("{}") << u"INVALID_REQUEST"_s;
    QTest::newRow("query is text") << QByteArray(R"({"query":"select"})") << u"QUERY_NOT_SUPPORTED"_s;
    QTest::newRow("query without module") << QByteArray(R"({"query":{}})") << u"INVALID_REQUEST"_s;
}

void ConfBulkRead::bodyErrors()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, code);
    static TestServer server(Options{.credits = 1'000'000});
    const Reply reply = server.send("POST", u"/crm/bulk/v8/read"_s, body);
    QCOMPARE(reply.code(), code);
    QCOMPARE(reply.status, 400);
}

void ConfBulkRead::requestErrors_data()
{
    QTest::addColumn<QJsonObject>("query");
    QTest::addColumn<QJsonObject>("more");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QJsonObject>("details");
    const auto row = [](const char* name, const QJsonObject& query, const QString& code,
                        const QJsonObject& details = {},
                        const QJsonObject& more = {}) { QTest::newRow(name) << query << more << code << details; };
    const auto named = [](const QString& name) { return QJsonObject{{u"api_name"_s, name}}; };
    const auto asking = [](const QJsonValue& fields) { return queryOf(u"Deals"_s, {{u"fields"_s, fields}}); };
    const auto paged = [](const QJsonValue& page) { return queryOf(u"Deals"_s, {{u"page"_s, page}}); };
    const auto viewed = [](const QJsonValue& view) { return queryOf(u"Deals"_s, {{u"cvid"_s, view}}); };
    const QJsonObject plain = queryOf(u"Contacts"_s);
    const Org org = readOrg(builtInOrg());
    const QString foreignView = QString::number(org.module(u"Contacts"_s)->views.back().id);
    QJsonArray many;
    for (int i = 0; i < 201; ++i)
        many.append(u"Field_%1"_s.arg(i));

    for (const QString& name : {u"Notes"_s, u"Attachments"_s, u"Emails"_s})
        row(qPrintable(name), queryOf(name), u"MODULE_NOT_SUPPORTED"_s, named(name));
    row("no such module", queryOf(u"Nonsense"_s), u"MODULE_NOT_AVAILABLE"_s, named(u"Nonsense"_s));
    row("users", queryOf(u"sandbox_read_users"_s), u"MODULE_NOT_AVAILABLE"_s);
    row("no such field", asking(QJsonArray{u"Nonsense"_s}), u"FIELD_NOT_AVAILABLE"_s, named(u"Nonsense"_s));
    row("no such field of the parent", asking(QJsonArray{u"Account_Name.Nonsense"_s}), u"FIELD_NOT_AVAILABLE"_s);
    row("field with a dot at its end", asking(QJsonArray{u"Account_Name."_s}), u"FIELD_NOT_AVAILABLE"_s);
    row("injection", asking(QJsonArray{u"id\" from Deals --"_s}), u"FIELD_NOT_AVAILABLE"_s);
    for (const QString& name :
         {u"Deal_Lines"_s, u"Products_Offered"_s, u"Deal_Team"_s, u"Record_Image"_s, u"Account_Name.Record_Image"_s})
        row(qPrintable(name), asking(QJsonArray{name}), u"FIELD_NOT_SUPPORTED"_s, named(name));
    row("201 fields", asking(many), u"INVALID_DATA"_s,
        {{u"api_name"_s, u"fields"_s}, {u"supported_values"_s, QJsonArray{200}}});
    row("fields in a text", asking(u"Deal_Name"_s), u"INVALID_DATA"_s, named(u"fields"_s));
    row("a field that is a number", asking(QJsonArray{1}), u"INVALID_DATA"_s, named(u"fields"_s));
    row("three lookups in a row", asking(QJsonArray{u"Contact_Name.Account_Name.Owner.email"_s}),
        u"JOIN_LIMIT_EXCEEDED"_s);
    row("unknown view", viewed(u"4876876000000087501"_s), u"CVID_NOT_SUPPORTED"_s);
    row("view that is no id", viewed(u"all"_s), u"CVID_NOT_SUPPORTED"_s);
    row("view of another module", viewed(foreignView), u"CVID_NOT_SUPPORTED"_s);
    row("page 0", paged(0), u"PAGE_NOT_SUPPORTED"_s);
    row("page one and a half", paged(1.5), u"PAGE_NOT_SUPPORTED"_s);
    row("page in a text", paged(u"2"_s), u"PAGE_NOT_SUPPORTED"_s);
    row("page 51", paged(51), u"PAGE_RANGE_EXCEEDED"_s, {{u"max_limit"_s, 50}});
    row("file type", plain, u"INVALID_DATA"_s,
        {{u"api_name"_s, u"file_type"_s}, {u"supported_values"_s, QJsonArray{u"csv"_s, u"ics"_s}}},
        {{u"file_type"_s, u"pdf"_s}});
    row("ics of contacts", plain, u"INVALID_DATA"_s, {{u"supported_values"_s, QJsonArray{u"csv"_s}}},
        {{u"file_type"_s, u"ics"_s}});
    row("ics with fields", queryOf(u"Events"_s, {{u"fields"_s, QJsonArray{u"Venue"_s}}}), u"QUERY_NOT_SUPPORTED"_s, {},
        {{u"file_type"_s, u"ics"_s}});
    row("callback url", plain, u"INVALID_CALLBACK_URL"_s, {}, callbackTo(u"nowhere"_s));
    row("callback method", plain, u"INVALID_CALLBACK_METHOD"_s,
        {{u"supported_callback_methods"_s, QJsonArray{u"post"_s}}},
        callbackTo(u"https://hook.example.org/r"_s, u"get"_s));
    row("unknown page token", {{u"page_token"_s, u"bca6fba1"_s}}, u"INVALID_DATA"_s, named(u"page_token"_s));
    row("page token and module", queryOf(u"Deals"_s, {{u"page_token"_s, u"bca6fba1"_s}}), u"INVALID_REQUEST"_s);
}

void ConfBulkRead::requestErrors()
{
    QFETCH(QJsonObject, query);
    QFETCH(QJsonObject, more);
    QFETCH(QString, code);
    QFETCH(QJsonObject, details);
    static TestServer server(Options{.credits = 1'000'000});
    const Reply reply = ReadClient(server).create(query, more);
    QCOMPARE(reply.code(), code);
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.json()[u"status"].toString(), u"error"_s);
    const QJsonObject told = reply.json()[u"details"].toObject();
    for (auto it = details.begin(); it != details.end(); ++it)
        QCOMPARE(told[it.key()], it.value());
}

void ConfBulkRead::tooManyJoins()
{
    TestServer server;
    ReadClient client(server);
    QJsonArray fields{u"Owner.email"_s,
                      u"Created_By.email"_s,
                      u"Modified_By.email"_s,
                      u"Account_Name.Phone"_s,
                      u"Account_Name.Fax"_s,
                      u"Account_Name.Owner.email"_s,
                      u"Contact_Name.Phone"_s,
                      u"Contact_Name.Owner.email"_s,
                      u"Contact_Name.Account_Name.Phone"_s,
                      u"Account_Name.id"_s,
                      u"Contact_Name.Reporting_To.Phone"_s,
                      u"Account_Name.Parent_Account.Fax"_s};
    QCOMPARE(client.create(queryOf(u"Deals"_s, {{u"fields"_s, fields}})).status, 201); // ten parents
    fields.append(u"Contact_Name.Created_By.email"_s);
    QCOMPARE(client.create(queryOf(u"Deals"_s, {{u"fields"_s, fields}})).code(), u"JOIN_LIMIT_EXCEEDED"_s);
}

void ConfBulkRead::pagesTo500ByQuirk()
{
    TestServer server(Options{.quirks = {Quirk::ReadPages500}});
    ReadClient client(server);
    QCOMPARE(client.create(queryOf(u"Deals"_s, {{u"page"_s, 500}})).status, 201);
    const Reply reply = client.create(queryOf(u"Deals"_s, {{u"page"_s, 501}}));
    QCOMPARE(reply.code(), u"PAGE_RANGE_EXCEEDED"_s);
    QCOMPARE(reply.json()[u"details"].toObject()[u"max_limit"].toInt(), 500);
}

void ConfBulkRead::errorsInDataByQuirk()
{
    TestServer server(Options{.quirks = {Quirk::ErrorsInData}});
    const Reply reply = ReadClient(server).create(queryOf(u"Nonsense"_s));
    QCOMPARE(reply.status, 400);
    QVERIFY(!reply.json().contains(u"code"));
    QCOMPARE(reply.element()[u"code"].toString(), u"MODULE_NOT_AVAILABLE"_s);
    QCOMPARE(server.get(u"/crm/bulk/v8/read/1"_s).element()[u"code"].toString(), u"RESOURCE_NOT_FOUND"_s);
}

void ConfBulkRead::scopes_data()
{
    QTest::addColumn<QString>("scopes");
    QTest::addColumn<int>("status");
    QTest::newRow("without bulk") << u"ZohoCRM.modules.ALL"_s << 401;
    QTest::newRow("bulk for writing") << u"ZohoCRM.bulk.CREATE,ZohoCRM.modules.ALL"_s << 401;
    QTest::newRow("without the module") << u"ZohoCRM.bulk.READ"_s << 401;
    QTest::newRow("another module") << u"ZohoCRM.bulk.READ,ZohoCRM.modules.Leads.READ"_s << 401;
    QTest::newRow("module for writing") << u"ZohoCRM.bulk.READ,ZohoCRM.modules.Contacts.CREATE"_s << 401;
    QTest::newRow("as small as can be") << u"ZohoCRM.bulk.READ,ZohoCRM.modules.Contacts.READ"_s << 201;
    QTest::newRow("all") << u"ZohoCRM.bulk.ALL,ZohoCRM.modules.ALL"_s << 201;
}

void ConfBulkRead::scopes()
{
    QFETCH(QString, scopes);
    QFETCH(int, status);
    TestServer server(Options{.scopes = scopes});
    const Reply reply = ReadClient(server).create(queryOf(u"Contacts"_s));
    QCOMPARE(reply.status, status);
    if (status == 401)
        QCOMPARE(reply.code(), u"OAUTH_SCOPE_MISMATCH"_s);
}

void ConfBulkRead::fiftyCreditsAJob()
{
    TestServer server(Options{.credits = 149});
    ReadClient client(server);
    QCOMPARE(client.create(queryOf(u"Contacts"_s)).status, 201);
    QCOMPARE(client.create(queryOf(u"Contacts"_s)).status, 201);
    const Reply reply = client.create(queryOf(u"Contacts"_s));
    QCOMPARE(reply.status, 429);
    QCOMPARE(reply.code(), u"TOO_MANY_REQUESTS"_s);
}

void ConfBulkRead::unknownJob()
{
    TestServer server;
    for (const QString& path :
         {u"/crm/bulk/v8/read/4876876000000859031"_s, u"/crm/bulk/v8/read/4876876000000859031/result"_s}) {
        const Reply reply = server.get(path);
        QCOMPARE(reply.status, 404);
        QCOMPARE(reply.code(), u"RESOURCE_NOT_FOUND"_s);
        QCOMPARE(reply.json()[u"details"].toObject()[u"resource"].toString(), u"4876876000000859031"_s);
    }
    QCOMPARE(server.get(u"/crm/bulk/v8/read/nonsense"_s).status, 404);
    server.restart(Options{.quirks = {Quirk::JobNotFound400}});
    QCOMPARE(server.get(u"/crm/bulk/v8/read/4876876000000859031"_s).status, 400);
}

void ConfBulkRead::jobsAreTheUsersOwn()
{
    TestServer server;
    ReadClient client(server);
    const QString id = client.start(queryOf(u"Contacts"_s));
    client.waitFor(id, u"COMPLETED"_s);
    server.sql(u"update sandbox_read_jobs set user = "_s + userIdOf(server, u"jonas.keller@example.com"_s));
    QCOMPARE(server.get(u"/crm/bulk/v8/read/"_s + id).status, 404);
    QCOMPARE(client.download(id).status, 404);
    server.restart(Options{.quirks = {Quirk::JobsShared}});
    QCOMPARE(client.details(id)[u"created_by"].toObject()[u"name"].toString(), u"Jonas Keller"_s);
    QCOMPARE(client.download(id).status, 200);
}

void ConfBulkRead::failureTellsTheError()
{
    TestServer server(Options{.faults = {{u"read-job-failed"_s, 2}}});
    ReadClient client(server);
    const QString good = client.start(queryOf(u"Contacts"_s));
    const QString bad = client.start(queryOf(u"Contacts"_s));
    QCOMPARE(client.waitFor(good, u"COMPLETED"_s)[u"state"].toString(), u"COMPLETED"_s);
    const QJsonObject error = resultOf(client.waitFor(bad, u"FAILURE"_s))[u"error_message"].toObject();
    QCOMPARE(error[u"code"].toString(), u"INTERNAL_ERROR"_s);
    QCOMPARE(error[u"status"].toString(), u"error"_s);
    QVERIFY(error.contains(u"message") && error.contains(u"details"));
    QCOMPARE(client.download(bad).status, 404);
}

void ConfBulkRead::jobThatStays()
{
    TestServer server;
    ReadClient client(server);
    const QJsonObject rule{{u"on"_s, u"read.job"_s}, {u"do"_s, u"stay"_s}, {u"nth"_s, 1}};
    QCOMPARE(server.control(u"scenario"_s, {{u"rules"_s, QJsonArray{rule}}}).status, 200);
    const QString stuck = client.start(queryOf(u"Contacts"_s));
    const QString other = client.start(queryOf(u"Contacts"_s));
    QCOMPARE(client.waitFor(other, u"COMPLETED"_s)[u"state"].toString(), u"COMPLETED"_s);
    QCOMPARE(client.details(stuck)[u"state"].toString(), u"IN PROGRESS"_s);
    server.control(u"scenario"_s, {});
    QCOMPARE(client.waitFor(stuck, u"COMPLETED"_s)[u"state"].toString(), u"COMPLETED"_s);
}

void ConfBulkRead::moduleDisappears()
{
    TestServer server(Options{.queueDelay = std::chrono::hours(1)});
    ReadClient client(server);
    const QString id = client.start(queryOf(u"Contacts"_s));
    server.sql(u"update sandbox_read_jobs set query = replace(query, 'Contacts', 'Gone')"_s);
    server.restart();
    const QJsonObject error = resultOf(client.waitFor(id, u"FAILURE"_s))[u"error_message"].toObject();
    QCOMPARE(error[u"code"].toString(), u"MODULE_NOT_AVAILABLE"_s);
}

void ConfBulkRead::callbackOnCompletion()
{
    QTcpServer hook;
    QVERIFY(hook.listen(QHostAddress::LocalHost));
    TestServer server;
    ReadClient client(server);
    const QString id =
        client.start(queryOf(u"Contacts"_s), callbackTo(u"http://127.0.0.1:%1/r?a=1"_s.arg(hook.serverPort())));
    QVERIFY(hook.waitForNewConnection(10'000));
    const std::unique_ptr<QTcpSocket> socket(hook.nextPendingConnection());
    QByteArray received;
    QJsonObject told;
    while (told.isEmpty() && socket->waitForReadyRead(10'000)) {
        received += socket->readAll();
        told = QJsonDocument::fromJson(received.mid(received.indexOf("\r\n\r\n") + 4)).object();
    }
    QVERIFY(received.startsWith("POST /r?a=1 "));
    QCOMPARE(told[u"data"].toArray().first().toObject(), client.details(id));
}

void ConfBulkRead::resultIsKeptOneDay()
{
    TestServer server;
    ReadClient client(server);
    const QString id = client.start(queryOf(u"Contacts"_s));
    client.waitFor(id, u"COMPLETED"_s);
    server.server().clock().advance(24 * hour - 60'000);
    server.signInAgain();
    QCOMPARE(client.download(id).status, 200);
    server.server().clock().advance(120'000);
    QCOMPARE(client.download(id).status, 404);
    QCOMPARE(client.download(id).code(), u"RESOURCE_NOT_FOUND"_s);
    QCOMPARE(client.details(id)[u"state"].toString(), u"COMPLETED"_s);
    server.restart(Options{.quirks = {Quirk::ResultExpired}});
    QCOMPARE(client.download(id).status, 404);
}

void ConfBulkRead::tenDownloadsAMinute()
{
    TestServer server;
    ReadClient client(server);
    const QString id = client.start(queryOf(u"Contacts"_s));
    client.waitFor(id, u"COMPLETED"_s);
    for (int i = 0; i < 10; ++i)
        QCOMPARE(client.download(id).status, 200);
    const Reply refused = client.download(id);
    QCOMPARE(refused.status, 429);
    QCOMPARE(refused.code(), u"TOO_MANY_REQUESTS"_s);
    server.server().clock().advance(50'000);
    QCOMPARE(client.download(id).status, 429);
    server.server().clock().advance(10'000);
    QCOMPARE(client.download(id).status, 200);
}

void ConfBulkRead::noResultBeforeCompletion()
{
    TestServer server(Options{.queueDelay = std::chrono::hours(1)});
    ReadClient client(server);
    const QString id = client.start(queryOf(u"Contacts"_s));
    QCOMPARE(client.download(id).status, 404);
}

void ConfBulkRead::goesOnAfterRestart()
{
    TestServer server(Options{.rowsPerSecond = 20});
    ReadClient client(server);
    const QStringList ids = createRecords(server, u"Contacts"_s, contacts(60));
    const QString id = client.start(queryOf(u"Contacts"_s));
    QCOMPARE(client.waitFor(id, u"IN PROGRESS"_s)[u"state"].toString(), u"IN PROGRESS"_s);
    server.restart();
    const QJsonObject job = client.waitFor(id, u"COMPLETED"_s);
    QCOMPARE(resultOf(job)[u"count"].toInt(), 60);
    QCOMPARE(cellsOf(client.unpacked(client.download(id))).size(), 61);
    QCOMPARE(QDir(server.folder() + u"/results"_s).entryList(QDir::Files), QStringList{id + u".zip"_s});
}

void ConfBulkRead::waitingJobSurvivesRestart()
{
    TestServer server(Options{.queueDelay = std::chrono::hours(1)});
    ReadClient client(server);
    const QString id = client.start(queryOf(u"Contacts"_s));
    QCOMPARE(client.details(id)[u"state"].toString(), u"ADDED"_s);
    server.restart();
    QCOMPARE(client.waitFor(id, u"COMPLETED"_s)[u"state"].toString(), u"COMPLETED"_s);
}

QTEST_GUILESS_MAIN(ConfBulkRead)
#include "tst_conf_bulkread.moc"
