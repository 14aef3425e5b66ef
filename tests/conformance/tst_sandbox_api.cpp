// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance/testserver.h"

#include <QJsonDocument>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>
#include <QtTest>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

namespace {

const QJsonArray goodMappings{mapping(u"Last_Name"_s, 0), mapping(u"Email"_s, 1)};

} // namespace

class SandboxApi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void guards();
    void scopes();
    void uploadErrors();
    void createErrors_data();
    void createErrors();
    void tooManyRecords();
    void credits();
    void faults();
    void wire();
    void secondServerOnTheFolder();
    void portTaken();
    void callback();

private:
    TestServer m_server{Options{.tokenLimit = 0}};
};

void SandboxApi::guards()
{
    QCOMPARE(m_server.get(u"/crm/v9/org"_s).status, 404);
    QCOMPARE(m_server.get(u"/crm/v9/org"_s).code(), u"INVALID_URL_PATTERN"_s);
    QCOMPARE(m_server.post(u"/crm/v8/org"_s, {}).code(), u"INVALID_REQUEST_METHOD"_s);
    QCOMPARE(m_server.get(u"//crm/v8/settings/modules?"_s).status, 200);
    QCOMPARE(m_server.get(u"/crm/v8/settings/fields?module=Leads&"_s).status, 200);
}

void SandboxApi::scopes()
{
    TestServer server(Options{.scopes = u"ZohoCRM.bulk.ALL,ZohoFiles.files.ALL,ZohoCRM.modules.Leads.ALL"_s});
    QCOMPARE(server.get(u"/crm/v8/org"_s).code(), u"OAUTH_SCOPE_MISMATCH"_s);
    QCOMPARE(server.get(u"/crm/v8/Contacts?fields=id"_s).status, 401);
    QCOMPARE(server.get(u"/crm/v8/Leads?fields=id"_s).status, 204);
    QCOMPARE(server.run("Last_Name\nA\n", jobOf(u"insert"_s, u"Contacts"_s))[u"code"].toString(),
             u"OAUTH_SCOPE_MISMATCH"_s);
}

void SandboxApi::uploadErrors()
{
    const Reply notZip = m_server.uploadBytes("a,b\n1,2\n");
    QCOMPARE(notZip.status, 400);
    QCOMPARE(notZip.code(), u"INVALID_FILE_FORMAT"_s);
    QCOMPARE(m_server.uploadBytes("PK\x03\x04 but not a zip").code(), u"INVALID_FILE_FORMAT"_s);
    const Reply large = m_server.uploadBytes(QByteArray(26'300'000, 'x'));
    QCOMPARE(large.status, 413);
    QCOMPARE(large.code(), u"FILE_TOO_LARGE"_s);
    const QByteArray body =
        "--b\r\nContent-Disposition: form-data; name=\"content\"; filename=\"x.zip\"\r\n\r\nPK\r\n--b--\r\n";
    const auto send = [&](const QHash<QByteArray, QByteArray>& headers) {
        return m_server.send("POST", u"/crm/v8/upload"_s, body, "multipart/form-data; boundary=b", true, headers);
    };
    QVERIFY(send({{"feature", "bulk-write"}}).json().contains(u"x-error"));
    QVERIFY(send({{"X-CRM-ORG", "700000001"}}).json().contains(u"x-error"));
    QVERIFY(send({{"feature", "bulk-write"}, {"X-CRM-ORG", "1"}}).json().contains(u"x-error"));
    QCOMPARE(send({{"feature", "photos"}, {"X-CRM-ORG", "700000001"}}).code(), u"NOT_SUPPORTED_FEATURE"_s);
    QCOMPARE(send({{"feature", "bulk-write"}, {"X-CRM-ORG", "700000001"}}).code(), u"MANDATORY_NOT_FOUND"_s);
    QCOMPARE(m_server.get(u"/crm/v8/upload"_s).code(), u"INVALID_REQUEST_METHOD"_s);
}

void SandboxApi::createErrors_data()
{
    QTest::addColumn<QJsonObject>("job");
    QTest::addColumn<QString>("code");
    const auto changed = [](const QString& key, const QJsonValue& value) {
        QJsonObject job = jobOf(u"insert"_s, u"Contacts"_s, goodMappings);
        if (value.isUndefined())
            job.remove(key);
        else
            job.insert(key, value);
        return job;
    };
    const auto resource = [](const QString& key, const QJsonValue& value) {
        QJsonObject job = jobOf(u"insert"_s, u"Contacts"_s, goodMappings);
        QJsonObject one = job[u"resource"].toArray().first().toObject();
        one.insert(u"file_id"_s, u"FILE"_s);
        one.remove(value.isUndefined() ? key : QString());
        if (!value.isUndefined())
            one.insert(key, value);
        job.insert(u"resource"_s, QJsonArray{one});
        return job;
    };
    const auto mapped = [](const QString& operation, const QJsonObject& more, const QString& findBy = {}) {
        QJsonArray mappings = goodMappings;
        mappings.append(more);
        return jobOf(operation, u"Contacts"_s, mappings, findBy);
    };
    const QString insert = u"insert"_s;
    const QJsonValue none(QJsonValue::Undefined);
    QTest::newRow("no operation") << changed(u"operation"_s, none) << u"MISSING_REQUIRED_KEY"_s;
    QTest::newRow("operation") << changed(u"operation"_s, u"delete"_s) << u"INVALID_DATA"_s;
    QTest::newRow("no resource") << changed(u"resource"_s, none) << u"MISSING_REQUIRED_KEY"_s;
    QTest::newRow("empty resource") << changed(u"resource"_s, QJsonArray()) << u"INVALID_DATA"_s;
    QTest::newRow("callback url") << changed(u"callback"_s,
                                             QJsonObject{{u"url"_s, u"nowhere"_s}, {u"method"_s, u"post"_s}})
                                  << u"INVALID_CALLBACK_URL"_s;
    QTest::newRow("callback method") << changed(u"callback"_s, QJsonObject{{u"url"_s, u"https://hook.example.org/z"_s},
                                                                           {u"method"_s, u"get"_s}})
                                     << u"INVALID_CALLBACK_METHOD"_s;
    QTest::newRow("type") << resource(u"type"_s, u"file"_s) << u"INVALID_DATA"_s;
    QTest::newRow("no module") << resource(u"module"_s, none) << u"MISSING_REQUIRED_KEY"_s;
    QTest::newRow("module") << resource(u"module"_s, QJsonObject{{u"api_name"_s, u"Calls"_s}})
                            << u"MODULE_NOT_AVAILABLE"_s;
    QTest::newRow("file id") << resource(u"file_id"_s, u"4876876000000000001"_s) << u"INVALID_FILE_ID"_s;
    QTest::newRow("file name") << resource(u"file_names"_s, QJsonArray{u"other.csv"_s}) << u"FILE_NOT_FOUND"_s;
    QTest::newRow("no find_by") << jobOf(u"upsert"_s, u"Contacts"_s, goodMappings) << u"MANDATORY_NOT_FOUND"_s;
    QTest::newRow("find_by not unique") << mapped(u"update"_s, mapping(u"Phone"_s, 2), u"Phone"_s) << u"INVALID_DATA"_s;
    QTest::newRow("find_by unknown") << jobOf(u"update"_s, u"Contacts"_s, goodMappings, u"Nope"_s)
                                     << u"INVALID_FIELD"_s;
    QTest::newRow("find_by not mapped") << jobOf(u"update"_s, u"Contacts"_s, goodMappings, u"Legacy_ID"_s)
                                        << u"MANDATORY_NOT_FOUND"_s;
    QTest::newRow("mandatory") << jobOf(insert, u"Contacts"_s, {mapping(u"Email"_s, 1)})
                               << u"MANDATORY_FIELDS_NOT_MAPPED"_s;
    QTest::newRow("field") << mapped(insert, mapping(u"Nope"_s, 2)) << u"INVALID_FIELD"_s;
    QTest::newRow("read-only field") << mapped(insert, mapping(u"Created_Time"_s, 2)) << u"INVALID_FIELD"_s;
    QTest::newRow("id in an insert") << mapped(insert, mapping(u"id"_s, 2)) << u"INVALID_FIELD"_s;
    QTest::newRow("negative index") << mapped(insert, {{u"api_name"_s, u"Phone"_s}, {u"index"_s, -4}})
                                    << u"COLUMN_INDEX_NOT_FOUND"_s;
    QTest::newRow("no index") << mapped(insert, mapping(u"Phone"_s, -1)) << u"COLUMN_INDEX_NOT_FOUND"_s;
    QTest::newRow("index too large") << mapped(insert, mapping(u"Phone"_s, 3)) << u"COLUMN_INDEX_NOT_FOUND"_s;
    QTest::newRow("lookup") << mapped(insert, mapping(u"Account_Name"_s, 2)) << u"MANDATORY_NOT_FOUND"_s;
    QTest::newRow("owner") << mapped(insert, mapping(u"Owner"_s, 2)) << u"MANDATORY_NOT_FOUND"_s;
    QTest::newRow("lookup by another field")
        << mapped(insert, mapping(u"Account_Name"_s, 2, {{u"find_by"_s, u"Phone"_s}})) << u"INVALID_FIELD"_s;
    QTest::newRow("two keys") << mapped(insert, mapping(u"Account_Name"_s, 2,
                                                        {{u"find_by"_s, u"id"_s}, {u"parent_column_index"_s, 0}}))
                              << u"COEXISTENCE_NOT_ALLOWED"_s;
    QTest::newRow("date format") << mapped(insert, mapping(u"Date_of_Birth"_s, 2, {{u"format"_s, u"nonsense"_s}}))
                                 << u"INVALID_FORMAT"_s;
    QTest::newRow("date without a year") << mapped(insert, mapping(u"Date_of_Birth"_s, 2, {{u"format"_s, u"dd/MM"_s}}))
                                         << u"INVALID_FORMAT"_s;
    QJsonArray many = goodMappings;
    while (many.size() <= 200)
        many.append(mapping(u"Phone"_s, 2));
    QTest::newRow("201 mappings") << jobOf(insert, u"Contacts"_s, many) << u"HEADER_LIMIT_EXCEEDED"_s;
    QJsonObject child = jobOf(insert, u"Contacts"_s, goodMappings);
    QJsonArray two = child[u"resource"].toArray();
    QJsonObject second = two.first().toObject();
    second.insert(u"file_id"_s, u"FILE"_s);
    two = QJsonArray{second, second};
    child.insert(u"resource"_s, two);
    QTest::newRow("a child that is none") << child << u"MANDATORY_NOT_FOUND"_s;
}

void SandboxApi::createErrors()
{
    QFETCH(QJsonObject, job);
    QFETCH(QString, code);
    const QString file = m_server.upload("Last,Mail,Third\nA,a@example.com,x\n");
    QJsonArray resources;
    for (const QJsonValue& value : std::as_const(job)[u"resource"].toArray()) {
        QJsonObject resource = value.toObject();
        if (!resource.contains(u"file_id") || resource[u"file_id"].toString() == u"FILE"_s)
            resource.insert(u"file_id"_s, file);
        resources.append(resource);
    }
    if (job.contains(u"resource"))
        job.insert(u"resource"_s, resources);
    const QString before = m_server.sql(u"select count(*) from sandbox_write_jobs"_s);
    const Reply reply = m_server.post(u"/crm/bulk/v8/write"_s, job);
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), code);
    QCOMPARE(reply.json()[u"status"].toString(), u"error"_s);
    QCOMPARE(m_server.sql(u"select count(*) from sandbox_write_jobs"_s), before);
}

void SandboxApi::tooManyRecords()
{
    QByteArray csv = "Last_Name\n";
    for (int i = 0; i <= 25'000; ++i)
        csv += "A\n";
    QCOMPARE(m_server.run(csv, jobOf(u"insert"_s, u"Contacts"_s))[u"code"].toString(), u"FILE_NOT_SUPPORTED"_s);
    const Reply two = m_server.uploadBytes(zipOf({{u"data.csv"_s, "Last_Name\nA\n"}, {u"b.csv"_s, "Last_Name\nB\n"}}));
    QJsonObject job = jobOf(u"insert"_s, u"Contacts"_s);
    QJsonObject resource = job[u"resource"].toArray().first().toObject();
    resource.insert(u"file_id"_s, two.json()[u"details"].toObject()[u"file_id"]);
    job.insert(u"resource"_s, QJsonArray{resource});
    QCOMPARE(m_server.post(u"/crm/bulk/v8/write"_s, job).code(), u"FILE_NOT_SUPPORTED"_s);
    QCOMPARE(m_server.send("POST", u"/crm/bulk/v8/write"_s, "{").code(), u"INVALID_REQUEST"_s);
    QCOMPARE(m_server.send("POST", u"/crm/bulk/v8/write"_s, "<a/>", "text/xml").code(),
             u"REQUEST_BODY_NOT_SUPPORTED"_s);
    QCOMPARE(m_server.get(u"/crm/bulk/v8/write/4876876000000000001"_s).status, 404);
    QCOMPARE(m_server.get(u"/crm/bulk/v8/write/4876876000000000001"_s).code(), u"RESOURCE_NOT_FOUND"_s);
}

void SandboxApi::credits()
{
    TestServer server(Options{.credits = 8});
    for (int used = 1; used <= 8; ++used) {
        const Reply reply = server.get(u"/crm/v8/org"_s);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.headers.value("x-api-credits-remaining"),
                 used >= 4 ? QByteArray::number(8 - used) : QByteArray());
    }
    QCOMPARE(server.get(u"/crm/v8/org"_s).status, 429);
    QCOMPARE(server.get(u"/crm/v8/org"_s).code(), u"TOO_MANY_REQUESTS"_s);
}

void SandboxApi::faults()
{
    TestServer server(Options{.faults = {{u"create-reply-lost"_s, 1}, {u"create-500"_s, 2}, {u"token-expired"_s, 5}}});
    const QJsonObject lost = server.run("Last_Name\nLost\n", jobOf(u"insert"_s, u"Contacts"_s));
    QVERIFY(lost.isEmpty()); // no answer at all, and yet
    const QJsonObject failed = server.run("Last_Name\nFailed\n", jobOf(u"insert"_s, u"Contacts"_s));
    QCOMPARE(failed[u"code"].toString(), u"INTERNAL_ERROR"_s);
    QTRY_COMPARE(server.sql(u"select count(*) from Contacts"_s), u"2"_s);
    QCOMPARE(server.get(u"/crm/v8/org"_s).code(), u"INVALID_TOKEN"_s); // the fifth call
    QCOMPARE(server.get(u"/crm/v8/org"_s).status, 200);
}

void SandboxApi::wire()
{
    TestServer server;
    server.get(u"/crm/v8/org"_s);
    server.get(u"/crm/v8/org?"_s);
    const Reply reply = server.send("GET", u"/sandbox/wire"_s, {}, {}, false);
    const QJsonArray requests = reply.json()[u"requests"].toArray();
    QCOMPARE(requests.size(), 2);
    QVERIFY(requests.contains(QJsonObject{{u"method"_s, u"GET"_s}, {u"path"_s, u"/crm/v8/org"_s}, {u"count"_s, 2}}));
}

void SandboxApi::secondServerOnTheFolder()
{
    Options options;
    options.dataFolder = m_server.folder();
    Server second(options);
    QVERIFY(!second.start());
    QVERIFY(second.trouble().contains(m_server.folder()));
}

void SandboxApi::portTaken()
{
    QTemporaryDir folder;
    Options options;
    options.dataFolder = folder.path();
    options.port = QUrl(m_server.server().baseUrl()).port();
    Server second(options);
    QVERIFY(!second.start());
    QVERIFY(second.trouble().contains(QString::number(options.port)));
}

void SandboxApi::callback()
{
    QTcpServer hook;
    QVERIFY(hook.listen(QHostAddress::LocalHost));
    QJsonObject job = jobOf(u"insert"_s, u"Contacts"_s);
    job.insert(u"callback"_s, QJsonObject{{u"url"_s, u"http://127.0.0.1:%1/z?a=1"_s.arg(hook.serverPort())},
                                          {u"method"_s, u"post"_s}});
    const QJsonObject details = m_server.run("Last_Name\nHooked\n", job);
    QCOMPARE(details[u"callback"].toObject(), job[u"callback"].toObject());
    QVERIFY(hook.waitForNewConnection(10'000));
    const std::unique_ptr<QTcpSocket> socket(hook.nextPendingConnection());
    QByteArray received;
    while (!received.contains("\"status\": \"COMPLETED\"") && socket->waitForReadyRead(10'000))
        received += socket->readAll();
    QVERIFY(received.startsWith("POST /z?a=1 "));
    QVERIFY(received.contains(details[u"id"].toString().toUtf8()));
}

QTEST_GUILESS_MAIN(SandboxApi)
#include "tst_sandbox_api.moc"
