// SPDX-License-Identifier: GPL-3.0-or-later
// The sign-in's own parts: table, PKCE, authorize address, and the listener among hostile requests.
#include "crm/signin/authorizeurl.h"
#include "crm/signin/datacentres.h"
#include "crm/signin/signin.h"
#include "support/manualclock.h"
#include "support/rawhttp.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QUrlQuery>

#include <random>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::test;

namespace {

SignInRequest european()
{
    SignInRequest request;
    request.name = u"Example Ltd"_s;
    request.dataCentre = u"eu"_s;
    request.clientId = u"1000.CLIENT"_s;
    return request;
}

/// A listener with a known state, and what it answered.
struct Listening
{
    explicit Listening(const QByteArray& state = "the-state") : listener(clock, state)
    {
        ok = listener
                 .listen(0,
                         [this](const Result<LoopbackAnswer>& answer) {
                             ++calls;
                             result = answer;
                         })
                 .has_value();
        port = quint16(listener.redirectUri().port());
    }
    QByteArray get(const QByteArray& target, const QByteArray& more = {})
    {
        return sendRaw(port, "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port) + "\r\n" +
                                 more + "\r\n");
    }

    ManualClock clock;
    LoopbackListener listener;
    quint16 port = 0;
    bool ok = false;
    int calls = 0;
    Result<LoopbackAnswer> result;
};

/// The lines of a table of sockets that listen at this port; each has the address in hexadecimal.
QStringList listenersIn(const QString& table, quint16 port)
{
    QStringList addresses;
    QFile file(table);
    if (!file.open(QIODevice::ReadOnly))
        return addresses;
    const QString wanted = u":%1"_s.arg(port, 4, 16, QLatin1Char('0')).toUpper();
    for (const QByteArray& line : file.readAll().split('\n')) {
        const QStringList words = QString::fromLatin1(line).split(u' ', Qt::SkipEmptyParts);
        if (words.value(1).endsWith(wanted) && words.value(3) == u"0A")
            addresses.append(words.value(1));
    }
    return addresses;
}

} // namespace

class TestCrmSignIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void table()
    {
        QSet<QString> hosts;
        for (const DataCentre& place : dataCentres()) {
            QCOMPARE(dataCentreOf(QString(place.word)), &place);
            QCOMPARE(dataCentreOfAccounts(place.accountsUrl()), &place);
            QVERIFY(!place.name().isEmpty());
            for (const QUrl& url :
                 {place.accountsUrl(), place.apiUrl(ConnectionKind::Production), place.apiUrl(ConnectionKind::Sandbox),
                  place.apiUrl(ConnectionKind::Developer), place.uploadUrl()}) {
                QVERIFY2(isPlainOrigin(url) && isTableHost(url.host()), qPrintable(url.toString()));
                hosts.insert(url.host());
            }
        }
        QCOMPARE(hosts.size(), 5 * qsizetype(dataCentres().size())); // nobody shares one
        QCOMPARE(dataCentreOf(u"ca")->accountsUrl(), QUrl(u"https://accounts.zohocloud.ca"_s));
        QCOMPARE(dataCentreOf(u"au")->apiUrl(ConnectionKind::Sandbox), QUrl(u"https://sandbox.zohoapis.com.au"_s));
        QVERIFY(!dataCentreOf(u"moon") && !dataCentreOf(QString()));
        QVERIFY(!isTableHost(u"zoho.com"_s) && !isTableHost(u"evil.zoho.com"_s));
    }

    void pkce()
    {
        // RFC 7636, appendix B.
        QCOMPARE(challengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
                 "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"_ba);
        static const QRegularExpression form(u"\\A[A-Za-z0-9_-]{43}\\z"_s);
        QSet<QByteArray> seen;
        for (int i = 0; i < 1000; ++i) {
            const Pkce made = Pkce::make();
            QVERIFY(form.match(QString::fromLatin1(made.verifier)).hasMatch());
            QCOMPARE(made.challenge, challengeOf(made.verifier));
            seen.insert(made.verifier);
        }
        QCOMPARE(seen.size(), 1000);
    }

    void thousandSignInsRepeatNothing()
    {
        ManualClock clock;
        HttpClient http;
        QSet<QString> states;
        QSet<QString> challenges;
        for (int i = 0; i < 1000; ++i) {
            SignIn signIn(http, clock, european());
            signIn.start(
                [&](const QUrl& page) {
                    const QUrlQuery query(page);
                    states.insert(query.queryItemValue(u"state"_s));
                    challenges.insert(query.queryItemValue(u"code_challenge"_s));
                },
                [](const Result<SignedIn>&) {});
        }
        QCOMPARE(states.size(), 1000);
        QCOMPARE(challenges.size(), 1000);
        QVERIFY(!states.intersects(challenges));
    }

    void authorizePage()
    {
        const AuthorizeQuery asked{u"1000.A&B"_s, QUrl(u"http://127.0.0.1:53682/callback"_s), "st", "ch"};
        const QUrl page = authorizeUrl(QUrl(u"https://accounts.zoho.eu"_s), asked);
        QCOMPARE(page.toString(QUrl::RemoveQuery), u"https://accounts.zoho.eu/oauth/v2/auth"_s);
        const QUrlQuery query(page);
        const auto value = [&](const QString& key) { return query.queryItemValue(key, QUrl::FullyDecoded); };
        QCOMPARE(value(u"response_type"_s), u"code"_s);
        QCOMPARE(value(u"client_id"_s), asked.clientId);
        QCOMPARE(value(u"redirect_uri"_s), asked.redirectUri.toString());
        QCOMPARE(value(u"access_type"_s), u"offline"_s);
        QCOMPARE(value(u"prompt"_s), u"consent"_s);
        QCOMPARE(value(u"state"_s), u"st"_s);
        QCOMPARE(value(u"code_challenge"_s), u"ch"_s);
        QCOMPARE(value(u"code_challenge_method"_s), u"S256"_s);
        QCOMPARE(value(u"scope"_s),
                 u"ZohoCRM.modules.ALL,ZohoCRM.bulk.CREATE,ZohoCRM.bulk.READ,ZohoFiles.files.ALL,ZohoCRM.coql.READ,"
                 "ZohoCRM.settings.modules.READ,ZohoCRM.settings.fields.READ,ZohoCRM.settings.layouts.READ,"
                 "ZohoCRM.org.READ,ZohoCRM.users.READ"_s);
    }

    void requestsAreChecked()
    {
        const auto sentence = [](auto change) {
            SignInRequest request = european();
            change(request);
            const auto made = connectionFor(request);
            return made ? QString() : made.error().sentence;
        };
        QCOMPARE(sentence([](SignInRequest&) {}), QString());
        QVERIFY(sentence([](SignInRequest& r) { r.name = u" "_s; }).contains(u"name"));
        QVERIFY(sentence([](SignInRequest& r) { r.clientId.clear(); }).contains(u"client id"));
        QVERIFY(sentence([](SignInRequest& r) { r.dataCentre = u"moon"_s; }).contains(u"eu, in, au"));
        for (const QString& bad : {u"http://content.zohoapis.eu"_s, u"https://evil.example"_s,
                                   u"https://u:p@upload.zoho.com"_s, u"http://127.0.0.1:1"_s})
            QVERIFY2(!sentence([&](SignInRequest& r) { r.uploadUrl = QUrl(bad); }).isEmpty(), qPrintable(bad));
        for (const QString& good : {u"https://upload.zoho.com"_s, u"https://upload-accl.zoho.in"_s})
            QCOMPARE(sentence([&](SignInRequest& r) { r.uploadUrl = QUrl(good); }), QString());
        const auto local = [&](const QString& address) {
            return sentence([&](SignInRequest& r) {
                r.kind = ConnectionKind::LocalSandbox;
                r.localAddress = QUrl(address);
            });
        };
        QCOMPARE(local(u"http://127.0.0.1:8765/"_s), QString());
        for (const QString& bad : {u"http://192.0.2.1:8765"_s, u"https://accounts.zoho.eu"_s, QString()})
            QVERIFY2(!local(bad).isEmpty(), qPrintable(bad));
    }

    // -- the listener

    void listensAtThisComputerOnly()
    {
        const Listening waiting;
        QVERIFY(waiting.ok);
        QCOMPARE(waiting.listener.address(), QHostAddress(QHostAddress::LocalHost));
        QCOMPARE(waiting.listener.redirectUri().host(), u"127.0.0.1"_s);
        if (QFile::exists(u"/proc/net/tcp"_s)) {
            QCOMPARE(listenersIn(u"/proc/net/tcp"_s, waiting.port),
                     QStringList{u"0100007F:%1"_s.arg(waiting.port, 4, 16, QLatin1Char('0')).toUpper()});
            QCOMPARE(listenersIn(u"/proc/net/tcp6"_s, waiting.port), QStringList());
        }
        Listening other;
        const auto taken = other.listener.listen(waiting.port, {});
        QVERIFY(!taken && taken.error().sentence.contains(QString::number(waiting.port)));
    }

    void takesOneAnswer()
    {
        Listening waiting;
        const QByteArray page =
            waiting.get("/callback?code=1000.x.y&location=eu&accounts-server=https%3A%2F%2Faccounts.zoho.eu&"
                        "state=the-state");
        QCOMPARE(waiting.calls, 1);
        QCOMPARE(*waiting.result, (LoopbackAnswer{u"1000.x.y"_s, u"eu"_s, u"https://accounts.zoho.eu"_s, {}}));
        QVERIFY(page.startsWith("HTTP/1.1 200 "));
        QVERIFY(page.contains("Referrer-Policy: no-referrer") && page.contains("default-src 'none'"));
        for (const QByteArray& word :
             {"<script"_ba, "1000.x.y"_ba, "the-state"_ba, "accounts"_ba, "src="_ba, "href="_ba})
            QVERIFY2(!page.contains(word), word.constData());
        QVERIFY(!waiting.listener.isListening());
        QCOMPARE(waiting.get("/callback?code=1000.z&state=the-state"), QByteArray());
        QCOMPARE(waiting.calls, 1);
    }

    void refusalIsAnAnswer()
    {
        Listening waiting;
        QVERIFY(waiting.get("/callback?error=access_denied&state=the-state").contains("Not signed in"));
        QCOMPARE(waiting.result->error, u"access_denied"_s);
        QVERIFY(!waiting.listener.isListening());
    }

    void hostileRequests_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        const QByteArray rest = " HTTP/1.1\r\nHost: HOST\r\n\r\n";
        const QByteArray good = "/callback?code=c&state=the-state";
        const auto row = [](const char* name, const QByteArray& request, int status) {
            QTest::newRow(name) << request << status;
        };
        row("wrong state", "GET /callback?code=c&state=another" + rest, 403);
        row("no state", "GET /callback?code=c" + rest, 403);
        row("longer state", "GET /callback?code=c&state=the-state2" + rest, 403);
        row("error without state", "GET /callback?error=access_denied" + rest, 403);
        row("two states", "GET /callback?code=c&state=the-state&state=x" + rest, 400);
        row("two codes", "GET /callback?code=c&code=d&state=the-state" + rest, 400);
        row("no code", "GET /callback?state=the-state" + rest, 400);
        row("code and error", "GET " + good + "&error=x" + rest, 400);
        row("other path", "GET /favicon.ico" + rest, 404);
        row("path that goes on", "GET /callback/x?code=c&state=the-state" + rest, 404);
        row("POST", "POST " + good + rest, 405);
        row("other host", "GET " + good + " HTTP/1.1\r\nHost: evil.example\r\n\r\n", 403);
        row("host without port", "GET " + good + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 403);
        row("localhost", "GET " + good + " HTTP/1.1\r\nHost: localhost:1\r\n\r\n", 403);
        row("no host", "GET " + good + " HTTP/1.1\r\n\r\n", 403);
        row("two hosts", "GET " + good + " HTTP/1.1\r\nHost: HOST\r\nHost: HOST\r\n\r\n", 403);
        row("absolute target", "GET http://127.0.0.1" + good + rest, 400);
        row("no version", "GET " + good + "\r\n\r\n", 400);
        row("TLS", QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15), 400);
        row("zeros", QByteArray(100, '\0') + "\r\n\r\n", 400);
        row("only line ends", "\r\n\r\n", 400);
        row("huge header", "GET " + good + " HTTP/1.1\r\nX: " + QByteArray(1 << 20, 'x'), 431);
        row("huge line", "GET /" + QByteArray(1 << 20, 'x'), 431);
    }

    void hostileRequests()
    {
        QFETCH(QByteArray, request);
        QFETCH(int, status);
        Listening waiting;
        const QByteArray host = "127.0.0.1:" + QByteArray::number(waiting.port);
        const QByteArray answer = sendRaw(waiting.port, request.replace("HOST", host));
        // Where more was sent than is read, the system may cut the answer off.
        if (status != 431 || !answer.isEmpty())
            QCOMPARE(answer.mid(9, 3).toInt(), status);
        QVERIFY(!answer.contains("the-state"));
        QCOMPARE(waiting.calls, 0);
        // Whoever sent it has not ended the sign-in.
        QVERIFY(waiting.get("/callback?code=c&state=the-state").startsWith("HTTP/1.1 200 "));
        QCOMPARE(waiting.calls, 1);
    }

    void slowClientIsLeft()
    {
        Listening waiting;
        QTcpSocket slow;
        slow.connectToHost(u"127.0.0.1"_s, waiting.port);
        slow.write("GET /callback?co");
        QVERIFY(
            QTest::qWaitFor([&] { return slow.bytesToWrite() == 0 && slow.state() == QTcpSocket::ConnectedState; }));
        // Another one is answered meanwhile, so the slow one has been taken before it.
        QVERIFY(waiting.get("/x").startsWith("HTTP/1.1 404 "));
        waiting.clock.advance(LoopbackListener::headTime);
        QTRY_COMPARE(slow.state(), QTcpSocket::UnconnectedState);
        QVERIFY(waiting.listener.isListening());
    }

    void manyConnectionsAreNotTaken()
    {
        Listening waiting;
        std::vector<std::unique_ptr<QTcpSocket>> sockets;
        for (int i = 0; i < 60; ++i) {
            sockets.push_back(std::make_unique<QTcpSocket>());
            sockets.back()->connectToHost(u"127.0.0.1"_s, waiting.port);
            sockets.back()->write("G");
        }
        const auto open = [&] {
            return std::count_if(sockets.begin(), sockets.end(),
                                 [](const auto& s) { return s->state() == QTcpSocket::ConnectedState; });
        };
        QTRY_COMPARE(open(), LoopbackListener::mostConnections);
        waiting.clock.advance(LoopbackListener::headTime);
        QTRY_COMPARE(open(), 0);
        QVERIFY(waiting.get("/callback?code=c&state=the-state").startsWith("HTTP/1.1 200 "));
    }

    void closesAfterFiveMinutes()
    {
        Listening waiting;
        waiting.clock.advance(LoopbackListener::waitTime - std::chrono::seconds(1));
        QVERIFY(waiting.listener.isListening());
        waiting.clock.advance(std::chrono::seconds(1));
        QVERIFY(!waiting.listener.isListening());
        QVERIFY(!waiting.result && waiting.result.error().kind == FailureKind::SignIn);
        QCOMPARE(waiting.calls, 1);
    }

    void mutatedRequestsChangeNothing()
    {
        // Twenty thousand good requests with one to four bytes changed: an answer only if all that counts is whole.
        std::mt19937 random(20'260'101);
        const QByteArray good = "GET /callback?code=c0de&state=the-state HTTP/1.1\r\nHost: 127.0.0.1:53682";
        int answers = 0;
        for (int i = 0; i < 20'000; ++i) {
            QByteArray head = good;
            for (unsigned n = 1 + random() % 4; n > 0; --n)
                head[qsizetype(random() % unsigned(head.size()))] = char(random() % 256);
            const LoopbackRequest judged = judgeLoopbackRequest(head, "127.0.0.1:53682", "the-state");
            if (judged.kind != LoopbackRequest::Kind::Answer)
                continue;
            ++answers;
            QVERIFY2(head.contains("state=the-state") || head.contains('%'), head.toHex(' ').constData());
            QVERIFY(head.startsWith("GET /callback?") && head.contains("127.0.0.1:53682"));
        }
        qInfo("seed 20260101: %d of 20,000 were still an answer", answers);
    }
};

QTEST_GUILESS_MAIN(TestCrmSignIn)
#include "tst_crm_signin.moc"
