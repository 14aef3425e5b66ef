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
