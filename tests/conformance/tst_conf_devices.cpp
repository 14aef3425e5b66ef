// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance/signinclient.h"
#include "sandbox/signin/signin.h"

#include <QRegularExpression>
#include <QUrl>
#include <QtTest>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 second = 1000;
constexpr qint64 minute = 60 * second;

/// A device at a server of its own, and the person with a browser beside it.
class Device
{
public:
    Form initiation() const
    {
        return {{u"grant_type"_s, u"device_request"_s},
                {u"client_id"_s, client.client().id},
                {u"scope"_s, u"ZohoCRM.org.READ"_s},
                {u"access_type"_s, u"offline"_s},
                {u"prompt"_s, u"consent"_s}};
    }

    QJsonObject initiate(const Form& form) { return client.post(u"/oauth/v3/device/code"_s, form).json(); }
    QJsonObject initiate() { return initiate(initiation()); }

    Form pollForm(const QJsonObject& device) const
    {
        return {{u"grant_type"_s, u"device_token"_s},
                {u"client_id"_s, client.client().id},
                {u"client_secret"_s, client.client().secret},
                {u"code"_s, device[u"device_code"].toString()}};
    }

    /// "none" with tokens in `tokens`, or the error.
    QString poll(const QJsonObject& device)
    {
        tokens = client.post(u"/oauth/v3/device/token"_s, pollForm(device)).json();
        return tokens.contains(u"access_token") ? u"none"_s : tokens[u"error"].toString();
    }

    Reply page(const QString& userCode)
    {
        const Form form{{u"user_code"_s, userCode}};
        return server.send("GET", u"/oauth/v3/device?"_s + QString::fromLatin1(encoded(form)), {}, {}, false);
    }

    Reply decide(const Reply& page, const QString& decision, const QHash<QByteArray, QByteArray>& headers = {})
    {
        const Form form{{u"ticket"_s, ticketOf(page)}, {u"decision"_s, decision}, {u"user"_s, usersOf(page).value(1)}};
        return server.send("POST", u"/oauth/v3/device/decision"_s, encoded(form), "application/x-www-form-urlencoded",
                           false, headers);
    }

    Reply decide(const QJsonObject& device, const QString& decision)
    {
        return decide(page(device[u"user_code"].toString()), decision);
    }

    Clock& clock() { return server.server().clock(); }

    TestServer server;
    SignInClient client{server};
    QJsonObject tokens;
};

/// The accounts server without HTTP, as the port of another data centre would ask it.
class ForeignDesk
{
public:
    ForeignDesk() { signIn.addTo(router); }

    Answer ask(const QString& method, const QString& path, const Form& form, bool foreign = true)
    {
        Request request;
        request.method = method;
        request.segments = path.split(u'/');
        request.foreign = foreign;
        for (auto it = form.cbegin(); it != form.cend(); ++it)
            request.parameters.insert(it.key(), it.value());
        const auto route = router.find(request);
        return route ? (*route)->handler(request) : errorAnswer(route.error());
    }

    QString error(const QString& path, const Form& form, bool foreign = true)
    {
        Reply reply;
        reply.body = ask(u"POST"_s, path, form, foreign).body;
        return reply.json().contains(u"access_token") ? u"none"_s : reply.json()[u"error"].toString();
    }

    Form withClient(Form form)
    {
        form.insert(u"client_id"_s, client.id);
        form.insert(u"client_secret"_s, client.secret);
        return form;
    }

    QTemporaryDir folder;
    Options options{.location = u"eu"_s, .tokenLimit = 0};
    Store store{folder.path()};
    SignIn signIn{store, options, [] { return u"http://127.0.0.1:8765"_s; }};
    Router router;
    Client client = signIn.client();
};

Reply replyOf(const Answer& answer)
{
    Reply reply;
    reply.status = answer.status;
    reply.body = answer.body;
    for (const auto& [name, value] : answer.headers)
        reply.headers.insert(name.toLower(), value);
    return reply;
}

} // namespace

class ConfDevices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initiationAnswer();
    void initiationErrors_data();
    void initiationErrors();
    void pendingThenTokens();
    void tokensAreGivenOnce();
    void slowDownWithin30Seconds();
    void deniedIsAccessDenied();
    void expiredAfterFiveMinutes();
    void allowedInTimeDoesNotExpire();
    void refreshTokenOnlyForOfflineAccess();
    void pollErrors_data();
    void pollErrors();
    void codeIsAskedFor();
    void codeInAnyWriting_data();
    void codeInAnyWriting();
    void decisionIsGoodOnce();
    void decisionOfAnotherSiteIsRefused();
    void foreignCodeAndRefreshTokenAreUnknown();
    void foreignAuthorizeLeadsHome();
    void foreignDeviceIsSentHome();
    void foreignAccessTokenIsInvalid();
};

void ConfDevices::initiationAnswer()
{
    Device device;
    const QJsonObject codes = device.initiate();
    QVERIFY(QRegularExpression(u"^[A-Z]{4}-[A-Z]{4}$"_s).match(codes[u"user_code"].toString()).hasMatch());
    QVERIFY(codes[u"device_code"].toString().startsWith(u"1000."_s));
    QCOMPARE(codes[u"verification_url"].toString(), device.server.server().baseUrl() + u"/oauth/v3/device"_s);
    QCOMPARE(codes[u"interval"].toInt(), 30'000);
    QCOMPARE(codes[u"expires_in"].toInt(), 300'000);
}

void ConfDevices::initiationErrors_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("answer");
    QTest::newRow("client_id") << u"client_id"_s << u"1000.X"_s << u"invalid_client"_s;
    QTest::newRow("grant_type") << u"grant_type"_s << u"device_token"_s << u"invalid_request"_s;
    QTest::newRow("no scope") << u"scope"_s << QString() << u"invalid_request"_s;
    QTest::newRow("scope") << u"scope"_s << u"everything"_s << u"invalid_request"_s;
}

void ConfDevices::initiationErrors()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(QString, answer);
    Device device;
    Form form = device.initiation();
    form.insert(key, value);
    QCOMPARE(device.initiate(form), QJsonObject({{u"error"_s, answer}}));
}

void ConfDevices::pendingThenTokens()
{
    Device device;
    const QJsonObject codes = device.initiate();
    QCOMPARE(device.poll(codes), u"authorization_pending"_s);
    const Reply page = device.page(codes[u"user_code"].toString());
    QVERIFY(page.body.contains("Read the details of the company"));
    QVERIFY(page.body.contains(codes[u"user_code"].toString().toUtf8()));
    QVERIFY(device.decide(page, u"allow"_s).body.contains("Device connected"));
    device.clock().advance(30 * second);
    QCOMPARE(device.poll(codes), u"none"_s);
    QCOMPARE(device.tokens[u"scope"].toString(), u"ZohoCRM.org.READ"_s);
    QCOMPARE(device.tokens[u"api_domain"].toString(), device.server.server().baseUrl());
    QCOMPARE(device.client.tryToken(device.tokens[u"access_token"].toString()), u"200"_s);
    QVERIFY(device.client.refresh(device.tokens[u"refresh_token"].toString()).contains(u"access_token"));
}

void ConfDevices::tokensAreGivenOnce()
{
    Device device;
    const QJsonObject codes = device.initiate();
    device.decide(codes, u"allow"_s);
    QCOMPARE(device.poll(codes), u"none"_s);
    device.clock().advance(30 * second);
    QCOMPARE(device.poll(codes), u"invalid_code"_s);
}

void ConfDevices::slowDownWithin30Seconds()
{
    Device device;
    const QJsonObject codes = device.initiate();
    QCOMPARE(device.poll(codes), u"authorization_pending"_s);
    device.clock().advance(25 * second);
    QCOMPARE(device.poll(codes), u"slow_down"_s);
    device.decide(codes, u"allow"_s);
    device.clock().advance(25 * second);
    QCOMPARE(device.poll(codes), u"slow_down"_s); // less than 30 seconds after the latest
    device.clock().advance(30 * second);
    QCOMPARE(device.poll(codes), u"none"_s);
}

void ConfDevices::deniedIsAccessDenied()
{
    Device device;
    const QJsonObject codes = device.initiate();
    QVERIFY(device.decide(codes, u"deny"_s).body.contains("Device not connected"));
    QCOMPARE(device.poll(codes), u"access_denied"_s);
}

void ConfDevices::expiredAfterFiveMinutes()
{
    Device device;
    const QJsonObject codes = device.initiate();
    const Reply page = device.page(codes[u"user_code"].toString());
    device.clock().advance(5 * minute);
    QCOMPARE(device.poll(codes), u"expired"_s);
    QCOMPARE(device.page(codes[u"user_code"].toString()).status, 400);
    QCOMPARE(device.decide(page, u"allow"_s).status, 400);
}

void ConfDevices::allowedInTimeDoesNotExpire()
{
    Device device;
    const QJsonObject codes = device.initiate();
    device.decide(codes, u"allow"_s);
    device.clock().advance(6 * minute);
    QCOMPARE(device.poll(codes), u"none"_s);
}

void ConfDevices::refreshTokenOnlyForOfflineAccess()
{
    Device device;
    Form form = device.initiation();
    form.remove(u"access_type"_s);
    const QJsonObject codes = device.initiate(form);
    device.decide(codes, u"allow"_s);
    QCOMPARE(device.poll(codes), u"none"_s);
    QVERIFY(!device.tokens.contains(u"refresh_token"));
}

void ConfDevices::pollErrors_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("answer");
    QTest::newRow("client_id") << u"client_id"_s << u"invalid_client"_s;
    QTest::newRow("client_secret") << u"client_secret"_s << u"invalid_client_secret"_s;
    QTest::newRow("grant_type") << u"grant_type"_s << u"invalid_request"_s;
    QTest::newRow("code") << u"code"_s << u"invalid_code"_s;
}

void ConfDevices::pollErrors()
{
    QFETCH(QString, key);
    QFETCH(QString, answer);
    Device device;
    Form form = device.pollForm(device.initiate());
    form[key] += u'x';
    QCOMPARE(device.client.post(u"/oauth/v3/device/token"_s, form).json(), QJsonObject({{u"error"_s, answer}}));
}

void ConfDevices::codeIsAskedFor()
{
    Device device;
    const Reply page = device.page({});
    QCOMPARE(page.status, 200);
    QVERIFY(page.body.contains("name=\"user_code\""));
    QVERIFY(page.headers.value("content-security-policy").endsWith("form-action 'self'"));
    const Reply unknown = device.page(u"<b>\"NONE"_s);
    QCOMPARE(unknown.status, 400);
    QVERIFY(unknown.body.contains("No device is waiting"));
    QVERIFY(!unknown.body.contains("<b>"));
}

void ConfDevices::codeInAnyWriting_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::newRow("without the hyphen") << u"-"_s << QString();
    QTest::newRow("with a blank") << u"-"_s << u" "_s;
    QTest::newRow("with blanks around") << u"-"_s << u" - "_s;
}

void ConfDevices::codeInAnyWriting()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    Device device;
    QString typed = device.initiate()[u"user_code"].toString().toLower();
    QVERIFY(!ticketOf(device.page(typed.replace(from, to))).isEmpty());
}

void ConfDevices::decisionIsGoodOnce()
{
    Device device;
    const QJsonObject codes = device.initiate();
    const Reply one = device.page(codes[u"user_code"].toString());
    const Reply other = device.page(codes[u"user_code"].toString());
    QCOMPARE(device.decide(one, u"deny"_s).status, 200);
    QCOMPARE(device.decide(one, u"allow"_s).status, 400);
    QCOMPARE(device.decide(other, u"allow"_s).status, 400);
    QCOMPARE(device.poll(codes), u"access_denied"_s);
}

void ConfDevices::decisionOfAnotherSiteIsRefused()
{
    Device device;
    const QJsonObject codes = device.initiate();
    const Reply page = device.page(codes[u"user_code"].toString());
    QCOMPARE(device.decide(page, u"allow"_s, {{"Origin", "http://evil.example"}}).status, 403);
    QCOMPARE(device.poll(codes), u"authorization_pending"_s);
}

void ConfDevices::foreignCodeAndRefreshTokenAreUnknown()
{
    ForeignDesk desk;
    const QString token = u"oauth/v2/token"_s;
    const Form refresh =
        desk.withClient({{u"grant_type"_s, u"refresh_token"_s}, {u"refresh_token"_s, desk.client.refreshToken}});
    QCOMPARE(desk.error(token, refresh), u"invalid_code"_s);
    QCOMPARE(desk.error(token, refresh, false), u"none"_s);
    QCOMPARE(desk.error(u"oauth/v2/token/revoke"_s, {{u"token"_s, desk.client.refreshToken}}), u"invalid_token"_s);
    QCOMPARE(desk.error(token, refresh, false), u"none"_s);
    QCOMPARE(desk.error(token, {{u"grant_type"_s, u"refresh_token"_s}}), u"invalid_client"_s);
}

void ConfDevices::foreignAuthorizeLeadsHome()
{
    ForeignDesk desk;
    const QString uri = u"http://127.0.0.1:53682/callback"_s;
    const Reply page = replyOf(desk.ask(u"GET"_s, u"oauth/v2/auth"_s,
                                        {{u"response_type"_s, u"code"_s},
                                         {u"client_id"_s, desk.client.id},
                                         {u"redirect_uri"_s, uri},
                                         {u"scope"_s, u"ZohoCRM.org.READ"_s}}));
    QCOMPARE(page.status, 200);
    const Reply reply = replyOf(
        desk.ask(u"POST"_s, u"oauth/v2/auth/decision"_s,
                 {{u"ticket"_s, ticketOf(page)}, {u"decision"_s, u"allow"_s}, {u"user"_s, usersOf(page).value(0)}}));
    QCOMPARE(reply.status, 302);
    const QUrlQuery query(QUrl(QString::fromLatin1(reply.headers.value("location"))));
    QCOMPARE(query.queryItemValue(u"accounts-server"_s, QUrl::FullyDecoded), u"http://127.0.0.1:8765"_s);
    QCOMPARE(query.queryItemValue(u"location"_s), u"eu"_s);
    const Form exchange = desk.withClient({{u"grant_type"_s, u"authorization_code"_s},
                                           {u"redirect_uri"_s, uri},
                                           {u"code"_s, query.queryItemValue(u"code"_s)}});
    QCOMPARE(desk.error(u"oauth/v2/token"_s, exchange), u"invalid_code"_s);
    QCOMPARE(desk.error(u"oauth/v2/token"_s, exchange, false), u"none"_s);
}

void ConfDevices::foreignDeviceIsSentHome()
{
    ForeignDesk desk;
    const Reply codes = replyOf(desk.ask(u"POST"_s, u"oauth/v3/device/code"_s,
                                         {{u"grant_type"_s, u"device_request"_s},
                                          {u"client_id"_s, desk.client.id},
                                          {u"scope"_s, u"ZohoCRM.org.READ"_s}}));
    const Form poll =
        desk.withClient({{u"grant_type"_s, u"device_token"_s}, {u"code"_s, codes.json()[u"device_code"].toString()}});
    const QString token = u"oauth/v3/device/token"_s;
    QCOMPARE(desk.error(token, poll), u"authorization_pending"_s);
    const Reply page =
        replyOf(desk.ask(u"GET"_s, u"oauth/v3/device"_s, {{u"user_code"_s, codes.json()[u"user_code"].toString()}}));
    desk.ask(u"POST"_s, u"oauth/v3/device/decision"_s,
             {{u"ticket"_s, ticketOf(page)}, {u"decision"_s, u"allow"_s}, {u"user"_s, usersOf(page).value(0)}});
    desk.store.clock().advance(30 * second);
    const Reply other = replyOf(desk.ask(u"POST"_s, token, poll));
    QCOMPARE(other.json(), QJsonObject({{u"error"_s, u"other_dc"_s}, {u"user_location"_s, u"eu"_s}}));
    QCOMPARE(desk.error(token, poll, false), u"none"_s); // at once: these servers have not been asked before
}

void ConfDevices::foreignAccessTokenIsInvalid()
{
    ForeignDesk desk;
    const Answer answer = desk.ask(
        u"POST"_s, u"oauth/v2/token"_s,
        desk.withClient({{u"grant_type"_s, u"refresh_token"_s}, {u"refresh_token"_s, desk.client.refreshToken}}),
        false);
    Request request;
    request.headers.insert(u"authorization"_s,
                           u"Zoho-oauthtoken "_s + replyOf(answer).json()[u"access_token"].toString());
    QVERIFY(desk.signIn.callerOf(request));
    request.foreign = true;
    const auto caller = desk.signIn.callerOf(request);
    QVERIFY(!caller);
    QCOMPARE(caller.error().code, u"INVALID_TOKEN"_s);
    QCOMPARE(caller.error().status, 401);
}

QTEST_GUILESS_MAIN(ConfDevices)
#include "tst_conf_devices.moc"
