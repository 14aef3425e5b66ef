// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance/signinclient.h"

#include <QUrl>
#include <QtTest>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 second = 1000;
constexpr qint64 minute = 60 * second;

// RFC 7636, appendix B.
const QString verifier = u"dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"_s;
const QString challenge = u"E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"_s;

const QString askAgain = u"prompt"_s;
const Form again{{askAgain, u"consent"_s}};
const Form online{{u"access_type"_s, QString()}};

QString error(const QJsonObject& answer)
{
    return answer.contains(u"access_token") ? u"none"_s : answer[u"error"].toString();
}

} // namespace

class ConfSignin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pageShowsWhoAsksForWhat();
    void pageCannotBeFramedOrScripted();
    void pageEscapesWhatWasSent();
    void badAuthorizeRequestIsNotRedirected_data();
    void badAuthorizeRequestIsNotRedirected();
    void registeredRedirectUriIsComparedToTheLetter();
    void loopbackRedirectUri_data();
    void loopbackRedirectUri();
    void redirectHasCodeLocationServerAndState();
    void redirectKeepsAQuery();
    void denyIsAccessDenied();
    void denyAsPage();
    void decisionIsGoodOnce();
    void decisionOfAnotherSiteIsRefused_data();
    void decisionOfAnotherSiteIsRefused();
    void decisionNeedsAnActiveUser();
    void pageGetsTooOld();
    void codeGivesTokensOfTheUser();
    void codeIsGoodOnce();
    void codeLife_data();
    void codeLife();
    void tenCodesInTenMinutes();
    void pkce_data();
    void pkce();
    void exchangeErrors_data();
    void exchangeErrors();
    void failedTryKeepsTheCode();
    void refreshTokenOnlyForOfflineAccess();
    void refreshTokenOnlyAtTheFirstConsent();
    void refreshTokenOncePerUser();
    void twentyRefreshTokensAUser();
    void refreshAnswerHasNoRefreshToken();
    void refreshErrors_data();
    void refreshErrors();
    void tenAccessTokensInTenMinutes_data();
    void tenAccessTokensInTenMinutes();
    void fifteenLiveAccessTokens();
    void accessTokenLivesAnHour();
    void scopeMayBeMissing();
    void tokenInThreeForms();
    void postWithoutALength();
    void revokeRefreshToken_data();
    void revokeRefreshToken();
    void revokeAccessToken();
    void revokeUnknownToken();
    void connectionFileGetsANewRefreshToken();
    void badAccessToken_data();
    void badAccessToken();
    void disabledUser();
    void scopesAreAsked();
    void serverInfo();
    void everythingOutlivesARestart();
    void folderOfAnOlderServer();

private:
    TestServer m_server{Options{.tokenLimit = 0}};
    SignInClient m_client{m_server};
};

void ConfSignin::pageShowsWhoAsksForWhat()
{
    const Reply page = m_client.page(m_client.authorizeForm());
    QCOMPARE(page.status, 200);
    QCOMPARE(page.headers.value("content-type"), "text/html;charset=UTF-8");
    const QString html = QString::fromUtf8(page.body);
    for (const QString& part : {u"Sign in to Example Ltd"_s, m_client.client().id, u"Full access to records of all"_s,
                                u"ZohoCRM.modules.ALL"_s, u"Read the details of the company"_s, u"María Núñez"_s,
                                u"value=\"allow\""_s, u"value=\"deny\""_s, m_client.redirectUri()})
        QVERIFY2(html.contains(part), qPrintable(part));
    QCOMPARE(usersOf(page).size(), 5);
    QVERIFY(!html.contains(u"Otto"_s)); // is not active
    QCOMPARE(html.count(u" selected>"_s), 1);
    QVERIFY(html.contains(u"\" selected>Ada Admin"_s));
}

void ConfSignin::pageCannotBeFramedOrScripted()
{
    const Reply page = m_client.page(m_client.authorizeForm());
    const QByteArray policy = page.headers.value("content-security-policy");
    QVERIFY(policy.startsWith("default-src 'none'; style-src 'unsafe-inline';"));
    QVERIFY(policy.endsWith("form-action 'self' http://127.0.0.1:53682"));
    QCOMPARE(page.headers.value("x-frame-options"), "DENY");
    QCOMPARE(page.headers.value("cache-control"), "no-store");
    QVERIFY(!page.body.contains("<script"));
    QVERIFY(!page.body.contains("src="));
    QVERIFY(!page.body.contains("url("));
}

void ConfSignin::pageEscapesWhatWasSent()
{
    const Reply refused = m_client.page(m_client.authorizeForm({{u"scope"_s, u"<script>x</script>{{title}}"_s}}));
    QVERIFY(refused.body.contains("&lt;script&gt;x&lt;/script&gt;{{title}}"));
    QVERIFY(!refused.body.contains("<script"));
    const Reply page = m_client.page(m_client.authorizeForm({{u"redirect_uri"_s, u"http://localhost/a&lt;b"_s}}));
    QVERIFY(page.body.contains("http://localhost/a&amp;lt;b"));
}

void ConfSignin::badAuthorizeRequestIsNotRedirected_data()
{
    QTest::addColumn<Form>("changes");
    QTest::addColumn<QString>("sentence");
    const QString none;
    const auto uri = [](const char* name, const QString& value, const QString& sentence) {
        QTest::newRow(name) << Form{{u"redirect_uri"_s, value}} << sentence;
    };
    QTest::newRow("no client_id") << Form{{u"client_id"_s, none}} << u"The client_id is not"_s;
    QTest::newRow("unknown client_id") << Form{{u"client_id"_s, u"1000.X"_s}} << u"The client_id is not"_s;
    QTest::newRow("no response_type") << Form{{u"response_type"_s, none}} << u"The response_type is not code"_s;
    QTest::newRow("response_type") << Form{{u"response_type"_s, u"token"_s}} << u"The response_type is not code"_s;
    const QString notPlain = u"not a plain http:// or https://"_s;
    const QString notHere = u"not an http:// address of this machine"_s;
    uri("no redirect_uri", none, u"has no redirect_uri"_s);
    uri("redirect_uri of another scheme", u"app://callback"_s, notPlain);
    uri("redirect_uri javascript", u"javascript:alert(1)"_s, notPlain);
    uri("redirect_uri with a fragment", u"http://127.0.0.1/a#b"_s, notPlain);
    uri("redirect_uri with a user", u"http://127.0.0.1@evil.example/"_s, notPlain);
    uri("redirect_uri with a backslash", u"http://127.0.0.1\\@evil.example/"_s, notPlain);
    uri("redirect_uri with a line break", u"http://127.0.0.1/a\r\nSet-Cookie: a=b"_s, notPlain);
    uri("redirect_uri elsewhere", u"http://evil.example/"_s, notHere);
    uri("redirect_uri with a lookalike host", u"http://localhost.evil.example/"_s, notHere);
    uri("redirect_uri https here", u"https://127.0.0.1/"_s, notHere);
    QTest::newRow("no scope") << Form{{u"scope"_s, none}} << u"has no scope"_s;
    QTest::newRow("scope") << Form{{u"scope"_s, u"ZohoCRM.org.READ,everything"_s}} << u"\"everything\" does not"_s;
    QTest::newRow("scopes with blanks") << Form{{u"scope"_s, u"ZohoCRM.org.READ ZohoCRM.users.READ"_s}}
                                        << u"does not exist"_s;
    QTest::newRow("access_type") << Form{{u"access_type"_s, u"forever"_s}} << u"The access_type is neither"_s;
    QTest::newRow("prompt") << Form{{u"prompt"_s, u"login"_s}} << u"The prompt is not"_s;
    QTest::newRow("challenge method") << Form{{u"code_challenge"_s, challenge}, {u"code_challenge_method"_s, u"S1"_s}}
                                      << u"neither S256 nor plain"_s;
    QTest::newRow("method alone") << Form{{u"code_challenge_method"_s, u"S256"_s}} << u"without a code_challenge"_s;
    QTest::newRow("short challenge") << Form{{u"code_challenge"_s, u"abc"_s}} << u"The code_challenge is not 43"_s;
}

void ConfSignin::badAuthorizeRequestIsNotRedirected()
{
    QFETCH(Form, changes);
    QFETCH(QString, sentence);
    const Reply reply = m_client.page(m_client.authorizeForm(changes));
    QCOMPARE(reply.status, 400);
    QVERIFY(!reply.headers.contains("location"));
    QCOMPARE(reply.headers.value("content-type"), "text/html;charset=UTF-8");
    QVERIFY2(QString::fromUtf8(reply.body).replace(u"&quot;"_s, u"\""_s).contains(sentence), reply.body.constData());
    QVERIFY(ticketOf(reply).isEmpty());
}

void ConfSignin::registeredRedirectUriIsComparedToTheLetter()
{
    TestServer server(Options{.redirectUris = {u"https://app.example.org/cb"_s, u"http://127.0.0.1:9/cb"_s}});
    SignInClient client(server);
    const auto status = [&client](const QString& uri) {
        return client.page(client.authorizeForm({{u"redirect_uri"_s, uri}})).status;
    };
    QCOMPARE(status(u"https://app.example.org/cb"_s), 200);
    QCOMPARE(status(u"http://127.0.0.1:9/cb"_s), 200);
    QCOMPARE(status(u"https://app.example.org/cb/"_s), 400);
    QCOMPARE(status(u"https://app.example.org/CB"_s), 400);
    QCOMPARE(status(u"http://127.0.0.1:10/cb"_s), 400);
}

void ConfSignin::loopbackRedirectUri_data()
{
    QTest::addColumn<QString>("uri");
    QTest::addColumn<QByteArray>("source");
    QTest::newRow("IPv4") << u"http://127.0.0.1:4711/"_s << "http://127.0.0.1:4711"_ba;
    QTest::newRow("name") << u"http://localhost/cb?x=1"_s << "http://localhost"_ba;
    QTest::newRow("IPv6") << u"http://[::1]:4711/cb"_s << "http:"_ba;
}

void ConfSignin::loopbackRedirectUri()
{
    QFETCH(QString, uri);
    QFETCH(QByteArray, source);
    const Reply page = m_client.page(m_client.authorizeForm({{u"redirect_uri"_s, uri}}));
    QCOMPARE(page.status, 200);
    QVERIFY(page.headers.value("content-security-policy").endsWith("form-action 'self' " + source));
    const Reply reply = m_client.decide(ticketOf(page), u"allow"_s, usersOf(page).first());
    QCOMPARE(reply.status, 302);
    QVERIFY(reply.headers.value("location").startsWith(uri.toLatin1()));
}

void ConfSignin::redirectHasCodeLocationServerAndState()
{
    TestServer server(Options{.location = u"in"_s});
    SignInClient client(server);
    const Reply page = client.page(client.authorizeForm());
    const Reply reply = client.decide(ticketOf(page), u"allow"_s, usersOf(page).first());
    QCOMPARE(reply.status, 302);
    const QByteArray location = reply.headers.value("location");
    QVERIFY(location.startsWith(client.redirectUri().toLatin1() + "?code=1000."));
    QVERIFY(location.contains("&location=in&accounts-server=http%3A%2F%2F127.0.0.1%3A"));
    const QUrlQuery query(QUrl(QString::fromLatin1(location)));
    QCOMPARE(query.queryItemValue(u"accounts-server"_s, QUrl::FullyDecoded), server.server().baseUrl());
    QCOMPARE(query.queryItemValue(u"state"_s, QUrl::FullyDecoded), u"a state&more"_s);
    QVERIFY(!client.allow({{u"state"_s, QString()}}).hasQueryItem(u"state"_s));
}

void ConfSignin::redirectKeepsAQuery()
{
    const Form withQuery{{u"redirect_uri"_s, u"http://127.0.0.1:53682/callback?from=crm"_s}};
    const QUrlQuery query = m_client.allow(withQuery);
    QCOMPARE(query.queryItemValue(u"from"_s), u"crm"_s);
    QCOMPARE(error(m_client.exchange(query.queryItemValue(u"code"_s), withQuery)), u"none"_s);
}

void ConfSignin::denyIsAccessDenied()
{
    const Reply page = m_client.page(m_client.authorizeForm());
    const Reply reply = m_client.decide(ticketOf(page), u"deny"_s, usersOf(page).first());
    QCOMPARE(reply.status, 302);
    QCOMPARE(reply.headers.value("location"),
             m_client.redirectUri().toLatin1() + "?error=access_denied&state=a%20state%26more");
}

void ConfSignin::denyAsPage()
{
    TestServer server(Options{.quirks = {Quirk::DenyAsPage}});
    SignInClient client(server);
    const Reply reply = client.decide(ticketOf(client.page(client.authorizeForm())), u"deny"_s, {});
    QCOMPARE(reply.status, 200);
    QVERIFY(!reply.headers.contains("location"));
    QVERIFY(reply.body.contains("You have refused."));
}

void ConfSignin::decisionIsGoodOnce()
{
    const Reply page = m_client.page(m_client.authorizeForm());
    QCOMPARE(m_client.decide(ticketOf(page), u"deny"_s, {}).status, 302);
    QCOMPARE(m_client.decide(ticketOf(page), u"allow"_s, usersOf(page).first()).status, 400);
    QCOMPARE(m_client.decide(u"0"_s, u"allow"_s, usersOf(page).first()).status, 400);
    QCOMPARE(m_client.decide({}, u"allow"_s, usersOf(page).first()).status, 400);
}

void ConfSignin::decisionOfAnotherSiteIsRefused_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<int>("status");
    QTest::newRow("another site") << "http://evil.example"_ba
                                  << "127.0.0.1:1"_ba << 403;
    QTest::newRow("another port") << "http://127.0.0.1:2"_ba
                                  << "127.0.0.1:1"_ba << 403;
    QTest::newRow("a name that leads here") << "http://evil.example:1"_ba
                                            << "evil.example:1"_ba << 403;
    QTest::newRow("none that can be told") << "null"_ba
                                           << "127.0.0.1:1"_ba << 403;
    QTest::newRow("this site") << "http://127.0.0.1:1"_ba
                               << "127.0.0.1:1"_ba << 302;
    QTest::newRow("this site by name") << "http://localhost:1"_ba
                                       << "localhost:1"_ba << 302;
}

void ConfSignin::decisionOfAnotherSiteIsRefused()
{
    QFETCH(QByteArray, origin);
    QFETCH(QByteArray, host);
    QFETCH(int, status);
    const Reply page = m_client.page(m_client.authorizeForm());
    const Reply reply =
        m_client.decide(ticketOf(page), u"allow"_s, usersOf(page).first(), {{"Origin", origin}, {"Host", host}});
    QCOMPARE(reply.status, status);
}

void ConfSignin::decisionNeedsAnActiveUser()
{
    const QString first = usersOf(m_client.page(m_client.authorizeForm())).first();
    for (const QString& user : {QString::number(first.toLongLong() + 5), u"17"_s, u"x"_s, QString()}) {
        const Reply page = m_client.page(m_client.authorizeForm());
        const Reply reply = m_client.decide(ticketOf(page), u"allow"_s, user);
        QCOMPARE(reply.status, 400);
        QVERIFY(reply.body.contains("no active user"));
    }
}

void ConfSignin::pageGetsTooOld()
{
    TestServer server;
    SignInClient client(server);
    const Reply page = client.page(client.authorizeForm());
    server.server().clock().advance(11 * minute);
    QCOMPARE(client.decide(ticketOf(page), u"allow"_s, usersOf(page).first()).status, 400);
}

void ConfSignin::codeGivesTokensOfTheUser()
{
    const QJsonObject tokens = m_client.signIn({}, 1);
    const QString access = tokens[u"access_token"].toString();
    QVERIFY(access.startsWith(u"1000."_s));
    QVERIFY(tokens[u"refresh_token"].toString().startsWith(u"1000."_s));
    QCOMPARE(tokens[u"scope"].toString(), u"ZohoCRM.modules.ALL ZohoCRM.org.READ ZohoCRM.users.READ"_s);
    QCOMPARE(tokens[u"api_domain"].toString(), m_server.server().baseUrl());
    QCOMPARE(tokens[u"token_type"].toString(), u"Bearer"_s);
    QCOMPARE(tokens[u"expires_in"].toInt(), 3600);
    QCOMPARE(m_client.tryToken(access), u"200"_s);
    QCOMPARE(m_server.sql(u"select user from sandbox_oauth_grants order by id desc"_s),
             usersOf(m_client.page(m_client.authorizeForm())).at(1));
}

void ConfSignin::codeIsGoodOnce()
{
    const QString code = m_client.allow().queryItemValue(u"code"_s);
    const QJsonObject tokens = m_client.exchange(code);
    QCOMPARE(error(tokens), u"none"_s);
    QCOMPARE(error(m_client.exchange(code)), u"invalid_code"_s);
    QCOMPARE(m_client.tryToken(tokens[u"access_token"].toString()), u"200"_s);
}

void ConfSignin::codeLife_data()
{
    QTest::addColumn<Quirks>("quirks");
    QTest::addColumn<qint64>("age");
    QTest::addColumn<QString>("answer");
    QTest::newRow("nearly two minutes") << Quirks() << 115 * second << u"none"_s;
    QTest::newRow("two minutes") << Quirks() << 120 * second << u"invalid_code"_s;
    QTest::newRow("nearly three minutes, quirk") << Quirks{Quirk::CodeThreeMinutes} << 175 * second << u"none"_s;
    QTest::newRow("three minutes, quirk") << Quirks{Quirk::CodeThreeMinutes} << 180 * second << u"invalid_code"_s;
}

void ConfSignin::codeLife()
{
    QFETCH(Quirks, quirks);
    QFETCH(qint64, age);
    QFETCH(QString, answer);
    TestServer server(Options{.quirks = quirks});
    SignInClient client(server);
    const QString code = client.allow().queryItemValue(u"code"_s);
    server.server().clock().advance(age);
    QCOMPARE(error(client.exchange(code)), answer);
}

void ConfSignin::tenCodesInTenMinutes()
{
    TestServer server;
    SignInClient client(server);
    for (int i = 0; i < 10; ++i)
        QVERIFY(client.allow({}, i % 2).hasQueryItem(u"code"_s));
    const Reply page = client.page(client.authorizeForm());
    const Reply reply = client.decide(ticketOf(page), u"allow"_s, usersOf(page).first());
    QCOMPARE(reply.status, 400);
    QVERIFY(reply.body.contains("You have made too many requests continuously."));
    server.server().clock().advance(10 * minute);
    QVERIFY(client.allow().hasQueryItem(u"code"_s));
    for (int i = 0; i < 12; ++i)
        QVERIFY(m_client.allow().hasQueryItem(u"code"_s)); // tokenLimit 0
}

void ConfSignin::pkce_data()
{
    QTest::addColumn<QString>("challenge");
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("verifier");
    QTest::addColumn<QString>("answer");
    const QString s256 = u"S256"_s;
    const QString good = u"none"_s;
    const QString bad = u"invalid_code"_s;
    QTest::newRow("S256") << challenge << s256 << verifier << good;
    QTest::newRow("plain") << verifier << u"plain"_s << verifier << good;
    QTest::newRow("plain is the default") << verifier << QString() << verifier << good;
    QTest::newRow("S256, wrong") << challenge << s256 << verifier.toLower() << bad;
    QTest::newRow("S256, the challenge itself") << challenge << s256 << challenge << bad;
    QTest::newRow("S256, missing") << challenge << s256 << QString() << bad;
    QTest::newRow("plain, wrong") << verifier << u"plain"_s << challenge << bad;
    QTest::newRow("plain, missing") << verifier << u"plain"_s << QString() << bad;
    QTest::newRow("unasked for") << QString() << QString() << verifier << bad;
}

void ConfSignin::pkce()
{
    QFETCH(QString, challenge);
    QFETCH(QString, method);
    QFETCH(QString, verifier);
    QFETCH(QString, answer);
    const QUrlQuery query = m_client.allow({{u"code_challenge"_s, challenge}, {u"code_challenge_method"_s, method}});
    QCOMPARE(error(m_client.exchange(query.queryItemValue(u"code"_s), {{u"code_verifier"_s, verifier}})), answer);
}

void ConfSignin::exchangeErrors_data()
{
    QTest::addColumn<Form>("changes");
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QString>("withQuirk");
    const QString client = u"invalid_client"_s;
    const QString secret = u"invalid_client_secret"_s;
    const QString uri = u"invalid_redirect_uri"_s;
    const QString code = u"invalid_code"_s;
    const QString request = u"invalid_request"_s;
    const QString none;
    QTest::newRow("client_id") << Form{{u"client_id"_s, u"1000.X"_s}} << client << client;
    QTest::newRow("no client_id") << Form{{u"client_id"_s, none}} << client << client;
    QTest::newRow("client_secret") << Form{{u"client_secret"_s, u"x"_s}} << secret << client;
    QTest::newRow("no client_secret") << Form{{u"client_secret"_s, none}} << secret << client;
    QTest::newRow("redirect_uri") << Form{{u"redirect_uri"_s, u"http://127.0.0.1:53682/"_s}} << uri << client;
    QTest::newRow("no redirect_uri") << Form{{u"redirect_uri"_s, none}} << uri << client;
    QTest::newRow("code") << Form{{u"code"_s, u"1000.x.y"_s}} << code << code;
    QTest::newRow("no code") << Form{{u"code"_s, none}} << code << code;
    QTest::newRow("grant_type") << Form{{u"grant_type"_s, u"password"_s}} << request << request;
    QTest::newRow("no grant_type") << Form{{u"grant_type"_s, none}} << request << request;
}

void ConfSignin::exchangeErrors()
{
    QFETCH(Form, changes);
    QFETCH(QString, answer);
    QFETCH(QString, withQuirk);
    QCOMPARE(error(m_client.exchange(m_client.allow().queryItemValue(u"code"_s), changes)), answer);
    TestServer server(Options{.quirks = {Quirk::SecretAsInvalidClient}});
    SignInClient client(server);
    QCOMPARE(error(client.exchange(client.allow().queryItemValue(u"code"_s), changes)), withQuirk);
}

void ConfSignin::failedTryKeepsTheCode()
{
    const QString code = m_client.allow().queryItemValue(u"code"_s);
    QCOMPARE(error(m_client.exchange(code, {{u"redirect_uri"_s, u"http://localhost/"_s}})), u"invalid_redirect_uri"_s);
    QCOMPARE(error(m_client.exchange(code)), u"none"_s);
}

void ConfSignin::refreshTokenOnlyForOfflineAccess()
{
    TestServer server;
    SignInClient client(server);
    const QJsonObject tokens = client.signIn(online, 2);
    QCOMPARE(client.tryToken(tokens[u"access_token"].toString()), u"200"_s);
    QVERIFY(!tokens.contains(u"refresh_token"));
    QVERIFY(!client.signIn({{u"access_type"_s, u"online"_s}, {askAgain, u"consent"_s}}, 2).contains(u"refresh_token"));
    QVERIFY(client.signIn({}, 2).contains(u"refresh_token")); // the first offline one
}

void ConfSignin::refreshTokenOnlyAtTheFirstConsent()
{
    TestServer server;
    SignInClient client(server);
    const QJsonObject first = client.signIn({}, 1);
    QVERIFY(first.contains(u"refresh_token"));
    const QJsonObject second = client.signIn({}, 1);
    QCOMPARE(error(second), u"none"_s);
    QVERIFY(!second.contains(u"refresh_token"));
    const QJsonObject third = client.signIn(again, 1);
    QVERIFY(third.contains(u"refresh_token"));
    for (const QJsonObject& tokens : {first, third}) {
        QCOMPARE(error(client.refresh(tokens[u"refresh_token"].toString())), u"none"_s);
        client.post(u"/oauth/v2/token/revoke"_s, {{u"token"_s, tokens[u"refresh_token"].toString()}});
    }
    QVERIFY(client.signIn({}, 1).contains(u"refresh_token")); // the client has none left
}

void ConfSignin::refreshTokenOncePerUser()
{
    TestServer server;
    SignInClient client(server);
    QVERIFY(!client.signIn({}, 0).contains(u"refresh_token")); // the connection file has the first user's
    QVERIFY(client.signIn({}, 1).contains(u"refresh_token"));
    QVERIFY(client.signIn({}, 2).contains(u"refresh_token"));
}

void ConfSignin::twentyRefreshTokensAUser()
{
    TestServer server(Options{.tokenLimit = 0});
    SignInClient client(server);
    const QJsonObject ofAnother = client.signIn(again, 2);
    QList<QJsonObject> all;
    for (int i = 0; i < 20; ++i)
        all.append(client.signIn(again, 1));
    QCOMPARE(client.tryToken(all[0][u"access_token"].toString()), u"200"_s);
    QCOMPARE(error(client.refresh(all[0][u"refresh_token"].toString())), u"none"_s);
    all.append(client.signIn(again, 1));
    QCOMPARE(error(client.refresh(all[0][u"refresh_token"].toString())), u"invalid_code"_s);
    QCOMPARE(client.tryToken(all[0][u"access_token"].toString()), u"401 INVALID_TOKEN"_s);
    QCOMPARE(error(client.refresh(all[1][u"refresh_token"].toString())), u"none"_s);
    QCOMPARE(error(client.refresh(all[20][u"refresh_token"].toString())), u"none"_s);
    QCOMPARE(error(client.refresh(ofAnother[u"refresh_token"].toString())), u"none"_s);
}

void ConfSignin::refreshAnswerHasNoRefreshToken()
{
    const QJsonObject tokens = m_client.refresh(m_client.client().refreshToken);
    QCOMPARE(m_client.tryToken(tokens[u"access_token"].toString()), u"200"_s);
    QVERIFY(!tokens.contains(u"refresh_token"));
    QCOMPARE(tokens[u"scope"].toString(), Options().scopes.replace(u',', u' '));
    QCOMPARE(error(m_client.refresh(m_client.client().refreshToken)), u"none"_s); // the old one stays valid
}

void ConfSignin::refreshErrors_data()
{
    QTest::addColumn<QString>("broken");
    QTest::addColumn<QString>("answer");
    QTest::newRow("client") << u"client_id"_s << u"invalid_client"_s;
    QTest::newRow("secret") << u"client_secret"_s << u"invalid_client_secret"_s;
    QTest::newRow("refresh token") << u"refresh_token"_s << u"invalid_code"_s;
    QTest::newRow("grant") << u"grant_type"_s << u"invalid_request"_s;
}

void ConfSignin::refreshErrors()
{
    QFETCH(QString, broken);
    QFETCH(QString, answer);
    Form form{{u"grant_type"_s, u"refresh_token"_s},
              {u"client_id"_s, m_client.client().id},
              {u"client_secret"_s, m_client.client().secret},
              {u"refresh_token"_s, m_client.client().refreshToken}};
    form[broken] += u'x';
    const QJsonObject reply = m_client.post(u"/oauth/v2/token"_s, form).json();
    QCOMPARE(error(reply), answer);
    QVERIFY(!reply.contains(u"expires_in"));
}

void ConfSignin::tenAccessTokensInTenMinutes_data()
{
    QTest::addColumn<Quirks>("quirks");
    QTest::addColumn<int>("status");
    QTest::newRow("documented") << Quirks() << 400;
    QTest::newRow("quirk") << Quirks{Quirk::AccessDenied200} << 200;
}

void ConfSignin::tenAccessTokensInTenMinutes()
{
    QFETCH(Quirks, quirks);
    QFETCH(int, status);
    TestServer server(Options{.quirks = quirks});
    SignInClient client(server);
    const QString refreshToken = client.client().refreshToken;
    for (int i = 0; i < 10; ++i)
        QCOMPARE(error(client.refresh(refreshToken)), u"none"_s);
    const Reply refused = client.post(u"/oauth/v2/token"_s, {{u"grant_type"_s, u"refresh_token"_s},
                                                             {u"client_id"_s, client.client().id},
                                                             {u"client_secret"_s, client.client().secret},
                                                             {u"refresh_token"_s, refreshToken}});
    QCOMPARE(refused.status, status);
    QCOMPARE(refused.json()[u"error"].toString(), u"Access Denied"_s);
    QCOMPARE(refused.json()[u"error_description"].toString(),
             u"You have made too many requests continuously. Please try again after some time."_s);
    QCOMPARE(error(client.refresh(client.signIn({}, 1)[u"refresh_token"].toString())), u"none"_s); // another's count
    server.server().clock().advance(10 * minute);
    QCOMPARE(error(client.refresh(refreshToken)), u"none"_s);
}

void ConfSignin::fifteenLiveAccessTokens()
{
    TestServer server(Options{.tokenLimit = 0});
    SignInClient client(server);
    QStringList tokens;
    for (int i = 0; i < 15; ++i)
        tokens.append(client.refresh(client.client().refreshToken)[u"access_token"].toString());
    QCOMPARE(client.tryToken(tokens[0]), u"200"_s);
    tokens.append(client.refresh(client.client().refreshToken)[u"access_token"].toString());
    QCOMPARE(client.tryToken(tokens[0]), u"401 INVALID_TOKEN"_s);
    for (const QString& token : tokens.mid(1))
        QCOMPARE(client.tryToken(token), u"200"_s);
}

void ConfSignin::accessTokenLivesAnHour()
{
    TestServer server;
    SignInClient client(server);
    const QString token = client.refresh(client.client().refreshToken)[u"access_token"].toString();
    server.server().clock().advance(59 * minute);
    QCOMPARE(client.tryToken(token), u"200"_s);
    server.server().clock().advance(minute);
    QCOMPARE(client.tryToken(token), u"401 INVALID_TOKEN"_s);
    QCOMPARE(error(client.refresh(client.client().refreshToken)), u"none"_s);
}

void ConfSignin::scopeMayBeMissing()
{
    TestServer server(Options{.quirks = {Quirk::ScopeMissing}});
    SignInClient client(server);
    QVERIFY(!client.refresh(client.client().refreshToken).contains(u"scope"));
    QVERIFY(!client.signIn().contains(u"scope"));
}

void ConfSignin::tokenInThreeForms()
{
    const QByteArray query = encoded({{u"grant_type"_s, u"refresh_token"_s},
                                      {u"client_id"_s, m_client.client().id},
                                      {u"client_secret"_s, m_client.client().secret},
                                      {u"refresh_token"_s, m_client.client().refreshToken}});
    QByteArray parts;
    for (const QByteArray& pair : query.split('&'))
        parts += "--b\r\nContent-Disposition: form-data; name=\"" + pair.left(pair.indexOf('=')) + "\"\r\n\r\n" +
                 pair.mid(pair.indexOf('=') + 1) + "\r\n";
    parts += "--b--\r\n";
    const QString path = u"/oauth/v2/token"_s;
    const QList<Reply> replies = {
        m_server.send("POST", path + u'?' + QString::fromUtf8(query), {}, {}, false),
        m_server.send("POST", path, query, "application/x-www-form-urlencoded", false),
        m_server.send("POST", path, parts, "multipart/form-data; boundary=b", false),
    };
    for (const Reply& reply : replies) {
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.headers.value("cache-control"), "no-store");
        QCOMPARE(m_client.tryToken(reply.json()[u"access_token"].toString()), u"200"_s);
    }
}

void ConfSignin::postWithoutALength()
{
    // The library by itself would wait five seconds for a body, and refuse.
    const Reply reply = rawSend(m_server, "POST /oauth/v2/token?client_id=x", {});
    QCOMPARE(error(reply.json()), u"invalid_client"_s);
}

void ConfSignin::revokeRefreshToken_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("type");
    QTest::newRow("query") << u"?token=TOKEN"_s << QByteArray() << QByteArray();
    QTest::newRow("form") << QString() << "token=TOKEN"_ba
                          << "application/x-www-form-urlencoded"_ba;
    QTest::newRow("multipart") << QString()
                               << "--b\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nTOKEN\r\n--b--\r\n"_ba
                               << "multipart/form-data; boundary=b"_ba;
}

void ConfSignin::revokeRefreshToken()
{
    QFETCH(QString, query);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, type);
    const QJsonObject tokens = m_client.signIn(again, 1);
    const QString refreshToken = tokens[u"refresh_token"].toString();
    const Reply reply = m_server.send("POST", u"/oauth/v2/token/revoke"_s + query.replace(u"TOKEN"_s, refreshToken),
                                      body.replace("TOKEN", refreshToken.toUtf8()), type, false);
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.json(), QJsonObject({{u"status"_s, u"success"_s}}));
    QCOMPARE(m_client.tryToken(tokens[u"access_token"].toString()), u"401 INVALID_TOKEN"_s);
    QCOMPARE(error(m_client.refresh(refreshToken)), u"invalid_code"_s);
}

void ConfSignin::revokeAccessToken()
{
    const QJsonObject tokens = m_client.signIn(again, 1);
    const QString other = m_client.refresh(tokens[u"refresh_token"].toString())[u"access_token"].toString();
    const QString token = tokens[u"access_token"].toString();
    QCOMPARE(m_client.post(u"/oauth/v2/token/revoke"_s, {{u"token"_s, token}}).json()[u"status"].toString(),
             u"success"_s);
    QCOMPARE(m_client.tryToken(token), u"401 INVALID_TOKEN"_s);
    QCOMPARE(m_client.tryToken(other), u"200"_s);
}

void ConfSignin::revokeUnknownToken()
{
    for (const QString& token : {QString(), u"1000.x.y"_s}) {
        const Reply reply = m_client.post(u"/oauth/v2/token/revoke"_s, {{u"token"_s, token}});
        QCOMPARE(reply.status, 400);
        QCOMPARE(error(reply.json()), u"invalid_token"_s);
    }
}

void ConfSignin::connectionFileGetsANewRefreshToken()
{
    TestServer server;
    const Client first = server.server().client();
    QCOMPARE(server.server().client().refreshToken, first.refreshToken);
    SignInClient(server).post(u"/oauth/v2/token/revoke"_s, {{u"token"_s, first.refreshToken}});
    const Client second = server.server().client();
    QVERIFY(second.refreshToken != first.refreshToken);
    QCOMPARE(second.id, first.id);
    QCOMPARE(error(SignInClient(server).refresh(second.refreshToken)), u"none"_s);
}

void ConfSignin::badAccessToken_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<bool>("goodToken");
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QString>("withQuirk");
    const QString invalid = u"401 INVALID_TOKEN"_s;
    const QString failure = u"401 AUTHENTICATION_FAILURE"_s;
    QTest::newRow("unknown") << u"Zoho-oauthtoken"_s << false << invalid << failure;
    QTest::newRow("good") << u"Zoho-oauthtoken"_s << true << u"200"_s << u"200"_s;
    QTest::newRow("Bearer") << u"Bearer"_s << true << failure << failure;
    QTest::newRow("no scheme") << QString() << true << failure << failure;
}

void ConfSignin::badAccessToken()
{
    QFETCH(QString, scheme);
    QFETCH(bool, goodToken);
    QFETCH(QString, answer);
    QFETCH(QString, withQuirk);
    TestServer server(Options{.quirks = {Quirk::AuthenticationFailure}});
    for (TestServer* one : {&m_server, &server}) {
        SignInClient client(*one);
        const QString token =
            goodToken ? client.refresh(client.client().refreshToken)[u"access_token"].toString() : u"1000.x.y"_s;
        QCOMPARE(client.tryToken(token, scheme), one == &server ? withQuirk : answer);
    }
    QCOMPARE(m_server.send("GET", u"/crm/v8/org"_s, {}, {}, false).code(), u"AUTHENTICATION_FAILURE"_s);
}

void ConfSignin::disabledUser()
{
    TestServer server;
    SignInClient client(server);
    const QJsonObject tokens = client.signIn({}, 4);
    QCOMPARE(client.tryToken(tokens[u"access_token"].toString()), u"200"_s);
    // The next user of the built-in org is disabled: what if this one had been?
    server.sql(u"update sandbox_oauth_grants set user=user+1 where id=(select max(id) from sandbox_oauth_grants)"_s);
    QCOMPARE(client.tryToken(tokens[u"access_token"].toString()), u"401 INVALID_TOKEN"_s);
    QCOMPARE(error(client.refresh(tokens[u"refresh_token"].toString())), u"invalid_code"_s);
}

void ConfSignin::scopesAreAsked()
{
    const QString token = m_client.signIn({{u"scope"_s, u"ZohoCRM.modules.leads.READ"_s}})[u"access_token"].toString();
    QCOMPARE(m_client.tryToken(token), u"401 OAUTH_SCOPE_MISMATCH"_s);
    const auto get = [&](const QString& path) {
        return m_server.send("GET", path, {}, {}, false, {{"Authorization", "Zoho-oauthtoken " + token.toUtf8()}});
    };
    QCOMPARE(get(u"/crm/v8/Leads?fields=id"_s).status, 204);
    QCOMPARE(get(u"/crm/v8/Contacts?fields=id"_s).code(), u"OAUTH_SCOPE_MISMATCH"_s);
}

void ConfSignin::serverInfo()
{
    TestServer server(Options{.location = u"jp"_s});
    const Reply reply = server.send("GET", u"/oauth/serverinfo"_s, {}, {}, false);
    QCOMPARE(reply.json()[u"locations"].toObject(), QJsonObject({{u"jp"_s, server.server().baseUrl()}}));
}

void ConfSignin::everythingOutlivesARestart()
{
    TestServer server;
    SignInClient client(server);
    const QJsonObject tokens = client.signIn({}, 1);
    const QString code = client.allow().queryItemValue(u"code"_s);
    server.restart();
    QCOMPARE(client.tryToken(tokens[u"access_token"].toString()), u"200"_s);
    QCOMPARE(error(client.refresh(tokens[u"refresh_token"].toString())), u"none"_s);
    QCOMPARE(error(client.exchange(code)), u"none"_s);
    QCOMPARE(server.server().client().refreshToken, client.client().refreshToken);
}

void ConfSignin::folderOfAnOlderServer()
{
    TestServer server;
    server.sql(u"create table sandbox_clients (client_id text primary key, client_secret text not null, scopes text "
               "not null, refresh_token text unique)"_s);
    server.sql(u"create table sandbox_tokens (token text primary key, refresh_token text not null, created integer)"_s);
    server.restart();
    QCOMPARE(server.get(u"/crm/v8/org"_s).status, 200);
}

QTEST_GUILESS_MAIN(ConfSignin)
#include "tst_conf_signin.moc"
