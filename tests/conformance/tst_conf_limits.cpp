// SPDX-License-Identifier: GPL-3.0-or-later
// API limits: credits, calls at the same time.
#include "conformance/testserver.h"
#include "sandbox/org/edition.h"

#include <QtTest>

#include <future>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

class LimitsOfTheApi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void editions_data();
    void editions();
    void editionOfTheServer();
    void costs_data();
    void costs();
    void refusedCallsAreFreeOfCharge();
    void remainingIsToldFromHalf();
    void creditsAreGone();
    void creditsComeBackAfterADay();
    void usedCreditsOutliveARestart();
    void concurrentCalls();
    void heavyCalls();
    void manyRecordsAreHeavy_data();
    void manyRecordsAreHeavy();
    void bulkCallsMayBeHeavy();

private:
    /// Runs the call while so many others are under way, each held back by a scenario.
    Reply whileBusy(TestServer& server, int busy, const QString& busyPath, const QByteArray& busyBody,
                    const std::function<Reply()>& call);
};

void LimitsOfTheApi::editions_data()
{
    QTest::addColumn<QString>("edition");
    QTest::addColumn<int>("licences");
    QTest::addColumn<qint64>("credits");
    QTest::addColumn<int>("calls");
    QTest::newRow("free") << u"free"_s << 3 << qint64(5'000) << 5;
    QTest::newRow("standard") << u"standard"_s << 10 << qint64(52'500) << 10;
    QTest::newRow("starter") << u"starter"_s << 1 << qint64(50'250) << 10;
    QTest::newRow("standard, at most") << u"standard"_s << 1'000 << qint64(100'000) << 10;
    QTest::newRow("professional") << u"professional"_s << 10 << qint64(55'000) << 15;
    QTest::newRow("enterprise") << u"enterprise"_s << 10 << qint64(60'000) << 20;
    QTest::newRow("zohoone") << u"ZohoOne"_s << 10 << qint64(60'000) << 20;
    QTest::newRow("enterprise, at most") << u"enterprise"_s << 1'000'000 << qint64(5'000'000) << 20;
    QTest::newRow("ultimate") << u"ultimate"_s << 10 << qint64(70'000) << 25;
    QTest::newRow("crmplus") << u"crmplus"_s << 1'000'000 << qint64(2'000'050'000) << 25;
}

void LimitsOfTheApi::editions()
{
    QFETCH(QString, edition);
    QFETCH(int, licences);
    QFETCH(qint64, credits);
    QFETCH(int, calls);
    const auto limits = limitsOf(edition, licences);
    QVERIFY(limits.has_value());
    QCOMPARE(limits->credits, credits);
    QCOMPARE(limits->concurrentCalls, calls);
    QVERIFY(!limitsOf(u"gold"_s, 1));
}

/// "Free: ten write jobs a day."
void LimitsOfTheApi::editionOfTheServer()
{
    TestServer server(Options{.edition = u"free"_s});
    const QString file = server.upload("Last_Name\nA\n");
    for (int i = 0; i < 9; ++i)
        QCOMPARE(server.createOn(file, jobOf(u"insert"_s, u"Contacts"_s)).status, 201);
    QCOMPARE(server.createOn(file, jobOf(u"insert"_s, u"Contacts"_s)).status, 429); // the upload has cost one of 5,000
}

void LimitsOfTheApi::costs_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("cost");
    const auto records = [](int count) {
        QByteArray body = "{\"data\":[";
        for (int i = 0; i < count; ++i)
            body += (i ? ",{\"Last_Name\":\"A\"}" : "{\"Last_Name\":\"A\"}");
        return body + "]}";
    };
    const QString contacts = u"/crm/v8/Contacts"_s;
    QTest::newRow("bulk write") << QByteArray("WRITE") << QString() << QByteArray() << 500;
    QTest::newRow("upload") << QByteArray("UPLOAD") << QString() << QByteArray() << 1;
    QTest::newRow("1 record") << QByteArray("POST") << contacts << records(1) << 1;
    QTest::newRow("10 records") << QByteArray("POST") << contacts << records(10) << 1;
    QTest::newRow("11 records") << QByteArray("POST") << contacts << records(11) << 2;
    QTest::newRow("100 records") << QByteArray("POST") << contacts << records(100) << 10;
    QTest::newRow("poll") << QByteArray("GET") << u"/crm/bulk/v8/write/1"_s << QByteArray() << 1;
    QTest::newRow("metadata") << QByteArray("GET") << u"/crm/v8/settings/modules"_s << QByteArray() << 1;
    const auto query = [](int limit) {
        return "{\"select_query\":\"select id from Accounts where id is not null limit " + QByteArray::number(limit) +
               "\"}";
    };
    QTest::newRow("COQL to 200") << QByteArray("POST") << u"/crm/v8/coql"_s << query(200) << 1;
    QTest::newRow("COQL to 1,000") << QByteArray("POST") << u"/crm/v8/coql"_s << query(1'000) << 2;
    QTest::newRow("COQL to 2,000") << QByteArray("POST") << u"/crm/v8/coql"_s << query(2'000) << 3;
}

void LimitsOfTheApi::costs()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    QFETCH(QByteArray, body);
    QFETCH(int, cost);
    // The first job takes half of them; after the second there is just enough left to ask for the rest.
    TestServer server(Options{.credits = 1'003});
    const auto left = [&server] {
        return server.get(u"/crm/v8/org"_s).headers.value("x-api-credits-remaining").toInt();
    };
    const QString file = server.upload("Last_Name\nA\n");
    server.createOn(file, jobOf(u"insert"_s, u"Contacts"_s));
    const int before = left();
    if (method == "WRITE")
        server.createOn(file, jobOf(u"insert"_s, u"Contacts"_s));
    else if (method == "UPLOAD")
        server.upload("Last_Name\nA\n");
    else
        server.send(method.constData(), path, body);
    QCOMPARE(before - 1 - left(), cost);
}

void LimitsOfTheApi::refusedCallsAreFreeOfCharge()
{
    TestServer server(Options{.credits = 2});
    server.get(u"/crm/v8/org"_s);
    for (int i = 0; i < 5; ++i)
        server.send("GET", u"/crm/v8/org"_s, {}, {}, true, {{"Authorization", "Zoho-oauthtoken nonsense"}});
    server.useToken({});
    QCOMPARE(server.get(u"/crm/v8/org"_s).status, 200);
    QCOMPARE(server.get(u"/crm/v8/org"_s).status, 429);
}

void LimitsOfTheApi::remainingIsToldFromHalf()
{
    TestServer server(Options{.credits = 8});
    for (int used = 1; used <= 8; ++used) {
        const Reply reply = server.get(u"/crm/v8/org"_s);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.headers.value("x-api-credits-remaining"),
                 used >= 4 ? QByteArray::number(8 - used) : QByteArray());
    }
}

void LimitsOfTheApi::creditsAreGone()
{
    TestServer server(Options{.credits = 1});
    server.get(u"/crm/v8/org"_s);
    const Reply reply = server.get(u"/crm/v8/org"_s);
    QCOMPARE(reply.status, 429);
    QCOMPARE(reply.code(), u"TOO_MANY_REQUESTS"_s);
    QVERIFY(!reply.headers.contains("retry-after")); // none is documented
}

void LimitsOfTheApi::creditsComeBackAfterADay()
{
    TestServer server(Options{.credits = 1});
    server.get(u"/crm/v8/org"_s);
    server.server().clock().advance(23LL * 3600 * 1000);
    server.useToken({});
    QCOMPARE(server.get(u"/crm/v8/org"_s).status, 429);
    server.server().clock().advance(2LL * 3600 * 1000);
    server.useToken({});
    QCOMPARE(server.get(u"/crm/v8/org"_s).status, 200);
}

void LimitsOfTheApi::usedCreditsOutliveARestart()
{
    TestServer server(Options{.credits = 1});
    server.get(u"/crm/v8/org"_s);
    server.restart(Options{.credits = 1});
    QCOMPARE(server.get(u"/crm/v8/org"_s).status, 429);
}

Reply LimitsOfTheApi::whileBusy(TestServer& server, int busy, const QString& busyPath, const QByteArray& busyBody,
                                const std::function<Reply()>& call)
{
    server.get(u"/crm/v8/org"_s); // signs in
    // Calls wait after they were let in and before they are answered.
    server.control(
        u"scenario"_s,
        {{u"rules"_s,
          QJsonArray{QJsonObject{{u"on"_s, u"api"_s}, {u"do"_s, u"hold"_s}, {u"ms"_s, 20'000}, {u"times"_s, busy}}}}});
    std::vector<std::future<Reply>> others;
    for (int i = 0; i < busy; ++i)
        others.push_back(std::async(std::launch::async, [&] {
            return busyBody.isEmpty() ? server.get(busyPath) : server.send("POST", busyPath, busyBody);
        }));
    const auto held = [&server] {
        return server.send("GET", u"/sandbox/scenario"_s, {}, {}, false).json()[u"waiting"].toInt();
    };
    while (held() < busy)
        QThread::yieldCurrentThread();
    const Reply reply = call();
    server.control(u"scenario"_s, {}); // lets them go
    for (auto& other : others)
        other.get();
    return reply;
}

void LimitsOfTheApi::concurrentCalls()
{
    TestServer server(Options{.edition = u"free"_s});
    const auto org = [&server] { return server.get(u"/crm/v8/org"_s); };
    QCOMPARE(whileBusy(server, 4, u"/crm/v8/org"_s, {}, org).status, 200);
    const Reply refused = whileBusy(server, 5, u"/crm/v8/org"_s, {}, org);
    QCOMPARE(refused.status, 429);
    QCOMPARE(refused.code(), u"TOO_MANY_REQUESTS"_s);
    QCOMPARE(org().status, 200); // they are over
}

void LimitsOfTheApi::heavyCalls()
{
    TestServer server;
    const QByteArray query = R"({"select_query":"select id from Accounts where id is not null limit 1"})";
    const auto coql = [&] { return server.send("POST", u"/crm/v8/coql"_s, query); };
    QCOMPARE(whileBusy(server, 10, u"/crm/v8/coql"_s, query, coql).status, 429);
    QCOMPARE(whileBusy(server, 9, u"/crm/v8/coql"_s, query, coql).status, 200);
    const auto light = [&server] { return server.get(u"/crm/v8/org"_s); };
    QCOMPARE(whileBusy(server, 10, u"/crm/v8/coql"_s, query, light).status, 200);
}

/// "Insert, update and upsert of more than ten records."
void LimitsOfTheApi::manyRecordsAreHeavy_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::newRow("insert") << QByteArray("POST") << u"/crm/v8/Contacts"_s;
    QTest::newRow("update") << QByteArray("PUT") << u"/crm/v8/Contacts"_s;
    QTest::newRow("upsert") << QByteArray("POST") << u"/crm/v8/Contacts/upsert"_s;
}

void LimitsOfTheApi::manyRecordsAreHeavy()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    TestServer server;
    const QByteArray query = R"({"select_query":"select id from Accounts where id is not null limit 1"})";
    const QByteArray record = R"({"id":"1","Last_Name":"A"})";
    for (const int count : {10, 11}) {
        const QByteArray body = "{\"data\":[" + record + (',' + record).repeated(count - 1) + "]}";
        const auto call = [&] { return server.send(method.constData(), path, body); };
        QCOMPARE(whileBusy(server, 10, u"/crm/v8/coql"_s, query, call).status == 429, count > 10);
    }
}

void LimitsOfTheApi::bulkCallsMayBeHeavy()
{
    TestServer server;
    const QByteArray query = R"({"select_query":"select id from Accounts where id is not null limit 1"})";
    const auto bulk = [&server] { return server.createOn(u"1"_s, jobOf(u"insert"_s, u"Contacts"_s)); };
    QCOMPARE(whileBusy(server, 10, u"/crm/v8/coql"_s, query, bulk).status, 400);
    server.server().quirks().set(Quirk::BulkCallsAreHeavy, true);
    QCOMPARE(whileBusy(server, 10, u"/crm/v8/coql"_s, query, bulk).status, 429);
}

QTEST_GUILESS_MAIN(LimitsOfTheApi)
#include "tst_conf_limits.moc"
