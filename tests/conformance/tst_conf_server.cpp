// SPDX-License-Identifier: GPL-3.0-or-later
// Status codes and error envelope of every call; one server on a folder and a port; two data centres.
#include "conformance/signinclient.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>
#include <QtTest>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

class OneServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void envelopes_data();
    void envelopes();
    void pathsAreTolerant_data();
    void pathsAreTolerant();
    void requestsOfTheVendorsClient_data();
    void requestsOfTheVendorsClient();
    void scopeOfEachCall_data();
    void scopeOfEachCall();
    void moduleScopes();
    void secondServerOnTheFolder();
    void portTaken();
    void foldersAreTheOwnersAlone();
    void anotherDataCentre();
    void fillsAModule();

private:
    TestServer m_server{Options{.tokenLimit = 0}};
};

/// {"code","details","message","status"} everywhere.
void OneServer::envelopes_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("signedIn");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::newRow("no token") << QByteArray("GET") << u"/crm/v8/org"_s << false << 401 << u"AUTHENTICATION_FAILURE"_s;
    QTest::newRow("no such version") << QByteArray("GET") << u"/crm/v9/org"_s << true << 404
                                     << u"INVALID_URL_PATTERN"_s;
    QTest::newRow("no such path") << QByteArray("GET") << u"/nowhere"_s << true << 404 << u"INVALID_URL_PATTERN"_s;
    QTest::newRow("verb") << QByteArray("POST") << u"/crm/v8/org"_s << true << 400 << u"INVALID_REQUEST_METHOD"_s;
    QTest::newRow("verb of bulk read") << QByteArray("DELETE") << u"/crm/bulk/v8/read"_s << true << 400
                                       << u"INVALID_REQUEST_METHOD"_s;
    // No call lists or cancels jobs.
    for (const QString& path : {u"/crm/bulk/v8/write"_s, u"/crm/bulk/v8/read"_s}) {
        QTest::addRow("list of %s", qPrintable(path))
            << QByteArray("GET") << path << true << 400 << u"INVALID_REQUEST_METHOD"_s;
        QTest::addRow("end of %s", qPrintable(path))
            << QByteArray("DELETE") << path + u"/1"_s << true << 400 << u"INVALID_REQUEST_METHOD"_s;
    }
}

void OneServer::envelopes()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    QFETCH(bool, signedIn);
    QFETCH(int, status);
    QFETCH(QString, code);
    const Reply reply =
        m_server.send(method.constData(), path, method == "POST" ? "{}" : "", "application/json", signedIn);
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.json().keys(), QStringList({u"code"_s, u"details"_s, u"message"_s, u"status"_s}));
    QCOMPARE(reply.code(), code);
    QCOMPARE(reply.json()[u"status"].toString(), u"error"_s);
    QVERIFY(reply.headers.value("content-type").startsWith("application/json"));
}

/// The vendor's client ends queries in '&' and puts two slashes in front of some paths.
void OneServer::pathsAreTolerant_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("two slashes") << u"//crm/v8/settings/modules?"_s;
    QTest::newRow("an ampersand at the end") << u"/crm/v8/settings/fields?module=Leads&"_s;
    QTest::newRow("a slash at the end") << u"/crm/v8/org/"_s;
}

void OneServer::pathsAreTolerant()
{
    QFETCH(QString, path);
    QCOMPARE(m_server.get(path).status, 200);
}

/// Header names in small letters, a length of 0 on GETs, queries that end in '&', ids without quotes: as the vendor's
/// client library sends them.
void OneServer::requestsOfTheVendorsClient_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("status");
    QTest::newRow("organization") << QByteArray("GET /crm/v8/org") << 200;
    QTest::newRow("current user") << QByteArray("GET /crm/v8/users?type=CurrentUser&") << 200;
    QTest::newRow("modules") << QByteArray("GET /crm/v8/settings/modules") << 200;
    QTest::newRow("fields") << QByteArray("GET /crm/v8/settings/fields?module=Leads&") << 200;
    QTest::newRow("write job") << QByteArray("GET /crm/bulk/v8/write/5") << 404;
    QTest::newRow("read job") << QByteArray("GET /crm/bulk/v8/read/5") << 404;
    QTest::newRow("read result") << QByteArray("GET /crm/bulk/v8/read/5/result") << 404;
    QTest::newRow("write result") << QByteArray("GET //v8/crm/org700000001/bulk-write/5/5.zip") << 403;
}

void OneServer::requestsOfTheVendorsClient()
{
    QFETCH(QByteArray, line);
    QFETCH(int, status);
    const QByteArray token = m_server.signIn()[u"access_token"].toString().toUtf8();
    const Reply reply = rawSend(m_server, line,
                                {{"authorization", "Zoho-oauthtoken " + token},
                                 {"x-zoho-sdk", "linux/6.1.0/nodejs-8.0/v20.11.0:2.0.0"},
                                 {"accept-encoding", "gzip, deflate, br"},
                                 {"user-agent", "got (https://github.com/sindresorhus/got)"},
                                 {"content-length", "0"}});
    QCOMPARE(reply.status, status);
    QVERIFY(reply.headers.value("content-type").startsWith("application/json"));
    QVERIFY(!reply.json().isEmpty()); // not compressed either
}

/// A call, and what it asks for; "Scopes" has a row for each.
void OneServer::scopeOfEachCall_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("scope");
    const auto row = [](const char* name, const char* method, const char* path, const char* scope) {
        QTest::newRow(name) << QByteArray(method) << QString::fromLatin1(path) << QString::fromLatin1(scope);
    };
    row("upload", "POST", "/crm/v8/upload", "ZohoFiles.files.ALL");
    row("write job", "POST", "/crm/bulk/v8/write", "ZohoCRM.bulk.CREATE");
    row("write details", "GET", "/crm/bulk/v8/write/1", "ZohoCRM.bulk.CREATE");
    row("write result", "GET", "/v8/crm/org700000001/bulk-write/1/1.zip", "ZohoCRM.bulk.CREATE");
    row("read job", "POST", "/crm/bulk/v8/read", "ZohoCRM.bulk.READ");
    row("read details", "GET", "/crm/bulk/v8/read/1", "ZohoCRM.bulk.READ");
    row("read result", "GET", "/crm/bulk/v8/read/1/result", "ZohoCRM.bulk.READ");
    row("organization", "GET", "/crm/v8/org", "ZohoCRM.org.READ");
    row("users", "GET", "/crm/v8/users", "ZohoCRM.users.READ");
    row("one user", "GET", "/crm/v8/users/1", "ZohoCRM.users.READ");
    row("modules", "GET", "/crm/v8/settings/modules", "ZohoCRM.settings.modules.READ");
    row("one module", "GET", "/crm/v8/settings/modules/Leads", "ZohoCRM.settings.modules.READ");
    row("fields", "GET", "/crm/v8/settings/fields?module=Leads", "ZohoCRM.settings.fields.READ");
    row("one field", "GET", "/crm/v8/settings/fields/1?module=Leads", "ZohoCRM.settings.fields.READ");
    row("pick list values", "GET", "/crm/v8/settings/fields/1/pick_list_values?module=Leads",
        "ZohoCRM.settings.fields.READ");
    row("layouts", "GET", "/crm/v8/settings/layouts?module=Leads", "ZohoCRM.settings.layouts.READ");
    row("custom views", "GET", "/crm/v8/settings/custom_views?module=Leads", "ZohoCRM.settings.custom_views.READ");
    row("records", "GET", "/crm/v8/Leads?fields=id", "ZohoCRM.modules.Leads.READ");
    row("one record", "GET", "/crm/v8/Leads/1", "ZohoCRM.modules.Leads.READ");
    row("insert", "POST", "/crm/v8/Leads", "ZohoCRM.modules.Leads.CREATE");
    row("update", "PUT", "/crm/v8/Leads", "ZohoCRM.modules.Leads.UPDATE");
    row("delete", "DELETE", "/crm/v8/Leads?ids=1", "ZohoCRM.modules.Leads.DELETE");
    row("mass delete", "POST", "/crm/v8/Leads/actions/mass_delete", "ZohoCRM.mass_delete.Leads.DELETE");
    row("mass delete status", "GET", "/crm/v8/Leads/actions/mass_delete?job_id=1", "ZohoCRM.mass_delete.Leads.READ");
    row("COQL", "POST", "/crm/v8/coql", "ZohoCRM.coql.READ");
}

void OneServer::scopeOfEachCall()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    QFETCH(QString, scope);
    SignInClient client(m_server);
    const auto answer = [&](const QString& token) {
        const Reply reply = m_server.send(method.constData(), path, method == "GET" ? "" : "{}", "application/json",
                                          false, {{"Authorization", "Zoho-oauthtoken " + token.toUtf8()}});
        return reply.status == 401 ? reply.code() : u"let in"_s;
    };
    const auto tokenFor = [&client](const QString& scopes) {
        return client.signIn({{u"scope"_s, scopes}})[u"access_token"].toString();
    };
    // Of all scopes of the client, those that do not begin as this one does.
    QStringList others = Options().scopes.split(u',');
    others.removeIf([&scope](const QString& other) { return scope.startsWith(other.chopped(3)); });
    QCOMPARE(answer(tokenFor(scope)), u"let in"_s);
    QCOMPARE(answer(tokenFor(others.join(u','))), u"OAUTH_SCOPE_MISMATCH"_s);
    QCOMPARE(answer(u"1000.x.y"_s), u"INVALID_TOKEN"_s);
}

void OneServer::moduleScopes()
{
    TestServer server(Options{.scopes = u"ZohoCRM.bulk.ALL,ZohoFiles.files.ALL,ZohoCRM.modules.Leads.ALL"_s});
    QCOMPARE(server.get(u"/crm/v8/org"_s).code(), u"OAUTH_SCOPE_MISMATCH"_s);
    QCOMPARE(server.get(u"/crm/v8/Contacts?fields=id"_s).status, 401);
    QCOMPARE(server.get(u"/crm/v8/Leads?fields=id"_s).status, 204);
}

void OneServer::secondServerOnTheFolder()
{
    Options options;
    options.dataFolder = m_server.folder();
    Server second(options);
    QVERIFY(!second.start());
    QVERIFY(second.trouble().contains(m_server.folder()));
}

void OneServer::portTaken()
{
    QTemporaryDir folder;
    Options options;
    options.dataFolder = folder.path();
    options.port = QUrl(m_server.server().baseUrl()).port();
    Server second(options);
    QVERIFY(!second.start());
    QVERIFY(second.trouble().contains(QString::number(options.port)));
    Options foreign;
    foreign.dataFolder = folder.path();
    foreign.foreignPort = options.port;
    Server third(foreign);
    QVERIFY(!third.start());
    QVERIFY(third.trouble().contains(QString::number(options.port)));
}

void OneServer::foldersAreTheOwnersAlone()
{
    const auto others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QCOMPARE(QFile::permissions(m_server.folder()) & others, QFile::Permissions());
}

/// "Multi DC": sign-in begins anywhere, and goes on at the accounts server that the redirect names.
void OneServer::anotherDataCentre()
{
    TestServer server(Options{.foreignPort = 0});
    const QUrl foreign(server.server().foreignUrl());
    QVERIFY(foreign.port() > 0 && foreign.port() != QUrl(server.server().baseUrl()).port());
    const auto at = [&](const char* method, const QString& path, const QByteArray& body = {},
                        const QHash<QByteArray, QByteArray>& headers = {}) {
        return server.sendTo(foreign, method, path, body, "application/x-www-form-urlencoded", headers);
    };
    const Client client = server.server().client();
    const QByteArray refresh = u"grant_type=refresh_token&client_id=%1&client_secret=%2&refresh_token=%3"_s
                                   .arg(client.id, client.secret, client.refreshToken)
                                   .toUtf8();
    QCOMPARE(at("POST", u"/oauth/v2/token"_s, refresh).json()[u"error"].toString(), u"invalid_code"_s);
    const QByteArray token = server.signIn()[u"access_token"].toString().toUtf8();
    const QHash<QByteArray, QByteArray> good{{"Authorization", "Zoho-oauthtoken " + token}};
    QCOMPARE(server.sendTo(QUrl(server.server().baseUrl()), "GET", u"/crm/v8/org"_s, {}, {}, good).status, 200);
    QCOMPARE(at("GET", u"/crm/v8/org"_s, {}, good).code(), u"INVALID_TOKEN"_s);
    QCOMPARE(at("GET", u"/crm/v8/nowhere/at/all"_s, {}, good).status, 404);
}

void OneServer::fillsAModule()
{
    TestServer server;
    QCOMPARE(server.server().fill(u"Contacts"_s, 500, 1), QString());
    QCOMPARE(server.server().fill(u"Contacts"_s, 500, 1), QString()); // unique fields go on
    QCOMPARE(server.server().fill(u"Equipment"_s, 100, 1), QString());
    QCOMPARE(server.sql(u"select count(*) from Contacts where Last_Name is not null"_s), u"1000"_s);
    QCOMPARE(server.sql(u"select count(distinct Email) from Contacts"_s), u"1000"_s);
    QVERIFY(server.sql(u"select count(*) from Contacts where Account_Name is not null"_s).toInt() > 500);
    QVERIFY(server.server().fill(u"Nope"_s, 1, 1).contains(u"Nope"_s));
}

QTEST_GUILESS_MAIN(OneServer)
#include "tst_conf_server.moc"
