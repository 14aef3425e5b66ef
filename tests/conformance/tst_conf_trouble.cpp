// SPDX-License-Identifier: GPL-3.0-or-later
// Trouble on request: what a scenario can do to a client, and how a rehearsal is steered.
#include "conformance/signinclient.h"
#include "sandbox/trouble/scenario.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QTcpSocket>
#include <QtTest>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

namespace {

QJsonObject rule(const QString& on, const QString& what, const QJsonObject& more = {})
{
    QJsonObject json = more;
    json.insert(u"on"_s, on);
    json.insert(u"do"_s, what);
    return json;
}

QJsonObject scenario(const QJsonArray& rules, int seed = 1)
{
    return {{u"seed"_s, seed}, {u"rules"_s, rules}};
}

/// Everything that comes back on a connection of its own, to its end.
QByteArray raw(TestServer& server, const QByteArray& request)
{
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, static_cast<quint16>(QUrl(server.server().baseUrl()).port()));
    if (!socket.waitForConnected(5'000))
        return "not connected";
    socket.write(request);
    QByteArray answer;
    while (socket.waitForReadyRead(5'000) || socket.bytesAvailable() > 0)
        answer += socket.readAll();
    return answer;
}

} // namespace

class TroubleOnRequest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void badRules_data();
    void badRules();
    void everyKindOfCall_data();
    void everyKindOfCall();
    void whichOccasions_data();
    void whichOccasions();
    void sameSeedSameTrouble();
    void givenAnswer();
    void answerAfterTheCallWasCarriedOut();
    void cut_data();
    void cut();
    void cutBeforeNothingIsDone();
    void acceptedAndTheAnswerLost();
    void slowAnswer();
    void tokenRefusedInTheMiddle();
    void jobThatStays();
    void jobThatFails();
    void jobPartlyUnprocessed();
    void refusedRow_data();
    void refusedRow();
    void failedParentLeavesChildren();
    void shortWordsOfTheCommandLine();
    void replacedWhileItRuns();
    void quirksWhileItRuns();
    void clock();
    void recordStates_data();
    void recordStates();
    void workflows();
    void countsOfTheWire();
    void notFromAWebPage_data();
    void notFromAWebPage();

private:
    bool play(TestServer& server, const QJsonArray& rules)
    {
        return server.control(u"scenario"_s, scenario(rules)).status == 200;
    }
};

void TroubleOnRequest::badRules_data()
{
    QTest::addColumn<QJsonObject>("rule");
    QTest::newRow("no occasion") << QJsonObject{{u"do"_s, u"cut"_s}};
    QTest::newRow("unknown occasion") << rule(u"moon"_s, u"cut"_s);
    QTest::newRow("nothing to do") << QJsonObject{{u"on"_s, u"any"_s}};
    QTest::newRow("unknown trouble") << rule(u"any"_s, u"explode"_s);
    QTest::newRow("unknown key") << rule(u"any"_s, u"cut"_s, {{u"ntth"_s, 1}});
    QTest::newRow("zeroth") << rule(u"any"_s, u"cut"_s, {{u"nth"_s, 0}});
    QTest::newRow("nth in words") << rule(u"any"_s, u"cut"_s, {{u"nth"_s, u"two"_s}});
    QTest::newRow("likelier than certain") << rule(u"any"_s, u"cut"_s, {{u"probability"_s, 2}});
    QTest::newRow("unknown place") << rule(u"any"_s, u"cut"_s, {{u"at"_s, u"home"_s}});
    QTest::newRow("a job cannot be cut") << rule(u"job"_s, u"cut"_s);
    QTest::newRow("a call cannot stay") << rule(u"upload"_s, u"stay"_s);
    QTest::newRow("rows are only refused") << rule(u"row"_s, u"fail"_s);
    QTest::newRow("disks are full for uploads") << rule(u"write.create"_s, u"disk-full"_s);
    QTest::newRow("no status") << rule(u"any"_s, u"answer"_s, {{u"status"_s, 9}});
}

void TroubleOnRequest::badRules()
{
    QFETCH(QJsonObject, rule);
    static TestServer server(Options{.tokenLimit = 0});
    QVERIFY(play(server, {::rule(u"metadata"_s, u"answer"_s, {{u"status"_s, 418}})}));
    const Reply reply = server.control(u"scenario"_s, scenario({rule}));
    QCOMPARE(reply.status, 400);
    QVERIFY(reply.json()[u"message"].toString().startsWith(u"Rule 1: "_s));
    QCOMPARE(server.get(u"/crm/v8/org"_s).status, 418); // nothing has changed
}

void TroubleOnRequest::everyKindOfCall_data()
{
    QTest::addColumn<QString>("on");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::newRow("token") << u"token"_s << QByteArray("POST") << u"/oauth/v2/token"_s;
    QTest::newRow("upload") << u"upload"_s << QByteArray("POST") << u"/crm/v8/upload"_s;
    QTest::newRow("write.create") << u"write.create"_s << QByteArray("POST") << u"/crm/bulk/v8/write"_s;
    QTest::newRow("write.details") << u"write.details"_s << QByteArray("GET") << u"/crm/bulk/v8/write/1"_s;
    QTest::newRow("write.result") << u"write.result"_s << QByteArray("GET") << u"/v8/crm/org1/bulk-write/1/1.zip"_s;
    QTest::newRow("read.create") << u"read.create"_s << QByteArray("POST") << u"/crm/bulk/v8/read"_s;
    QTest::newRow("read.details") << u"read.details"_s << QByteArray("GET") << u"/crm/bulk/v8/read/1"_s;
    QTest::newRow("read.result") << u"read.result"_s << QByteArray("GET") << u"/crm/bulk/v8/read/1/result"_s;
    QTest::newRow("metadata") << u"metadata"_s << QByteArray("GET") << u"/crm/v8/settings/fields?module=Leads"_s;
    QTest::newRow("records") << u"records"_s << QByteArray("GET") << u"/crm/v8/Leads?fields=id"_s;
    QTest::newRow("any") << u"any"_s << QByteArray("GET") << u"/crm/v8/org"_s;
    QTest::newRow("api") << u"api"_s << QByteArray("GET") << u"/crm/v8/org"_s;
}

void TroubleOnRequest::everyKindOfCall()
{
    QFETCH(QString, on);
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    static TestServer server(Options{.tokenLimit = 0});
    const QJsonArray all = {u"token"_s,        u"upload"_s,      u"write.create"_s, u"write.details"_s,
                            u"write.result"_s, u"read.create"_s, u"read.details"_s, u"read.result"_s,
                            u"metadata"_s,     u"records"_s};
    server.control(u"scenario"_s, {});
    server.get(u"/crm/v8/org"_s); // has a token now
    QJsonArray rules{rule(on, u"answer"_s, {{u"status"_s, 418}})};
    for (const QJsonValue& other : all)
        if (other.toString() != on && on != u"any"_s && on != u"api"_s)
            rules.append(rule(other.toString(), u"answer"_s, {{u"status"_s, 499}}));
    QVERIFY(play(server, rules));
    QCOMPARE(server.send(method.constData(), path, method == "POST" ? "{}" : "").status, 418);
}

void TroubleOnRequest::whichOccasions_data()
{
    QTest::addColumn<QJsonObject>("when");
    QTest::addColumn<QString>("hits"); // of eight calls
    QTest::newRow("each") << QJsonObject() << u"xxxxxxxx"_s;
    QTest::newRow("the third") << QJsonObject{{u"nth"_s, 3}} << u"--x-----"_s;
    QTest::newRow("every third") << QJsonObject{{u"every"_s, 3}} << u"--x--x--"_s;
    QTest::newRow("from the third") << QJsonObject{{u"from"_s, 3}} << u"--xxxxxx"_s;
    QTest::newRow("from the third, twice") << QJsonObject{{u"from"_s, 3}, {u"times"_s, 2}} << u"--xx----"_s;
    QTest::newRow("never") << QJsonObject{{u"probability"_s, 0}} << u"--------"_s;
}

void TroubleOnRequest::whichOccasions()
{
    QFETCH(QJsonObject, when);
    QFETCH(QString, hits);
    TestServer server;
    server.get(u"/crm/v8/org"_s);
    QJsonObject one = rule(u"metadata"_s, u"answer"_s, when);
    one.insert(u"error"_s, u"TOO_MANY_REQUESTS"_s);
    QVERIFY(play(server, {one}));
    QString seen;
    for (int i = 0; i < 8; ++i)
        seen += server.get(u"/crm/v8/org"_s).status == 429 ? u'x' : u'-';
    QCOMPARE(seen, hits);
    const QJsonObject counted =
        server.send("GET", u"/sandbox/scenario"_s, {}, {}, false).json()[u"rules"][0].toObject();
    QCOMPARE(counted[u"seen"].toInt(), 8);
    QCOMPARE(counted[u"hit"].toInt(), hits.count(u'x'));
}

void TroubleOnRequest::sameSeedSameTrouble()
{
    TestServer server;
    server.get(u"/crm/v8/org"_s);
    const auto run = [&server](int seed) {
        server.control(u"scenario"_s, scenario({rule(u"metadata"_s, u"answer"_s, {{u"probability"_s, 0.3}})}, seed));
        QString seen;
        for (int i = 0; i < 40; ++i)
            seen += server.get(u"/crm/v8/org"_s).status == 500 ? u'x' : u'-';
        return seen;
    };
    const QString first = run(7);
    QCOMPARE(run(7), first);
    QVERIFY(run(8) != first);
    QVERIFY(first.count(u'x') > 3 && first.count(u'x') < 25);
}

void TroubleOnRequest::givenAnswer()
{
    TestServer server;
    server.get(u"/crm/v8/org"_s);
    QVERIFY(play(server, {rule(u"metadata"_s, u"answer"_s,
                               {{u"status"_s, 502},
                                {u"body"_s, u"<html>Bad gateway</html>"_s},
                                {u"content_type"_s, u"text/html"_s},
                                {u"headers"_s, QJsonObject{{u"Retry-After"_s, 7}}}})}));
    const Reply reply = server.get(u"/crm/v8/org"_s);
    QCOMPARE(reply.status, 502);
    QCOMPARE(reply.body, "<html>Bad gateway</html>");
    QCOMPARE(reply.headers.value("content-type"), "text/html");
    QCOMPARE(reply.headers.value("retry-after"), "7");
}

void TroubleOnRequest::answerAfterTheCallWasCarriedOut()
{
    TestServer server;
    const QString file = server.upload("Last_Name\nA\n");
    QVERIFY(play(server, {rule(u"write.create"_s, u"answer"_s,
                               {{u"error"_s, u"INTERNAL_ERROR"_s}, {u"handled"_s, true}, {u"nth"_s, 1}})}));
    QCOMPARE(server.createOn(file, jobOf(u"update"_s, u"Contacts"_s)).status, 400); // refused ones do not count
    QCOMPARE(server.createOn(file, jobOf(u"insert"_s, u"Contacts"_s)).status, 500);
    QTRY_COMPARE(server.sql(u"select count(*) from Contacts"_s), u"1"_s);
}

void TroubleOnRequest::cut_data()
{
    QTest::addColumn<QJsonObject>("how");
    QTest::addColumn<int>("least");
    QTest::addColumn<int>("most");
    QTest::newRow("before") << QJsonObject{{u"at"_s, u"before"_s}} << 0 << 0;
    QTest::newRow("without an answer") << QJsonObject{{u"at"_s, u"answer"_s}} << 0 << 0;
    QTest::newRow("after one byte") << QJsonObject{{u"at"_s, u"within"_s}, {u"bytes"_s, 1}} << 1 << 1;
    QTest::newRow("in the headers") << QJsonObject{{u"at"_s, u"within"_s}, {u"bytes"_s, 30}} << 30 << 30;
    QTest::newRow("in the body") << QJsonObject{{u"at"_s, u"within"_s}, {u"bytes"_s, 150}} << 150 << 150;
    QTest::newRow("half way") << QJsonObject{{u"at"_s, u"within"_s}, {u"share"_s, 0.5}} << 100 << 1'000;
    QTest::newRow("after") << QJsonObject{{u"at"_s, u"after"_s}} << 300 << 100'000;
}

void TroubleOnRequest::cut()
{
    QFETCH(QJsonObject, how);
    QFETCH(int, least);
    QFETCH(int, most);
    TestServer server;
    const QByteArray token = server.signIn()[u"access_token"].toString().toUtf8();
    QVERIFY(play(server, {rule(u"metadata"_s, u"cut"_s, how)}));
    const QByteArray request =
        "GET /crm/v8/org HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Zoho-oauthtoken " + token + "\r\n\r\n";
    const QByteArray answer = raw(server, request);
    QVERIFY2(answer.size() >= least && answer.size() <= most, answer);
    if (most > 100)
        QVERIFY(answer.startsWith("HTTP/1.1 200"));
    if (how[u"at"].toString() == u"after"_s)
        QVERIFY(answer.endsWith("}]}"));
}

void TroubleOnRequest::cutBeforeNothingIsDone()
{
    TestServer server;
    const QString file = server.upload("Last_Name\nA\n");
    QVERIFY(play(server, {rule(u"write.create"_s, u"cut"_s, {{u"nth"_s, 1}})}));
    QCOMPARE(server.createOn(file, jobOf(u"insert"_s, u"Contacts"_s)).status, 0);
    QCOMPARE(server.sql(u"select count(*) from sandbox_write_jobs"_s), u"0"_s);
}

void TroubleOnRequest::acceptedAndTheAnswerLost()
{
    TestServer server;
    const QString file = server.upload("Last_Name\nA\n");
    QVERIFY(play(server, {rule(u"write.create"_s, u"cut"_s, {{u"nth"_s, 2}, {u"at"_s, u"answer"_s}})}));
    QCOMPARE(server.createOn(file, jobOf(u"insert"_s, u"Contacts"_s)).status, 201);
    QCOMPARE(server.createOn(file, jobOf(u"insert"_s, u"Contacts"_s)).status, 0);
    QTRY_COMPARE(server.sql(u"select count(*) from Contacts"_s), u"2"_s);
}

void TroubleOnRequest::slowAnswer()
{
    TestServer server;
    server.get(u"/crm/v8/org"_s);
    QVERIFY(play(server, {rule(u"metadata"_s, u"delay"_s, {{u"ms"_s, 300}, {u"nth"_s, 1}})}));
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(server.get(u"/crm/v8/org"_s).status, 200);
    QVERIFY(timer.elapsed() >= 300);
}

void TroubleOnRequest::tokenRefusedInTheMiddle()
{
    TestServer server;
    server.get(u"/crm/v8/org"_s);
    QVERIFY(play(server, {rule(u"api"_s, u"answer"_s, {{u"error"_s, u"INVALID_TOKEN"_s}, {u"nth"_s, 2}})}));
    QCOMPARE(server.get(u"/crm/v8/org"_s).status, 200);
    QCOMPARE(server.get(u"/crm/v8/org"_s).status, 401);
    QCOMPARE(server.get(u"/crm/v8/org"_s).status, 200);
}

void TroubleOnRequest::jobThatStays()
{
    TestServer server;
    QVERIFY(play(server, {rule(u"job"_s, u"stay"_s, {{u"nth"_s, 1}, {u"after_rows"_s, 2}})}));
    const QJsonObject job = jobOf(u"insert"_s, u"Contacts"_s);
    const QString id = server.create("Last_Name\nA\nB\nC\n", job).json()[u"details"].toObject()[u"id"].toString();
    QTRY_COMPARE(server.sql(u"select count(*) from Contacts"_s), u"2"_s);
    QCOMPARE(server.run("Last_Name\nD\n", job)[u"status"].toString(), u"COMPLETED"_s); // others go on
    QCOMPARE(server.get(u"/crm/bulk/v8/write/"_s + id).json()[u"status"].toString(), u"IN PROGRESS"_s);
    QVERIFY(play(server, {}));
    QCOMPARE(server.waitFor(id)[u"status"].toString(), u"COMPLETED"_s);
    QCOMPARE(server.sql(u"select count(*) from Contacts"_s), u"4"_s);
}

void TroubleOnRequest::jobThatFails()
{
    TestServer server;
    QVERIFY(play(server, {rule(u"job"_s, u"fail"_s, {{u"after_rows"_s, 1}})}));
    const QJsonObject details = server.run("Last_Name\nA\nB\nC\n", jobOf(u"insert"_s, u"Contacts"_s));
    QCOMPARE(details[u"status"].toString(), u"FAILED"_s);
    QCOMPARE(outcomes(server.result(details)), QStringList({u"added"_s, u"unprocessed"_s, u"unprocessed"_s}));
}

void TroubleOnRequest::jobPartlyUnprocessed()
{
    TestServer server;
    QVERIFY(play(server, {rule(u"job"_s, u"unprocessed"_s, {{u"after_rows"_s, 2}})}));
    const QJsonObject details = server.run("Last_Name\nA\nB\nC\n", jobOf(u"insert"_s, u"Contacts"_s));
    QCOMPARE(details[u"status"].toString(), u"COMPLETED"_s);
    QCOMPARE(outcomes(server.result(details)), QStringList({u"added"_s, u"added"_s, u"unprocessed"_s}));
    QCOMPARE(fileOf(details)[u"total_count"].toInt(), 3);
    QCOMPARE(fileOf(details)[u"added_count"].toInt(), 2);
}

void TroubleOnRequest::refusedRow_data()
{
    QTest::addColumn<QJsonObject>("what");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("any code") << QJsonObject() << u"skipped CANNOT_PROCESS-Last_Name"_s;
    QTest::newRow("this code") << QJsonObject{{u"code"_s, u"LIMIT_EXCEEDED"_s}, {u"column"_s, u"Email"_s}}
                               << u"skipped LIMIT_EXCEEDED-Email"_s;
}

void TroubleOnRequest::refusedRow()
{
    QFETCH(QJsonObject, what);
    QFETCH(QString, outcome);
    TestServer server;
    QJsonObject one = rule(u"row"_s, u"refuse"_s, what);
    one.insert(u"nth"_s, 2);
    QVERIFY(play(server, {one}));
    const QJsonObject details =
        server.run("Last_Name,Email\nA,a@example.com\nB,b@example.com\n", jobOf(u"insert"_s, u"Contacts"_s));
    QCOMPARE(outcomes(server.result(details)), QStringList({u"added"_s, outcome}));
}

void TroubleOnRequest::failedParentLeavesChildren()
{
    TestServer server;
    QVERIFY(play(server, {rule(u"job"_s, u"fail"_s, {{u"after_rows"_s, 1}})}));
    const QJsonArray lines{mapping(u"Parent_Id"_s, 0, {{u"parent_column_index"_s, 0}}), mapping(u"Line_Text"_s, 1)};
    const auto resource = [](const QString& module, const QString& file, const QJsonArray& mappings) {
        return QJsonObject{{u"type"_s, u"data"_s},
                           {u"module"_s, QJsonObject{{u"api_name"_s, module}}},
                           {u"file_names"_s, QJsonArray{file}},
                           {u"field_mappings"_s, mappings}};
    };
    const QJsonObject job{{u"operation"_s, u"insert"_s},
                          {u"resource"_s, QJsonArray{resource(u"Deals"_s, u"deals.csv"_s,
                                                              {mapping(u"Deal_Name"_s, 0), mapping(u"Stage"_s, 1)}),
                                                     resource(u"Deal_Lines"_s, u"lines.csv"_s, lines)}}};
    const QString file = server.uploadFiles(
        {{u"deals.csv"_s, "Deal_Name,Stage\nd1,New\nd2,New\n"}, {u"lines.csv"_s, "deal,text\nd1,Pump\n"}});
    const QJsonObject details =
        server.waitFor(server.createOn(file, job).json()[u"details"].toObject()[u"id"].toString());
    QCOMPARE(details[u"status"].toString(), u"FAILED"_s);
    QCOMPARE(outcomes(server.result(details, 1)), QStringList{u"unprocessed"_s});
}

void TroubleOnRequest::shortWordsOfTheCommandLine()
{
    for (const NamedBehaviour& fault : knownFaults())
        QVERIFY2(ruleForFault(fault.name, 2).has_value(), qPrintable(fault.name));
    QVERIFY(!ruleForFault(u"nonsense"_s, 1));
    TestServer server(Options{.faults = {{u"create-reply-lost"_s, 1}, {u"create-500"_s, 2}, {u"busy-429"_s, 6}}});
    const QString file = server.upload("Last_Name\nA\n");
    const QJsonObject job = jobOf(u"insert"_s, u"Contacts"_s);
    QCOMPARE(server.createOn(file, job).status, 0);
    QCOMPARE(server.createOn(file, job).status, 500);
    QTRY_COMPARE(server.sql(u"select count(*) from Contacts"_s), u"2"_s);
    server.get(u"/crm/v8/org"_s);
    server.get(u"/crm/v8/org"_s);
    QCOMPARE(server.get(u"/crm/v8/org"_s).status, 429);
}

void TroubleOnRequest::replacedWhileItRuns()
{
    TestServer server;
    server.get(u"/crm/v8/org"_s);
    QVERIFY(play(server, {rule(u"metadata"_s, u"answer"_s)}));
    QCOMPARE(server.get(u"/crm/v8/org"_s).status, 500);
    QVERIFY(play(server, {}));
    QCOMPARE(server.get(u"/crm/v8/org"_s).status, 200);
    QCOMPARE(server.control(u"scenario"_s, {{u"rules"_s, 7}}).status, 400);
}

void TroubleOnRequest::quirksWhileItRuns()
{
    TestServer server;
    const QJsonObject all = server.send("GET", u"/sandbox/quirks"_s, {}, {}, false).json()[u"quirks"].toObject();
    QCOMPARE(all.size(), knownQuirks().size());
    for (const NamedQuirk& known : knownQuirks()) {
        QCOMPARE(quirkNamed(known.name), std::optional(known.quirk));
        const QJsonObject on =
            server.control(u"quirks"_s, {{u"on"_s, QJsonArray{known.name}}}).json()[u"quirks"].toObject();
        QVERIFY2(on[known.name].toBool() && server.server().quirks().on(known.quirk), qPrintable(known.name));
        server.control(u"quirks"_s, {{u"off"_s, QJsonArray{known.name}}});
        QVERIFY(!server.server().quirks().on(known.quirk));
    }
    QCOMPARE(server.control(u"quirks"_s, {{u"on"_s, QJsonArray{u"file-id-number"_s, u"nonsense"_s}}}).status, 400);
    QVERIFY(!server.server().quirks().on(Quirk::FileIdNumber)); // all or nothing
}

void TroubleOnRequest::clock()
{
    TestServer server;
    QCOMPARE(server.get(u"/crm/v8/org"_s).status, 200);
    const auto told = [&] {
        const QString date = QString::fromLatin1(server.get(u"/crm/v8/org"_s).headers.value("date"));
        return QDateTime::fromString(QString(date).replace(u"GMT"_s, u"+0000"_s), Qt::RFC2822Date);
    };
    const QDateTime before = told();
    QVERIFY(before.isValid() && std::abs(before.secsTo(QDateTime::currentDateTimeUtc())) < 60);
    QCOMPARE(server.control(u"clock"_s, {{u"advance_seconds"_s, 3601}}).status, 200);
    const QDateTime after = told();
    QVERIFY2(before.secsTo(after) >= 3600,
             qPrintable(u"%1, %2"_s.arg(before.toString(Qt::ISODate), after.toString(Qt::ISODate))));
    QCOMPARE(server.get(u"/crm/v8/org"_s).code(), u"INVALID_TOKEN"_s); // its hour is over
    QCOMPARE(server.control(u"clock"_s, {{u"advance_seconds"_s, -1}}).status, 400);
    QCOMPARE(server.control(u"clock"_s, {}).status, 400);
}

void TroubleOnRequest::recordStates_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("rowCode");
    QTest::addColumn<QString>("recordCode");
    QTest::newRow("locked") << u"locked"_s << u"skipped BLOCKED_RECORD-id"_s << u"RECORD_LOCKED"_s;
    QTest::newRow("blocked") << u"blocked"_s << u"skipped BLOCKED_RECORD-id"_s << u"RECORD_LOCKED"_s;
    QTest::newRow("waiting for approval") << u"waiting"_s << u"skipped NOT_APPROVED-id"_s << u"NOT_APPROVED"_s;
    QTest::newRow("none") << u"none"_s << u"updated"_s << u"SUCCESS"_s;
}

void TroubleOnRequest::recordStates()
{
    QFETCH(QString, state);
    QFETCH(QString, rowCode);
    QFETCH(QString, recordCode);
    TestServer server;
    server.run("Last_Name\nA\n", jobOf(u"insert"_s, u"Contacts"_s));
    const QString id = server.sql(u"select id from Contacts"_s);
    QCOMPARE(server
                 .control(u"record-states"_s,
                          {{u"module"_s, u"Contacts"_s}, {u"ids"_s, QJsonArray{id}}, {u"state"_s, state}})
                 .status,
             200);
    const QJsonArray byId{mapping(u"id"_s, 0), mapping(u"Last_Name"_s, 1)};
    const QJsonObject details =
        server.run("id,Last_Name\n" + id.toUtf8() + ",B\n", jobOf(u"update"_s, u"Contacts"_s, byId, u"id"_s));
    QCOMPARE(outcomes(server.result(details)), QStringList{rowCode});
    const QString contacts = u"/crm/v8/Contacts"_s;
    const QJsonObject change{{u"id"_s, id}, {u"Last_Name"_s, u"C"_s}};
    QCOMPARE(server.put(contacts, {{u"data"_s, QJsonArray{change}}}).element()[u"code"].toString(), recordCode);
    QCOMPARE(server.send("DELETE", contacts + u"?ids="_s + id).element()[u"code"].toString(), recordCode);
    QCOMPARE(server.control(u"record-states"_s, {{u"module"_s, u"Contacts"_s}, {u"state"_s, u"odd"_s}}).status, 400);
}

void TroubleOnRequest::workflows()
{
    TestServer server;
    const auto events = [&server] {
        QStringList all;
        for (const QJsonValue& run :
             server.send("GET", u"/sandbox/workflows"_s, {}, {}, false).json()[u"runs"].toArray())
            all.append(run.toObject()[u"event"].toString());
        return all;
    };
    const QString contacts = u"/crm/v8/Contacts"_s;
    const QJsonArray one{QJsonObject{{u"Last_Name"_s, u"A"_s}}};
    server.run("Last_Name\nA\n", jobOf(u"insert"_s, u"Contacts"_s));
    server.post(contacts, {{u"data"_s, one}, {u"trigger"_s, QJsonArray()}});
    server.post(contacts, {{u"data"_s, one}, {u"trigger"_s, QJsonArray{u"approval"_s}}});
    QCOMPARE(events(), QStringList());
    server.post(contacts, {{u"data"_s, one}});
    server.post(contacts, {{u"data"_s, one}, {u"trigger"_s, QJsonArray{u"workflow"_s}}});
    const QString id = server.sql(u"select max(id) from Contacts"_s);
    server.put(contacts, {{u"data"_s, QJsonArray{QJsonObject{{u"id"_s, id}, {u"Title"_s, u"Boss"_s}}}}});
    server.send("DELETE", contacts + u"?ids="_s + id + u"&wf_trigger=false"_s);
    server.send("DELETE", contacts + u"?ids="_s + server.sql(u"select max(id) from Contacts"_s));
    QCOMPARE(events(), QStringList({u"create"_s, u"create"_s, u"edit"_s, u"delete"_s}));
    server.server().quirks().set(Quirk::WorkflowsOnBulkWrite, true);
    server.run("Last_Name\nB\n", jobOf(u"insert"_s, u"Contacts"_s));
    QCOMPARE(events().size(), 5);
}

void TroubleOnRequest::countsOfTheWire()
{
    TestServer server;
    QVERIFY(play(server, {rule(u"metadata"_s, u"cut"_s, {{u"nth"_s, 2}})}));
    server.get(u"/crm/v8/org"_s);
    server.get(u"/crm/v8/org?"_s);
    const QJsonArray requests = server.send("GET", u"/sandbox/wire"_s, {}, {}, false).json()[u"requests"].toArray();
    QVERIFY(requests.contains(QJsonObject{{u"method"_s, u"GET"_s}, {u"path"_s, u"/crm/v8/org"_s}, {u"count"_s, 2}}));
    QCOMPARE(requests.size(), 2); // and the token call; what steers does not count
}

void TroubleOnRequest::notFromAWebPage_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("of another site") << QByteArray("Origin") << QByteArray("https://example.com");
    QTest::newRow("by another name") << QByteArray("Host") << QByteArray("rebound.example.com:80");
}

void TroubleOnRequest::notFromAWebPage()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    TestServer server;
    const Reply reply =
        server.send("POST", u"/sandbox/clock"_s, R"({"advance_seconds":1})", "text/plain", false, {{name, value}});
    QVERIFY2(reply.status == 403, reply.body);
}

QTEST_GUILESS_MAIN(TroubleOnRequest)
#include "tst_conf_trouble.moc"
