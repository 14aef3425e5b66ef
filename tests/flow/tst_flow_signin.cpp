// SPDX-License-Identifier: GPL-3.0-or-later
// A new connection, from the first click to the first import, against the local CRM's own authorize page.
#include "support/browserplayer.h"
#include "support/importbench.h"

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::test;

namespace {

SignInRequest requestFor(const SandboxProcess& crm)
{
    const Connection known = crm.connection();
    SignInRequest request;
    request.name = u"Here"_s;
    request.kind = ConnectionKind::LocalSandbox;
    request.localAddress = known.accountsUrl;
    request.clientId = known.clientId;
    request.clientSecret = known.clientSecret;
    return request;
}

/// One sign-in; `browser` is what happens when the browser is asked for.
Result<Connection> signIn(Engine& engine, const SignInRequest& request, const std::function<void(const QUrl&)>& browser)
{
    std::optional<Result<Connection>> result;
    engine.signIn(request, &engine, browser, [&](const Result<Connection>& made) { result = made; });
    if (!QTest::qWaitFor([&] { return result.has_value(); }, 20'000))
        return fail(FailureKind::Cancelled, u"no callback"_s);
    return *result;
}

/// As a browser does: later, and not from within the call.
std::function<void(const QUrl&)> allowing(const QString& decision = u"allow"_s, const QUrl& instead = {})
{
    return [=](const QUrl& page) {
        QMetaObject::invokeMethod(
            qApp,
            [=] {
                const QUrl back = decideAt(instead.isEmpty() ? page : instead, decision);
                (void)browse(back);
            },
            Qt::QueuedConnection);
    };
}

} // namespace

class TestFlowSignIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void browserToFirstImport()
    {
        SandboxProcess crm({u"--token-limit"_s, u"10"_s});
        ImportBench bench(crm);
        const auto made = signIn(*bench.engine, requestFor(crm), allowing());
        QVERIFY2(made, qPrintable(made ? QString() : made.error().sentence));
        QVERIFY(!made->refreshToken.isEmpty() && made->refreshToken != crm.connection().refreshToken);
        QCOMPARE(bench.engine->connections().size(), 1);
        QVERIFY(bench.engine->connections().first().refreshToken.isEmpty()); // the list has no secrets

        bench.engine->connectTo(u"Here"_s);
        QTRY_COMPARE(bench.engine->connection().state, ConnectionStatus::State::Ready);
        QCOMPARE(bench.engine->connection().org.companyName, u"Example Ltd"_s);
        QVERIFY(!bench.engine->connection().user.email.isEmpty());
        // The exchange's own access token is used: one call to the token endpoint in all.
        QCOMPARE(crm.wireCount(u"POST"_s, u"/oauth/v2/token"_s), 1);

        // The scopes that are asked for are enough for an import by jobs.
        const auto id = bench.prepare(crm.sample(200), u"Contacts"_s);
        QVERIFY2(id, qPrintable(id ? QString() : id.error().sentence));
        QVERIFY(bench.start(*id) && bench.rest(*id));
        const ImportSnapshot end = bench.snapshot(*id);
        QCOMPARE(end.fates.added + end.fates.refused, 200);
        QVERIFY(end.fates.added > 150);
    }

    void refusedByThePerson()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        const auto made = signIn(*bench.engine, requestFor(crm), allowing(u"deny"_s));
        QVERIFY(!made && made.error().kind == FailureKind::SignIn);
        QCOMPARE(made.error().code, u"access_denied"_s);
        QVERIFY(bench.engine->connections().isEmpty());
    }

    /// Somebody between the program and the page who puts in a challenge of another's gets a code that is no use.
    void wrongVerifierIsRefused()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        QUrl page;
        const auto made = signIn(*bench.engine, requestFor(crm), [&](const QUrl& url) {
            QUrlQuery query(url);
            query.removeQueryItem(u"code_challenge"_s);
            query.addQueryItem(u"code_challenge"_s, u"E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"_s);
            page = url;
            page.setQuery(query);
            allowing(u"allow"_s, page)(url);
        });
        QVERIFY(!made && made.error().kind == FailureKind::SignIn);
        QCOMPARE(made.error().code, u"invalid_code"_s);
        QCOMPARE(crm.wireCount(u"POST"_s, u"/oauth/v2/token"_s), 1);
        QVERIFY(bench.engine->connections().isEmpty());
    }

    void wrongSecretIsRefused()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        SignInRequest request = requestFor(crm);
        request.clientSecret = u"wrong"_s;
        const auto made = signIn(*bench.engine, request, allowing());
        QVERIFY(!made && made.error().sentence.contains(u"client id"));
        QCOMPARE(crm.wireCount(u"POST"_s, u"/oauth/v2/token"_s), 1);
    }

    void codeOfASelfClient()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        SignInRequest request = requestFor(crm);
        request.code = u"1000.nobody.knows"_s;
        bool browser = false;
        const auto made = signIn(*bench.engine, request, [&](const QUrl&) { browser = true; });
        QVERIFY(!made && !browser);
        QCOMPARE(made.error().code, u"invalid_code"_s);
    }

    void cancelAndBeginAgain()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        QList<Result<Connection>> ends;
        QUrl first;
        const auto end = [&](const Result<Connection>& made) { ends.append(made); };
        bench.engine->signIn(
            requestFor(crm), bench.engine.get(), [&](const QUrl& page) { first = page; }, end);
        QVERIFY(ends.isEmpty() && !first.isEmpty());
        bench.engine->signIn(requestFor(crm), bench.engine.get(), allowing(), end);
        QCOMPARE(ends.size(), 1);
        QCOMPARE(ends.first().error().kind, FailureKind::Cancelled);
        // The answer to the first one comes too late: nobody listens any more.
        QCOMPARE(browse(decideAt(first)), QByteArray());
        QTRY_COMPARE(ends.size(), 2);
        QVERIFY(ends.last());
        bench.engine->cancelSignIn();
        QCOMPARE(ends.size(), 2);
    }

    void portThatIsTaken()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        SignInRequest request = requestFor(crm);
        request.port = quint16(crm.connection().accountsUrl.port());
        const auto made = signIn(*bench.engine, request, allowing());
        QVERIFY(!made && made.error().sentence.contains(QString::number(request.port)));
    }
};

QTEST_GUILESS_MAIN(TestFlowSignIn)
#include "tst_flow_signin.moc"
