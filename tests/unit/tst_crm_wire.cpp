// SPDX-License-Identifier: GPL-3.0-or-later
// What really goes over the wire: a server below the network library counts requests.
#include "crm/crmapi.h"
#include "crm/httpclient.h"
#include "crm/onceclient.h"
#include "crm/session.h"

#include <QLoggingCategory>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace stevedore;

namespace {

struct WireRequest
{
    QByteArray verb;
    QByteArray path;
    QByteArray head; ///< lower case
    QByteArray body;
};

/// All that is logged while it is there.
class LogCatcher
{
public:
    LogCatcher()
    {
        s_text.clear();
        QLoggingCategory::setFilterRules(u"stevedore.*=true"_s);
        m_before = qInstallMessageHandler(
            [](QtMsgType, const QMessageLogContext&, const QString& text) { s_text += text + u'\n'; });
    }
    ~LogCatcher()
    {
        qInstallMessageHandler(m_before);
        QLoggingCategory::setFilterRules({});
    }
    Q_DISABLE_COPY_MOVE(LogCatcher)

    QString text() const { return s_text; }

private:
    static inline QString s_text;
    QtMessageHandler m_before;
};

/// Answers each request with whatever the test says, counts them all, and can drop connections.
class WireServer : public QTcpServer
{
public:
    /// What to send back; an empty answer closes the connection without a word.
    std::function<QByteArray(const WireRequest&)> answer;
    QList<WireRequest> requests;

    WireServer()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket* socket = nextPendingConnection()) {
                auto buffer = std::make_shared<QByteArray>();
                connect(socket, &QTcpSocket::readyRead, this, [this, socket, buffer] { read(socket, *buffer); });
                connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            }
        });
    }

    QUrl url(const QString& path = {}) const { return QUrl(u"http://127.0.0.1:%1%2"_s.arg(serverPort()).arg(path)); }

    int count(const QByteArray& path) const
    {
        return int(
            std::count_if(requests.begin(), requests.end(), [&](const WireRequest& r) { return r.path == path; }));
    }

private:
    void read(QTcpSocket* socket, QByteArray& buffer)
    {
        buffer += socket->readAll();
        for (;;) {
            const qsizetype end = buffer.indexOf("\r\n\r\n");
            if (end < 0)
                return;
            const QByteArray head = buffer.left(end).toLower();
            const qsizetype at = head.indexOf("content-length:");
            const qsizetype length =
                at < 0 ? 0
                       : head.mid(at + 15, head.indexOf('\r', at) < 0 ? -1 : head.indexOf('\r', at) - at - 15)
                             .trimmed()
                             .toLongLong();
            if (buffer.size() < end + 4 + length)
                return;
            const QList<QByteArray> words = buffer.left(buffer.indexOf("\r\n")).split(' ');
            const WireRequest request{words.value(0), words.value(1), head, buffer.mid(end + 4, length)};
            buffer.remove(0, end + 4 + length);
            requests.append(request);
            const QByteArray out = answer(request);
            if (out.isEmpty()) {
                socket->abort();
                return;
            }
            socket->write(out);
            if (!out.contains("Content-Length")) {
                socket->disconnectFromHost();
                return;
            }
        }
    }
};

QByteArray http(int status, const QByteArray& body, const QByteArray& headers = {})
{
    return "HTTP/1.1 " + QByteArray::number(status) + " X\r\nContent-Type: application/json\r\n" + headers +
           "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

HttpOutcome exchange(HttpClient& client, const HttpRequest& request)
{
    QObject context;
    std::optional<HttpOutcome> out;
    client.send(request, &context, [&](const HttpOutcome& outcome) { out = outcome; });
    if (!QTest::qWaitFor([&] { return out.has_value(); }, 20'000))
        return tl::unexpected<HttpFailure>(
            HttpFailure{HttpFailure::Proof::None, Failure{FailureKind::Cancelled, u"no callback"_s, {}, {}}});
    return *out;
}

HttpRequest post(const QUrl& url, const QByteArray& body, bool own = true)
{
    HttpRequest request;
    request.verb = "POST";
    request.url = url;
    request.body = body;
    request.headers.emplaceBack("Content-Type", "application/json");
    request.ownConnection = own;
    return request;
}

/// A session against the wire server that already has a token.
struct Signed
{
    explicit Signed(const WireServer& server)
    {
        connection.accountsUrl = connection.apiUrl = connection.uploadUrl = server.url();
        connection.clientId = u"id"_s;
        connection.clientSecret = u"s&cret+="_s;
        connection.refreshToken = u"1000.r"_s;
        session.use(connection);
    }
    SystemClock clock;
    MemoryTokenStore tokens;
    HttpClient client;
    Session session{client, clock, tokens};
    CrmApi api{client, session};
    Connection connection;
};

QByteArray token(const QByteArray& value)
{
    return http(200, R"({"access_token":")" + value +
                         R"(","expires_in":3600,"api_domain":"https://www.zohoapis.com","token_type":"Bearer"})");
}

} // namespace

class TestCrmWire : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// The network library repeats a POST by itself when the connection ends before the answer's header is complete.
    void postLeavesOnce_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("own");
        const QByteArray whole = http(201, R"({"status":"success"})");
        for (const bool own : {true, false}) {
            QTest::addRow("closed without a word, own=%d", own) << QByteArray() << own;
            for (const qsizetype length : {1, 9, 16, 40, int(whole.size()) - 3})
                QTest::addRow("cut after %d bytes, own=%d", int(length), own)
                    << whole.left(length).replace("Content-Length",
                                                  length == whole.size() - 3 ? "Content-Length" : "Content-length")
                    << own;
        }
    }

    void postLeavesOnce()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, own);
        WireServer server;
        bool first = true;
        // A connection that was used before is the one most easily found closed.
        server.answer = [&](const WireRequest& r) {
            return r.path == "/warm" ? http(200, "{}") : std::exchange(first, false) ? answer : http(201, "{}");
        };
        HttpClient client;
        QVERIFY(exchange(client, post(server.url(u"/warm"_s), "{}", own)));
        HttpRequest request = post(server.url(u"/write"_s), QByteArray(3000, 'x'), own);
        request.timeout = std::chrono::seconds(2);
        const HttpOutcome out = exchange(client, request);
        QVERIFY(!out);
        QCOMPARE(out.error().proof, HttpFailure::Proof::None);
        QCOMPARE(server.count("/write"), 1);
    }

    void refusedConnectionIsProvenNotSent()
    {
        QUrl url;
        {
            WireServer gone;
            url = gone.url(u"/write"_s);
        }
        HttpClient client;
        const HttpOutcome out = exchange(client, post(url, "{}"));
        QVERIFY(!out);
        QCOMPARE(out.error().proof, HttpFailure::Proof::NotSent);
        QCOMPARE(out.error().failure.kind, FailureKind::Network);
        QVERIFY(out.error().failure.sentence.contains(u"127.0.0.1"_s));
    }

    void redirectsAreNotFollowed_data()
    {
        QTest::addColumn<QByteArray>("verb");
        QTest::addColumn<int>("status");
        QTest::newRow("POST") << QByteArray("POST") << 307;
        QTest::newRow("POST, to be asked for by GET") << QByteArray("POST") << 302;
        QTest::newRow("GET") << QByteArray("GET") << 302;
        QTest::newRow("DELETE") << QByteArray("DELETE") << 308;
    }

    void redirectsAreNotFollowed()
    {
        QFETCH(QByteArray, verb);
        QFETCH(int, status);
        WireServer other;
        other.answer = [](const WireRequest&) { return http(200, "{}"); };
        WireServer server;
        server.answer = [&](const WireRequest&) {
            return http(status, "{}", "Location: " + other.url(u"/stolen"_s).toEncoded() + "\r\n");
        };
        HttpClient client;
        HttpRequest request = post(server.url(u"/write"_s), "{}");
        request.verb = verb;
        request.headers.emplaceBack("Authorization", "Zoho-oauthtoken secret");
        const HttpOutcome out = exchange(client, request);
        QCOMPARE(createVerdict(out).verdict, Verdict::Unknown);
        QCOMPARE(server.requests.size(), 1);
        QVERIFY(other.requests.isEmpty());
    }

    /// Of both clients, however much is logged.
    void noTokenInTheLog()
    {
        WireServer server;
        server.answer = [](const WireRequest&) { return http(200, "{}"); };
        const LogCatcher log;
        HttpRequest request = post(server.url(u"/a"_s), "{}");
        request.url.setQuery(u"access_token=1000.secret"_s);
        request.headers.emplaceBack("Authorization", "Zoho-oauthtoken 1000.secret");
        HttpClient client;
        QVERIFY(exchange(client, request));
        OnceClient once;
        bool answered = false;
        once.send(
            request, [] { return OnceClient::Held(); }, this, [&](const HttpOutcome&) { answered = true; });
        QTRY_VERIFY(answered);
        QCOMPARE(server.requests.size(), 2);
        QVERIFY(log.text().contains(u"127.0.0.1/a"_s));
        QVERIFY(!log.text().contains(u"secret"_s));
    }

    void errorStatusKeepsItsBody()
    {
        WireServer server;
        server.answer = [](const WireRequest&) { return http(400, R"({"code":"X"})"); };
        HttpClient client;
        const HttpOutcome out = exchange(client, post(server.url(u"/a"_s), "{}"));
        QVERIFY(out);
        QCOMPARE(out->status, 400);
        QCOMPARE(out->body, QByteArray(R"({"code":"X"})"));
    }

    void silenceEndsAfterTheTimeout()
    {
        WireServer server;
        server.answer = [](const WireRequest&) {
            return QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
        };
        HttpClient client;
        HttpRequest request;
        request.url = server.url(u"/slow"_s);
        request.timeout = std::chrono::seconds(1);
        const HttpOutcome out = exchange(client, request);
        QVERIFY(!out);
        QVERIFY2(out.error().failure.sentence.contains(u"1"_s), qPrintable(out.error().failure.sentence));
    }

    void oneRefreshForAllWhoWait()
    {
        WireServer server;
        server.answer = [](const WireRequest& r) {
            return r.path == "/oauth/v2/token" ? token("1000.a")
                                               : http(200, R"({"org":[{"id":"1","zgid":"7","company_name":"C"}]})");
        };
        Signed crm(server);
        QObject context;
        int answers = 0;
        for (int i = 0; i < 5; ++i)
            crm.api.org(&context, [&](const Result<Org>& org) { answers += org.has_value(); });
        QTRY_COMPARE(answers, 5);
        QCOMPARE(server.count("/oauth/v2/token"), 1);
        const QUrlQuery form(QString::fromLatin1(server.requests.first().body));
        QCOMPARE(form.queryItemValue(u"client_secret"_s, QUrl::FullyDecoded), u"s&cret+="_s);
        // The api_domain of another vendor's host is not where a local connection goes.
        QCOMPARE(crm.session.apiBase(), crm.connection.apiUrl);
        QVERIFY(server.requests.last().head.contains("authorization: zoho-oauthtoken 1000.a"));
    }

    void staleTokenIsRefreshedOnce()
    {
        WireServer server;
        int tokens = 0;
        server.answer = [&](const WireRequest& r) {
            if (r.path == "/oauth/v2/token")
                return token("1000.t" + QByteArray::number(++tokens));
            return r.head.contains("1000.t1")
                       ? http(
                             401,
                             R"({"code":"INVALID_TOKEN","details":{},"message":"invalid oauth token","status":"error"})")
                       : http(200, R"({"org":[{"id":"1","zgid":"7","company_name":"C"}]})");
        };
        Signed crm(server);
        QObject context;
        std::optional<Result<Org>> org;
        crm.api.org(&context, [&](const Result<Org>& answer) { org = answer; });
        QTRY_VERIFY(org.has_value());
        QVERIFY(*org);
        QCOMPARE(tokens, 2);
    }

    void scopeMismatchIsNotRefreshed()
    {
        WireServer server;
        server.answer = [](const WireRequest& r) {
            return r.path == "/oauth/v2/token"
                       ? token("1000.a")
                       : http(
                             401,
                             R"({"code":"OAUTH_SCOPE_MISMATCH","details":{},"message":"invalid oauth scope","status":"error"})");
        };
        Signed crm(server);
        QObject context;
        std::optional<Result<Org>> org;
        crm.api.org(&context, [&](const Result<Org>& answer) { org = answer; });
        QTRY_VERIFY(org.has_value());
        QCOMPARE(org->error().kind, FailureKind::Permission);
        QCOMPARE(server.count("/oauth/v2/token"), 1);
    }

    void refusedSignIn_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        QTest::newRow("invalid_code") << QByteArray(R"({"error":"invalid_code"})") << int(FailureKind::SignIn);
        QTest::newRow("invalid_client") << QByteArray(R"({"error":"invalid_client"})") << int(FailureKind::SignIn);
        QTest::newRow("throttled")
            << QByteArray(
                   R"({"error":"Access Denied","error_description":"You have made too many requests continuously."})")
            << int(FailureKind::RateLimited);
        QTest::newRow("html") << QByteArray("<html>") << int(FailureKind::Server);
    }

    void refusedSignIn()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        WireServer server;
        server.answer = [&](const WireRequest&) { return http(200, body); };
        Signed crm(server);
        QObject context;
        for (int i = 0; i < 2; ++i) {
            std::optional<Result<Org>> org;
            crm.api.org(&context, [&](const Result<Org>& answer) { org = answer; });
            QTRY_VERIFY(org.has_value());
            QCOMPARE(int(org->error().kind), kind);
            QVERIFY(!org->error().sentence.contains(u"1000.r"_s));
        }
        // Asking again while locked out only prolongs the lock.
        QCOMPARE(server.count("/oauth/v2/token"), FailureKind(kind) == FailureKind::RateLimited ? 1 : 2);
    }

    /// A create call whose answer never comes leaves once and is in doubt; the intent is stored before the first byte.
    void lostAnswerIsDoubt()
    {
        WireServer server;
        bool intended = false;
        bool intendedFirst = false;
        server.answer = [&](const WireRequest& r) {
            if (r.path == "/oauth/v2/token")
                return token("1000.a");
            intendedFirst = intended;
            return QByteArray();
        };
        Signed crm(server);
        QObject context;
        std::optional<CreateVerdict> verdict;
        const auto intent = [&]() -> Result<OnceClient::Held> {
            intended = true;
            return OnceClient::Held();
        };
        crm.api.createWriteJob({}, intent, &context, [&](const CreateVerdict& v) { verdict = v; });
        QTRY_VERIFY(verdict.has_value());
        QCOMPARE(verdict->verdict, Verdict::Unknown);
        QVERIFY(intendedFirst);
        QCOMPARE(server.count("/crm/bulk/v8/write"), 1);
    }

    void failedIntentSendsNothing()
    {
        WireServer server;
        server.answer = [&](const WireRequest&) { return token("1000.a"); };
        Signed crm(server);
        QObject context;
        std::optional<CreateVerdict> verdict;
        const auto intent = []() -> Result<OnceClient::Held> { return fail(FailureKind::Journal, u"full"_s); };
        crm.api.createWriteJob({}, intent, &context, [&](const CreateVerdict& v) { verdict = v; });
        QTRY_VERIFY(verdict.has_value());
        QCOMPARE(verdict->verdict, Verdict::NotDone);
        QCOMPARE(verdict->failure.kind, FailureKind::Journal);
        QCOMPARE(server.count("/crm/bulk/v8/write"), 0);
    }

    void uploadHasItsHeaders()
    {
        WireServer server;
        server.answer = [&](const WireRequest& r) {
            return r.path == "/oauth/v2/token"
                       ? token("1000.a")
                       : http(
                             200,
                             R"({"status":"success","code":"FILE_UPLOAD_SUCCESS","details":{"file_id":5725767000002094001}})");
        };
        Signed crm(server);
        QObject context;
        std::optional<Result<QString>> id;
        crm.api.upload("PK\x03\x04", u"a.zip"_s, u"700"_s, &context,
                       [&](const Result<QString>& answer) { id = answer; }, {});
        QTRY_VERIFY(id.has_value());
        QCOMPARE(id->value(), u"5725767000002094001"_s);
        const WireRequest& sent = server.requests.last();
        QVERIFY(sent.head.contains("feature: bulk-write") && sent.head.contains("x-crm-org: 700"));
        QVERIFY(sent.body.contains("name=\"file\"; filename=\"a.zip\"") &&
                sent.body.contains("Content-Type: application/zip") && sent.body.contains("PK\x03\x04"));
    }

    void downloadKeepsTheTokenAtHome()
    {
        WireServer other;
        other.answer = [](const WireRequest&) { return http(200, "PK34"); };
        WireServer server;
        server.answer = [&](const WireRequest& r) {
            if (r.path == "/oauth/v2/token")
                return token("1000.a");
            return http(302, {}, "Location: " + other.url(u"/r.zip"_s).toEncoded() + "\r\n");
        };
        Signed crm(server);
        QObject context;
        std::optional<Result<QByteArray>> zip;
        crm.api.download(u"/v8/crm/org7/bulk-write/1/1.zip"_s, &context,
                         [&](const Result<QByteArray>& answer) { zip = answer; });
        QTRY_VERIFY(zip.has_value());
        QVERIFY(*zip);
        QCOMPARE(other.requests.size(), 1);
        QVERIFY(!other.requests.first().head.contains("authorization"));
        QVERIFY(server.requests.last().head.contains("authorization"));
    }

    void relativeDownloadTriesEveryPlausibleBase()
    {
        WireServer server;
        server.answer = [&](const WireRequest& r) {
            if (r.path == "/oauth/v2/token")
                return token("1000.a");
            return r.path.startsWith("/crm/")
                       ? http(200, "PK34")
                       : http(404, R"({"status":"error","code":"INVALID_URL_PATTERN","message":"m","details":{}})");
        };
        Signed crm(server);
        QObject context;
        std::optional<Result<QByteArray>> zip;
        crm.api.download(u"//v8/org7/1.zip"_s, &context, [&](const Result<QByteArray>& answer) { zip = answer; });
        QTRY_VERIFY(zip.has_value());
        QVERIFY(*zip);
        QCOMPARE(server.requests.last().path, QByteArray("/crm/v8/org7/1.zip"));
    }
};

QTEST_GUILESS_MAIN(TestCrmWire)
#include "tst_crm_wire.moc"
