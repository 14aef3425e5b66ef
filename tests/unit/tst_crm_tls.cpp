// SPDX-License-Identifier: GPL-3.0-or-later
// Servers that are not who they say they are, or do not keep a secret: not one byte of a request reaches them.
#include "crm/onceclient.h"
#include "support/badtls.h"
#include "support/waitfor.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::test;

namespace {

const QByteArray token = "1000.secret.token";

HttpRequest requestTo(quint16 port, const QByteArray& verb)
{
    HttpRequest out;
    out.verb = verb;
    out.url = QUrl(u"https://127.0.0.1:%1/crm/v8/org"_s.arg(port));
    out.headers = {{"Authorization", "Zoho-oauthtoken " + token}};
    out.body = verb == "POST" ? "{\"secret\":\"body\"}" : QByteArray();
    out.timeout = std::chrono::seconds(5);
    return out;
}

/// How a request ended that may be repeated.
std::optional<HttpOutcome> ask(quint16 port)
{
    HttpClient client;
    QObject context;
    std::optional<HttpOutcome> out;
    client.send(requestTo(port, "GET"), &context, [&](const HttpOutcome& outcome) { out = outcome; });
    (void)waitFor([&] { return out.has_value(); }, 20'000);
    return out;
}

struct Once
{
    std::optional<HttpOutcome> outcome;
    bool intended = false;
};

/// The same of one that may not.
Once askOnce(quint16 port)
{
    OnceClient client;
    QObject context;
    Once out;
    client.send(
        requestTo(port, "POST"),
        [&]() -> Result<OnceClient::Held> {
            out.intended = true;
            return OnceClient::Held();
        },
        &context, [&](const HttpOutcome& outcome) { out.outcome = outcome; });
    (void)waitFor([&] { return out.outcome.has_value(); }, 20'000);
    return out;
}

/// Speaks no TLS, or not to its end. Keeps what it hears.
class CrudeServer final : public QObject
{
public:
    explicit CrudeServer(const QByteArray& answer)
    {
        connect(&m_server, &QTcpServer::newConnection, this, [this, answer] {
            while (QTcpSocket* socket = m_server.nextPendingConnection()) {
                connect(socket, &QTcpSocket::readyRead, this, [this, socket, answer] {
                    heard += socket->readAll();
                    socket->write(answer);
                    socket->disconnectFromHost();
                });
                connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            }
        });
        m_server.listen(QHostAddress::LocalHost);
    }
    quint16 port() const { return m_server.serverPort(); }

    QByteArray heard;

private:
    QTcpServer m_server;
};

} // namespace

class TestCrmTls final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void goodOnesAreReached_data();
    void goodOnesAreReached();
    void badOnesHearNothing_data();
    void badOnesHearNothing();
    void noTlsAtAll_data();
    void noTlsAtAll();

private:
    QStringList with(const QString& name) const
    {
        return {u"-cert"_s, m_workshop.path(name + u".pem"_s), u"-key"_s, m_workshop.path(name + u".key"_s)};
    }
    QStringList with(const QString& name, const QString& chain) const
    {
        return with(name) + QStringList{u"-cert_chain"_s, m_workshop.path(chain + u".pem"_s)};
    }

    TlsWorkshop m_workshop;
};

void TestCrmTls::initTestCase()
{
    QVERIFY2(m_workshop.makeAuthority(u"ca"_s), qPrintable(m_workshop.trouble()));
    QVERIFY2(m_workshop.makeAuthority(u"stranger"_s), qPrintable(m_workshop.trouble()));
    QVERIFY2(m_workshop.makeAuthority(u"oldca"_s, u"20210101000000Z"_s), qPrintable(m_workshop.trouble()));
    const auto make = [this](const QString& name, auto change) {
        Certificate certificate;
        change(certificate);
        return m_workshop.make(name, certificate);
    };
    const QStringList weakKey{u"rsa:1024"_s};
    bool made = make(u"good"_s, [](Certificate&) {});
    made = made && make(u"expired"_s, [](Certificate& c) { c.to = u"20210101000000Z"_s; });
    made = made && make(u"early"_s, [](Certificate& c) { c.from = u"20480101000000Z"_s; });
    made = made && make(u"self"_s, [](Certificate& c) { c.issuer = u"self"_s; });
    made = made && make(u"otherhost"_s, [](Certificate& c) { c.name = c.alternative = u"DNS:www.example.org"_s; });
    made = made &&
           make(u"otheraddress"_s, [](Certificate& c) { c.name = u"127.0.0.2"_s, c.alternative = u"IP:127.0.0.2"_s; });
    made = made && make(u"wild"_s, [](Certificate& c) { c.name = u"*"_s, c.alternative = u"DNS:*"_s; });
    made =
        made && make(u"wildaddress"_s, [](Certificate& c) { c.name = u"*.0.0.1"_s, c.alternative = u"DNS:*.0.0.1"_s; });
    made = made &&
           make(u"longername"_s, [](Certificate& c) { c.name = u"127.0.0.1.example.org"_s, c.alternative.clear(); });
    made = made && make(u"stranger-leaf"_s, [](Certificate& c) { c.issuer = u"stranger"_s; });
    made = made && make(u"old-leaf"_s, [](Certificate& c) { c.issuer = u"oldca"_s; });
    made = made && make(u"weak"_s, [&](Certificate& c) { c.key = weakKey; });
    made = made && make(u"sha1"_s, [](Certificate& c) { c.digest = u"sha1"_s; });
    made = made && make(u"client"_s, [](Certificate& c) { c.usage = u"clientAuth"_s; });
    made = made && make(u"byleaf"_s, [](Certificate& c) { c.issuer = u"good"_s; });
    QVERIFY2(made, qPrintable(m_workshop.trouble()));
    QSslConfiguration trusting = QSslConfiguration::defaultConfiguration();
    trusting.addCaCertificate(QSslCertificate(m_workshop.pem(u"ca"_s)));
    trusting.addCaCertificate(QSslCertificate(m_workshop.pem(u"oldca"_s)));
    QSslConfiguration::setDefaultConfiguration(trusting);
}

void TestCrmTls::goodOnesAreReached_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("TLS 1.3") << with(u"good"_s) + QStringList{u"-tls1_3"_s};
    QTest::newRow("TLS 1.2") << with(u"good"_s) + QStringList{u"-tls1_2"_s};
}

/// What the others are refused for is not that nothing ever gets through.
void TestCrmTls::goodOnesAreReached()
{
    QFETCH(QStringList, options);
    TlsServer server(options);
    QVERIFY(server.port() > 0);
    HttpClient client;
    client.send(requestTo(server.port(), "GET"), &client, [](const HttpOutcome&) {});
    QVERIFY(waitFor([&] { return server.said().contains("secret.token"); }, 20'000));
    TlsServer second(options);
    QVERIFY(second.port() > 0);
    QVERIFY(askOnce(second.port()).intended);
    QVERIFY(second.said().contains("secret.token"));
}

void TestCrmTls::badOnesHearNothing_data()
{
    QTest::addColumn<QStringList>("options");
    const QStringList anything{u"-cipher"_s, u"ALL:COMPLEMENTOFALL:@SECLEVEL=0"_s};
    QTest::newRow("expired") << with(u"expired"_s);
    QTest::newRow("not valid yet") << with(u"early"_s);
    QTest::newRow("signed by itself") << with(u"self"_s);
    QTest::newRow("another host") << with(u"otherhost"_s);
    QTest::newRow("another address") << with(u"otheraddress"_s);
    QTest::newRow("wildcard for everything") << with(u"wild"_s);
    QTest::newRow("wildcard for addresses") << with(u"wildaddress"_s);
    QTest::newRow("begins with our address") << with(u"longername"_s);
    QTest::newRow("unknown authority") << with(u"stranger-leaf"_s);
    QTest::newRow("unknown authority that is sent along") << with(u"stranger-leaf"_s, u"stranger"_s);
    QTest::newRow("authority expired") << with(u"old-leaf"_s, u"oldca"_s);
    QTest::newRow("signed by who may not") << with(u"byleaf"_s, u"good"_s);
    QTest::newRow("key of 1,024 bits") << with(u"weak"_s) + anything;
    QTest::newRow("signed with SHA-1") << with(u"sha1"_s) + anything;
    QTest::newRow("for clients only") << with(u"client"_s);
    QTest::newRow("TLS 1.0") << with(u"good"_s) + anything + QStringList{u"-tls1"_s};
    QTest::newRow("TLS 1.1") << with(u"good"_s) + anything + QStringList{u"-tls1_1"_s};
    QTest::newRow("no encryption") << with(u"good"_s) + QStringList{u"-tls1_2"_s, u"-cipher"_s, u"eNULL:@SECLEVEL=0"_s};
    QTest::newRow("no certificate") << QStringList{u"-nocert"_s, u"-tls1_2"_s, u"-cipher"_s, u"aNULL:@SECLEVEL=0"_s};
}

void TestCrmTls::badOnesHearNothing()
{
    QFETCH(QStringList, options);
    TlsServer server(options);
    QVERIFY2(server.port() > 0, server.said().constData());
    const auto outcome = ask(server.port());
    QVERIFY2(outcome && !outcome->has_value(), "refused");
    QVERIFY2(outcome->error().failure.sentence.contains(u"127.0.0.1"), qPrintable(outcome->error().failure.sentence));
    const Once once = askOnce(server.port());
    QVERIFY2(once.outcome && !once.outcome->has_value(), "refused");
    QCOMPARE(once.outcome->error().proof, HttpFailure::Proof::NotSent);
    QVERIFY(!once.intended);
    QVERIFY(!server.said().contains("secret"));
}

void TestCrmTls::noTlsAtAll_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("plain HTTP") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
    QTest::newRow("a handshake that breaks off") << QByteArray("\x16\x03\x03\x00\x7a\x02\x00\x00\x76\x03\x03", 11);
    QTest::newRow("an alert") << QByteArray("\x15\x03\x03\x00\x02\x02\x28", 7);
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("noise") << QByteArray(4'096, '\xa5');
}

void TestCrmTls::noTlsAtAll()
{
    QFETCH(QByteArray, answer);
    CrudeServer server(answer);
    const auto outcome = ask(server.port());
    QVERIFY2(outcome && !outcome->has_value(), "refused");
    const Once once = askOnce(server.port());
    QVERIFY2(once.outcome && !once.outcome->has_value(), "refused");
    QCOMPARE(once.outcome->error().proof, HttpFailure::Proof::NotSent);
    QVERIFY(!once.intended);
    QVERIFY(!server.heard.contains("secret"));
    QVERIFY(!server.heard.isEmpty());
}

QTEST_GUILESS_MAIN(TestCrmTls)
#include "tst_crm_tls.moc"
