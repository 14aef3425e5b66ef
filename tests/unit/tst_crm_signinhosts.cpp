// SPDX-License-Identifier: GPL-3.0-or-later
// Hosts that a server names: whatever it says, no code, verifier, secret or token goes to another host than the
// table's. Every connection of the program goes through a proxy of the test's own, which sees where it wants to go, or
// to the proxy itself.
#include "crm/crmapi.h"
#include "crm/session.h"
#include "crm/signin/datacentres.h"
#include "crm/signin/signin.h"
#include "crm/trust.h"
#include "support/manualclock.h"
#include "support/rawhttp.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkProxy>
#include <QSet>
#include <QTcpServer>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::test;

namespace {

/// Writes down the first line of each request. Refuses tunnels, and answers the rest with `answer`.
class RecordingProxy : public QTcpServer
{
public:
    QByteArray answer;
    QList<QByteArray> lines;
    QByteArray all; ///< every byte that came in

    RecordingProxy()
    {
        listen(QHostAddress::LocalHost);
        QNetworkProxy::setApplicationProxy(QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, serverPort()));
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket* socket = nextPendingConnection()) {
                auto seen = std::make_shared<QByteArray>();
                connect(socket, &QTcpSocket::readyRead, this, [=, this] { read(socket, *seen); });
                connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            }
        });
    }
    /// The proxy as a server: nobody goes through a proxy to this computer itself.
    QUrl url() const { return QUrl(u"http://127.0.0.1:%1"_s.arg(serverPort())); }
    ~RecordingProxy() override { QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy); }

private:
    void read(QTcpSocket* socket, QByteArray& seen)
    {
        const QByteArray more = socket->readAll();
        all += more;
        seen += more;
        const qsizetype end = seen.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        const qsizetype at = seen.toLower().indexOf("content-length:");
        const qsizetype length =
            at < 0 ? 0 : seen.mid(at + 15, seen.indexOf('\r', at) - at - 15).trimmed().toLongLong();
        if (seen.size() < end + 4 + length)
            return;
        lines.append(seen.left(seen.indexOf('\r')));
        seen.clear();
        socket->write(lines.last().startsWith("CONNECT") ? "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"_ba
                                                         : answer);
        socket->disconnectFromHost();
    }
};

/// More than 200 addresses that are not `accounts.zoho.eu` or another accounts server of the table.
QStringList hostileAddresses(quint16 port)
{
    QStringList out;
    const QStringList patterns{u"http://H"_s,
                               u"https://H:8443"_s,
                               u"https://H.evil.example"_s,
                               u"https://evil-H"_s,
                               u"https://evil.H"_s,
                               u"https://user@H"_s,
                               u"https://u:p@H"_s,
                               u"https://H@127.0.0.1:P"_s,
                               u"https://127.0.0.1:P/H"_s,
                               u"https://127.0.0.1:P/#H"_s,
                               u"https://127.0.0.1:P?H"_s,
                               u"https://H/path"_s,
                               u"https://H?x=1"_s,
                               u"https://H#x"_s,
                               u"//H"_s,
                               u"H"_s,
                               u"ftp://H"_s,
                               u"https:H"_s,
                               u"https://H."_s,
                               u"https://H%00.evil.example"_s,
                               u"https://H\\@127.0.0.1:P"_s,
                               u"https://H:80"_s,
                               u"https://H:443@127.0.0.1:P"_s,
                               u"https://H\r\nX: y"_s};
    for (const DataCentre& place : dataCentres()) {
        for (QString pattern : patterns)
            out.append(pattern.replace(u'H', QString(place.accounts)).replace(u":P"_s, u":%1"_s.arg(port)));
    }
    for (QString one : {u"http://127.0.0.1:P"_s,
                        u"https://127.0.0.1:P"_s,
                        u"http://localhost:P"_s,
                        u"http://[::1]:P"_s,
                        u"https://2130706433:P"_s,
                        u"https://0x7f000001:P"_s,
                        u"https://accounts.zohо.eu"_s,
                        u"https://accounts.zoho.eu​"_s,
                        u"file:///etc/passwd"_s,
                        u"data:text/html,x"_s,
                        u"javascript:alert(1)"_s,
                        u"https://"_s,
                        u"https:///"_s,
                        u"https://zoho.eu"_s,
                        u"https://accounts.zoho.ru"_s,
                        u"https://www.zohoapis.eu"_s,
                        u"https://content.zohoapis.eu"_s,
                        u"https://accounts-zoho.eu"_s,
                        u"https://accounts.zoho.eu/../@127.0.0.1:P"_s,
                        u"%"_s})
        out.append(one.replace(u":P"_s, u":%1"_s.arg(port)));
    out.removeDuplicates();
    return out;
}

SignInRequest european()
{
    SignInRequest request;
    request.name = u"Example Ltd"_s;
    request.dataCentre = u"eu"_s;
    request.clientId = u"1000.CLIENT"_s;
    request.clientSecret = u"s3cret"_s;
    return request;
}

/// One sign-in with a browser that comes back with these.
Result<SignedIn> signIn(const SignInRequest& request, const QString& server, const QString& location)
{
    ManualClock clock;
    HttpClient http;
    SignIn attempt(http, clock, request);
    std::optional<Result<SignedIn>> result;
    QUrl page;
    attempt.start([&](const QUrl& url) { page = url; }, [&](const Result<SignedIn>& r) { result = r; });
    const QUrlQuery asked(page);
    QUrl back(asked.queryItemValue(u"redirect_uri"_s, QUrl::FullyDecoded));
    QUrlQuery answer;
    const auto add = [&answer](const QString& key, const QString& value) {
        answer.addQueryItem(key, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    };
    add(u"code"_s, u"1000.c0de"_s);
    add(u"location"_s, location);
    add(u"accounts-server"_s, server);
    add(u"state"_s, asked.queryItemValue(u"state"_s, QUrl::FullyDecoded));
    back.setQuery(answer);
    QTcpSocket browser;
    browser.setProxy(QNetworkProxy::NoProxy);
    browser.connectToHost(u"127.0.0.1"_s, quint16(back.port()));
    browser.write("GET /callback?" + back.query(QUrl::FullyEncoded).toLatin1() +
                  " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(back.port()) + "\r\n\r\n");
    if (!QTest::qWaitFor([&] { return result.has_value(); }, 10'000))
        return fail(FailureKind::Cancelled, u"no callback"_s);
    return *result;
}

} // namespace

class TestCrmSignInHosts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namedAccountsServer()
    {
        RecordingProxy proxy;
        const QStringList hostile = hostileAddresses(proxy.serverPort());
        QVERIFY2(hostile.size() >= 200, qPrintable(QString::number(hostile.size())));
        for (const QString& address : hostile) {
            const auto result = signIn(european(), address, u"eu"_s);
            QVERIFY2(!result && result.error().kind == FailureKind::SignIn, qPrintable(address));
            QVERIFY2(result.error().sentence.contains(u"accounts server"), qPrintable(result.error().sentence));
        }
        qInfo("%d hostile addresses, %d connections", int(hostile.size()), int(proxy.lines.size()));
        QCOMPARE(proxy.all, QByteArray());
    }

    /// The same way, so that the test above shows something: good addresses are gone to, and only by a tunnel.
    void goodAccountsServer_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("location");
        QTest::addColumn<QByteArray>("target"); ///< empty: nowhere
        QTest::newRow("asked one") << u"https://accounts.zoho.eu"_s << u"eu"_s << "accounts.zoho.eu:443"_ba;
        QTest::newRow("other data centre") << u"https://accounts.zoho.in"_s << u"in"_s << "accounts.zoho.in:443"_ba;
        QTest::newRow("no location") << u"https://accounts.zoho.in/"_s << QString() << "accounts.zoho.in:443"_ba;
        QTest::newRow("new location") << u"https://accounts.zoho.in"_s << u"xy"_s << "accounts.zoho.in:443"_ba;
        QTest::newRow("location only") << QString() << u"jp"_s << "accounts.zoho.jp:443"_ba;
        QTest::newRow("neither") << QString() << QString() << "accounts.zoho.eu:443"_ba;
        QTest::newRow("they differ") << u"https://accounts.zoho.in"_s << u"eu"_s << QByteArray();
        QTest::newRow("unknown location only") << QString() << u"xy"_s << QByteArray();
    }

    void goodAccountsServer()
    {
        QFETCH(QString, server);
        QFETCH(QString, location);
        QFETCH(QByteArray, target);
        RecordingProxy proxy;
        const auto result = signIn(european(), server, location);
        QVERIFY(!result); // the proxy lets nobody through
        QCOMPARE(proxy.lines,
                 target.isEmpty() ? QList<QByteArray>() : QList<QByteArray>{"CONNECT " + target + " HTTP/1.1"});
        for (const QByteArray& secret : {"c0de"_ba, "s3cret"_ba, "code_verifier"_ba})
            QVERIFY(!proxy.all.contains(secret));
    }

    void localSandboxStaysHere()
    {
        Connection local;
        local.kind = ConnectionKind::LocalSandbox;
        local.accountsUrl = local.apiUrl = local.uploadUrl = QUrl(u"http://127.0.0.1:8765"_s);
        QCOMPARE(namedAccounts({}, u"eu"_s, local), local.accountsUrl);
        QCOMPARE(namedAccounts(u"http://127.0.0.1:9999"_s, u"us"_s, local), QUrl(u"http://127.0.0.1:9999"_s));
        for (const QString& bad : {u"https://accounts.zoho.eu"_s, u"http://192.0.2.1"_s, u"http://u@127.0.0.1:1"_s})
            QVERIFY2(!namedAccounts(bad, {}, local), qPrintable(bad));
        QCOMPARE(namedApi(u"http://127.0.0.1:8765"_s, local), local.apiUrl);
        QVERIFY(!namedApi(u"http://127.0.0.1:9999"_s, local) && !namedApi(u"https://www.zohoapis.eu"_s, local));
    }

    void namedApiDomain()
    {
        Connection real;
        const DataCentre& eu = *dataCentreOf(u"eu");
        real.accountsUrl = eu.accountsUrl();
        real.apiUrl = QUrl(u"https://www.zohoapis.com"_s); // as a connection file may have it
        real.uploadUrl = eu.uploadUrl();
        QCOMPARE(namedApi(u"https://www.zohoapis.eu"_s, real), eu.apiUrl(ConnectionKind::Production));
        QCOMPARE(namedApi(u"https://www.zohoapis.com"_s, real), real.apiUrl);
        // Another environment or another data centre is not where this connection goes.
        for (const QString& other : {u"https://sandbox.zohoapis.eu"_s, u"https://www.zohoapis.in"_s, QString()})
            QVERIFY2(!namedApi(other, real), qPrintable(other));
        for (const QString& address : hostileAddresses(1)) {
            QVERIFY2(!namedApi(address, real) || address.contains(u"zohoapis.eu"), qPrintable(address));
        }
    }

    /// Tokens in answers that name hostile API addresses: the calls go where the connection says, all the same.
    void tokenGoesToTheConnectionsApi()
    {
        RecordingProxy proxy;
        Connection real;
        real.accountsUrl = proxy.url();
        real.apiUrl = QUrl(u"https://sandbox.zohoapis.eu"_s);
        real.kind = ConnectionKind::Sandbox;
        real.uploadUrl = QUrl(u"https://content.zohoapis.eu"_s);
        real.clientId = u"id"_s;
        const QStringList hostile = hostileAddresses(proxy.serverPort()) + QStringList{u"https://www.zohoapis.eu"_s};
        QVERIFY(hostile.size() >= 200);
        SystemClock clock;
        HttpClient http;
        for (const QString& address : hostile) {
            const QByteArray body =
                QJsonDocument(QJsonObject{{u"access_token"_s, u"1000.t0ken"_s}, {u"api_domain"_s, address}})
                    .toJson(QJsonDocument::Compact);
            proxy.answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
                           QByteArray::number(body.size()) + "\r\n\r\n" + body;
            proxy.lines.clear();
            MemoryTokenStore tokens;
            Session session(http, clock, tokens);
            CrmApi api(http, session);
            session.use(real);
            std::optional<Result<Org>> org;
            QObject context;
            api.org(&context, [&](const Result<Org>& answer) { org = answer; });
            QVERIFY2(QTest::qWaitFor([&] { return org.has_value(); }, 10'000), qPrintable(address));
            QCOMPARE(proxy.lines,
                     (QList<QByteArray>{"POST /oauth/v2/token HTTP/1.1", "CONNECT sandbox.zohoapis.eu:443 HTTP/1.1"}));
            QCOMPARE(session.apiBase(), real.apiUrl);
        }
        QVERIFY(!proxy.all.contains("t0ken"));
        qInfo("%d hostile addresses", int(hostile.size()));
    }

    /// A sign-in whose token is for another place saves nothing.
    void tokenForAnotherPlace()
    {
        RecordingProxy proxy;
        const QByteArray body =
            R"({"access_token":"1000.t","refresh_token":"1000.r","api_domain":"https://www.zohoapis.eu"})";
        proxy.answer = "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
        SignInRequest request = european();
        request.kind = ConnectionKind::LocalSandbox;
        request.localAddress = proxy.url();
        const auto result = signIn(request, {}, {});
        QVERIFY(!result);
        QVERIFY2(result.error().sentence.contains(u"www.zohoapis.eu"), qPrintable(result.error().sentence));
        QCOMPARE(proxy.lines.size(), 1); // one exchange, whatever came of it
        QVERIFY(proxy.all.contains("code_verifier="));
        QVERIFY(!proxy.lines.first().contains('?'));
    }
};

QTEST_GUILESS_MAIN(TestCrmSignInHosts)
#include "tst_crm_signinhosts.moc"
