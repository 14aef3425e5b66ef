// SPDX-License-Identifier: GPL-3.0-or-later
// The request that must not be repeated: what leaves, how often, and what a broken connection proves.
#include "crm/onceclient.h"
#include "crm/replyreader.h"
#include "crm/verdict.h"
#include "support/onceserver.h"

#include <QFile>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace stevedore;
using stevedore::test::OnceServer;

namespace {

const QByteArray created =
    R"({"status":"success","code":"CREATED","message":"created","details":{"id":"111111000000541958"}})";

QByteArray http(int status, const QByteArray& body, const QByteArray& headers = {})
{
    return "HTTP/1.1 " + QByteArray::number(status) + " X\r\nContent-Type: application/json\r\n" + headers +
           "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray chunked(const QByteArray& body)
{
    QByteArray out = "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (qsizetype at = 0; at < body.size(); at += 17) {
        const QByteArray piece = body.mid(at, 17);
        out += QByteArray::number(piece.size(), 16) + ";x=1\r\n" + piece + "\r\n";
    }
    return out + "0\r\nTrailer: 1\r\n\r\n";
}

QByteArray fromFile(const QString& name)
{
    QFile file(QStringLiteral(TLS_FILES) + u"/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

ReplyReader::State readAll(ReplyReader& reader, const QByteArray& bytes, qsizetype step)
{
    for (qsizetype at = 0; at < bytes.size(); at += step)
        reader.feed(bytes.mid(at, step));
    return reader.state();
}

HttpRequest createRequest(quint16 port, bool secure)
{
    HttpRequest request;
    request.verb = "POST";
    request.url = QUrl(u"%1://127.0.0.1:%2/crm/bulk/v8/write"_s.arg(secure ? u"https"_s : u"http"_s).arg(port));
    request.headers = {{"Authorization", "Zoho-oauthtoken 1000.a"}, {"Content-Type", "application/json"}};
    request.body = R"({"operation":"insert","resource":[{"type":"data","file_id":"1"}]})";
    return request;
}

struct Sent
{
    std::optional<HttpOutcome> outcome;
    int intents = 0;
};

Sent sendOnce(const HttpRequest& request, const Result<OnceClient::Held>& intent = OnceClient::Held())
{
    Sent out;
    OnceClient client;
    QObject context;
    QEventLoop loop;
    client.send(
        request,
        [&] {
            ++out.intents;
            return intent;
        },
        &context,
        [&](const HttpOutcome& outcome) {
            out.outcome = outcome;
            loop.quit();
        });
    QTimer::singleShot(std::chrono::seconds(20), &loop, &QEventLoop::quit);
    loop.exec();
    return out;
}

} // namespace

class TestCrmOnce : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QSslConfiguration trusting = QSslConfiguration::defaultConfiguration();
        trusting.addCaCertificate(QSslCertificate(fromFile(u"cert.pem"_s)));
        QSslConfiguration::setDefaultConfiguration(trusting);
    }

    void repliesAreReadHoweverTheyAreSplit_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("counted") << http(201, created) << 201 << created;
        QTest::newRow("chunked") << chunked(created) << 201 << created;
        QTest::newRow("interim first") << "HTTP/1.1 100 Continue\r\n\r\n" + http(400, "{}") << 400 << QByteArray("{}");
        QTest::newRow("no body") << QByteArray("HTTP/1.1 204 No Content\r\n\r\n") << 204 << QByteArray();
        QTest::newRow("empty body") << http(500, {}) << 500 << QByteArray();
        QTest::newRow("more behind it") << http(200, "{}") + "HTTP/1.1 500" << 200 << QByteArray("{}");
        QTest::newRow("status without words")
            << QByteArray("HTTP/1.1 200\r\nContent-Length: 1\r\n\r\nx") << 200 << QByteArray("x");
    }

    void repliesAreReadHoweverTheyAreSplit()
    {
        QFETCH(QByteArray, wire);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        for (qsizetype step = 1; step <= wire.size(); ++step) {
            ReplyReader reader(1000);
            QCOMPARE(readAll(reader, wire, step), ReplyReader::State::Whole);
            QCOMPARE(reader.reply().status, status);
            QCOMPARE(reader.reply().body, body);
        }
    }

    void everyPrefixIsNotWhole()
    {
        for (const QByteArray& wire : {http(201, created), chunked(created)}) {
            for (qsizetype length = 0; length < wire.size(); ++length) {
                ReplyReader reader(1000);
                QCOMPARE(readAll(reader, wire.left(length), 7), ReplyReader::State::More);
                QCOMPARE(reader.end(), ReplyReader::State::Broken);
            }
        }
    }

    void withoutALengthTheEndCounts()
    {
        ReplyReader reader(1000);
        QCOMPARE(readAll(reader, "HTTP/1.1 201 Created\r\n\r\n" + created, 5), ReplyReader::State::More);
        QCOMPARE(reader.end(), ReplyReader::State::Whole);
        QCOMPARE(reader.reply().body, created);
    }

    void nonsenseIsBroken_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::newRow("another protocol") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n\r\n");
        QTest::newRow("status of letters") << QByteArray("HTTP/1.1 2x0 OK\r\n\r\n");
        QTest::newRow("status of four digits") << QByteArray("HTTP/1.1 2010 OK\r\n\r\n");
        QTest::newRow("upgrade") << QByteArray("HTTP/1.1 101 Switching\r\n\r\n");
        QTest::newRow("two lengths") << QByteArray(
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}x");
        QTest::newRow("length below nothing") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n");
        QTest::newRow("length beyond reason") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n");
        QTest::newRow("line without a colon") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length\r\n\r\n");
        QTest::newRow("chunk of nonsense") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
        QTest::newRow("chunk too long") << QByteArray(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n");
        QTest::newRow("gzip as transfer") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n");
        QTest::newRow("body beyond the limit") << "HTTP/1.1 200 OK\r\n\r\n" + QByteArray(2000, 'x');
        QTest::newRow("header without end") << "HTTP/1.1 200 OK\r\n" + QByteArray(70'000, 'x');
    }

    void nonsenseIsBroken()
    {
        QFETCH(QByteArray, wire);
        for (const qsizetype step : {1, 1000}) {
            ReplyReader reader(1000);
            QCOMPARE(readAll(reader, wire, step), ReplyReader::State::Broken);
            QVERIFY(!reader.why().isEmpty());
        }
    }

    void cutAtEveryByteOfTheRequest_data() { transports(); }

    /// However little or much arrives: one connection carries bytes, and a job is never taken for created.
    void cutAtEveryByteOfTheRequest()
    {
        QFETCH(bool, secure);
        OnceServer server(secure ? fromFile(u"cert.pem"_s) : QByteArray(), fromFile(u"key.pem"_s));
        server.answer = http(201, created);
        const Sent good = sendOnce(createRequest(server.port(), secure));
        QCOMPARE(createVerdict(*good.outcome).verdict, Verdict::Done);
        const qsizetype length = server.connections.first()->request.size();
        int unknown = 0;
        for (qsizetype cut = 0; cut < length; ++cut) {
            server.connections.clear();
            server.cutRequest = cut;
            const Sent sent = sendOnce(createRequest(server.port(), secure));
            QVERIFY(sent.outcome);
            const CreateVerdict verdict = createVerdict(*sent.outcome);
            QVERIFY2(verdict.verdict != Verdict::Done, qPrintable(QString::number(cut)));
            unknown += verdict.verdict == Verdict::Unknown;
            QVERIFY(sent.intents <= 1);
            QVERIFY2(server.connections.size() <= 1, qPrintable(QString::number(cut)));
        }
        qInfo("%d bytes cut at, %d in doubt, at most one connection each", int(length), unknown);
    }

    void cutAtEveryByteOfTheAnswer_data() { transports(); }

    void cutAtEveryByteOfTheAnswer()
    {
        QFETCH(bool, secure);
        OnceServer server(secure ? fromFile(u"cert.pem"_s) : QByteArray(), fromFile(u"key.pem"_s));
        int cuts = 0;
        for (const QByteArray& answer : {http(201, created), chunked(created)}) {
            server.answer = answer;
            for (qsizetype cut = 0; cut < answer.size(); ++cut, ++cuts) {
                server.connections.clear();
                server.cutAnswer = cut;
                const Sent sent = sendOnce(createRequest(server.port(), secure));
                QVERIFY(sent.outcome);
                QCOMPARE(createVerdict(*sent.outcome).verdict, Verdict::Unknown);
                QCOMPARE(server.whole(), 1);
                QCOMPARE(server.connections.size(), 1);
            }
        }
        qInfo("%d cuts, all in doubt, one request on the wire each", cuts);
    }

    void nobodyThere()
    {
        quint16 port = 0;
        {
            const OnceServer gone;
            port = gone.port();
        }
        for (const bool secure : {false, true}) {
            const Sent sent = sendOnce(createRequest(port, secure));
            QCOMPARE(sent.outcome->error().proof, HttpFailure::Proof::NotSent);
            QCOMPARE(sent.intents, 0);
        }
    }

    /// A certificate that is not for this host, and a server that speaks no TLS: nothing is intended, nothing sent.
    void unsafeConnectionsCarryNothing()
    {
        OnceServer secure(fromFile(u"cert.pem"_s), fromFile(u"key.pem"_s));
        HttpRequest elsewhere = createRequest(secure.port(), true);
        elsewhere.url.setHost(u"127.0.0.2"_s);
        OnceServer plain;
        plain.cutRequest = 1;
        for (const HttpRequest& request : {elsewhere, createRequest(plain.port(), true)}) {
            const Sent sent = sendOnce(request);
            QVERIFY(sent.outcome);
            QCOMPARE(sent.outcome->error().proof, HttpFailure::Proof::NotSent);
            QCOMPARE(sent.intents, 0);
        }
        QCOMPARE(secure.connections.size(), 0);
        QCOMPARE(plain.whole(), 0);
    }

    void intentComesAfterTheConnectionAndBeforeTheFirstByte()
    {
        OnceServer server;
        server.answer = http(201, created);
        OnceClient client;
        QObject context;
        std::optional<HttpOutcome> outcome;
        qsizetype before = -1;
        client.send(
            createRequest(server.port(), false),
            [&]() -> Result<OnceClient::Held> {
                // Give the server every chance to see a byte that should not be there.
                (void)QTest::qWaitFor([&] { return !server.connections.isEmpty(); }, 50);
                before = server.connections.size();
                return OnceClient::Held();
            },
            &context, [&](const HttpOutcome& answer) { outcome = answer; });
        QTRY_VERIFY(outcome.has_value());
        QCOMPARE(before, 0);
        QVERIFY(outcome->has_value());
    }

    /// Whoever looks the folder over in the moment after the intent must find it held until the request is gone.
    void heldUntilTheBytesAreOut_data()
    {
        QTest::addColumn<qsizetype>("size");
        QTest::newRow("a create call") << qsizetype(300);
        QTest::newRow("a hundred records") << qsizetype(150'000);
    }

    void heldUntilTheBytesAreOut()
    {
        QFETCH(const qsizetype, size);
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        HttpRequest request = createRequest(server.serverPort(), false);
        request.body = QByteArray(size, 'x');
        QByteArray there;
        OnceClient client;
        QObject context;
        bool answered = false;
        client.send(
            request,
            [&]() -> Result<OnceClient::Held> {
                // Let go of, it looks at what the server has got by then, without the client's event loop.
                return OnceClient::Held(&there, [&server](QByteArray* bytes) {
                    if (!server.hasPendingConnections() && !server.waitForNewConnection(5'000))
                        return;
                    QTcpSocket* peer = server.nextPendingConnection();
                    do
                        bytes->append(peer->readAll());
                    while (peer->waitForReadyRead(500));
                    peer->abort();
                });
            },
            &context, [&](const HttpOutcome&) { answered = true; });
        QTRY_VERIFY(answered);
        QCOMPARE(there.count('x') >= size, true);
        QVERIFY(there.startsWith("POST "));
    }

    void destroyedMeanwhileItSaysNothing()
    {
        OnceServer server;
        server.answer = "HTTP/1.1 201 Created\r\nContent-Length: 10\r\n\r\nabc"; // and never the rest
        auto client = std::make_unique<OnceClient>();
        QObject context;
        bool answered = false;
        client->send(
            createRequest(server.port(), false), [] { return Result<OnceClient::Held>(nullptr); }, &context,
            [&](const HttpOutcome&) { answered = true; });
        QTRY_VERIFY(!server.connections.isEmpty() && server.connections.first()->request.contains("POST"));
        client.reset();
        QCoreApplication::processEvents();
        QVERIFY(!answered);
    }

    void failedIntentSendsNothing()
    {
        OnceServer server;
        const Sent sent = sendOnce(createRequest(server.port(), false), fail(FailureKind::Journal, u"full"_s));
        QCOMPARE(sent.outcome->error().proof, HttpFailure::Proof::NotSent);
        QCOMPARE(sent.outcome->error().failure.kind, FailureKind::Journal);
        QCOMPARE(server.connections.size(), 0);
    }

    void silenceEndsAfterTheTimeoutInDoubt()
    {
        OnceServer server;
        server.answer = "HTTP/1.1 201 Created\r\nContent-Length: 10\r\n\r\nabc";
        HttpRequest request = createRequest(server.port(), false);
        request.timeout = std::chrono::seconds(1);
        const Sent sent = sendOnce(request);
        QCOMPARE(sent.outcome->error().proof, HttpFailure::Proof::None);
        QCOMPARE(server.whole(), 1);
    }

    /// A body that the system does not take to its last byte proves that the server cannot have it.
    void unfinishedBodyIsProven()
    {
        QTcpServer deaf; // the system accepts for it, and nobody reads
        QVERIFY(deaf.listen(QHostAddress::LocalHost));
        deaf.pauseAccepting();
        HttpRequest request = createRequest(deaf.serverPort(), false);
        request.body = QByteArray(64 * 1024 * 1024, 'x');
        request.timeout = std::chrono::seconds(1);
        const Sent sent = sendOnce(request);
        QCOMPARE(sent.outcome->error().proof, HttpFailure::Proof::Incomplete);
    }

private:
    static void transports()
    {
        QTest::addColumn<bool>("secure");
        QTest::newRow("plain") << false;
        QTest::newRow("TLS") << true;
    }
};

QTEST_GUILESS_MAIN(TestCrmOnce)
#include "tst_crm_once.moc"
