// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/signin/signin.h"

#include "crm/signin/authorizeurl.h"
#include "crm/signin/datacentres.h"
#include "crm/signin/tokencall.h"
#include "crm/trust.h"

namespace stevedore {

using namespace Qt::StringLiterals;

SignIn::SignIn(HttpClient& http, Clock& clock, SignInRequest request)
    : m_http(http), m_clock(clock), m_request(std::move(request))
{
}

void SignIn::start(const OpenBrowser& openBrowser, const Callback& callback)
{
    m_callback = callback;
    const auto connection = connectionFor(m_request);
    Result<void> begun;
    if (!connection) {
        begun = fail(connection.error());
    } else {
        m_connection = *connection;
        if (m_request.code.isEmpty())
            begun = askBrowser(openBrowser);
        else
            exchange(m_connection.accountsUrl, m_request.code.trimmed());
    }
    if (!begun)
        m_clock.callAfter(std::chrono::milliseconds(0), this,
                          [this, failure = begun.error()] { finish(fail(failure)); });
}

Result<void> SignIn::askBrowser(const OpenBrowser& openBrowser)
{
    m_pkce = Pkce::make();
    const QByteArray state = randomWord();
    m_listener = std::make_unique<LoopbackListener>(m_clock, state);
    auto listening =
        m_listener->listen(m_request.port, [this](const Result<LoopbackAnswer>& answer) { browserAnswered(answer); });
    if (!listening)
        return listening;
    m_redirectUri = m_listener->redirectUri();
    openBrowser(
        authorizeUrl(m_connection.accountsUrl, {m_connection.clientId, m_redirectUri, state, m_pkce.challenge}));
    return {};
}

void SignIn::browserAnswered(const Result<LoopbackAnswer>& answer)
{
    if (!answer) {
        finish(fail(answer.error()));
        return;
    }
    if (!answer->error.isEmpty()) {
        finish(answer->error == "access_denied"_L1
                   ? fail(FailureKind::SignIn,
                          tr("Access was refused on the CRM's page. Nothing was saved. Sign in again and allow it, or "
                             "ask your administrator."),
                          {}, answer->error)
                   : fail(FailureKind::SignIn,
                          tr("The CRM refused the sign-in (%1). Check the client in the API console of the data "
                             "centre, then sign in again.")
                              .arg(answer->error.left(80)),
                          {}, answer->error.left(80)));
        return;
    }
    const auto accounts = namedAccounts(answer->accountsServer, answer->location, m_connection);
    if (!accounts) {
        finish(fail(FailureKind::SignIn,
                    tr("The answer of the sign-in names an accounts server that is not the CRM's (%1). Nothing was "
                       "sent there and nothing was saved.")
                        .arg(answer->accountsServer.left(100))));
        return;
    }
    exchange(*accounts, answer->code);
}

void SignIn::exchange(const QUrl& accounts, const QString& code)
{
    // The user may live in another data centre than the one where the sign-in began: all addresses follow.
    if (const DataCentre* const place = dataCentreOfAccounts(accounts); place && accounts != m_connection.accountsUrl) {
        m_connection.apiUrl = place->apiUrl(m_connection.kind);
        if (m_request.uploadUrl.isEmpty())
            m_connection.uploadUrl = place->uploadUrl();
    }
    m_connection.accountsUrl = accounts;
    const HttpRequest request = tokenRequest(accounts, {{u"grant_type"_s, u"authorization_code"_s},
                                                        {u"client_id"_s, m_connection.clientId},
                                                        {u"client_secret"_s, m_connection.clientSecret},
                                                        {u"redirect_uri"_s, m_redirectUri.toString()},
                                                        {u"code"_s, code},
                                                        {u"code_verifier"_s, QString::fromLatin1(m_pkce.verifier)}});
    m_pkce.verifier.clear();
    m_http.send(request, this, [this](const HttpOutcome& outcome) { exchanged(outcome); });
}

void SignIn::exchanged(const HttpOutcome& outcome)
{
    if (!outcome) {
        Failure failure = outcome.error().failure;
        failure.sentence += u' ' + tr("The code may be used up: start the sign-in again.");
        finish(fail(failure));
        return;
    }
    auto answer = tokenAnswer(*outcome, m_clock.now(), Grant::Code);
    if (!answer) {
        finish(fail(answer.error()));
        return;
    }
    if (answer->refreshToken.isEmpty()) {
        finish(fail(FailureKind::SignIn,
                    tr("The CRM gave access for an hour only, without a refresh token. Make the code for offline "
                       "access, or remove Stevedore from the connected apps of your account, and sign in again.")));
        return;
    }
    const QString& domain = answer->access.apiDomain;
    if (const auto api = namedApi(domain, m_connection)) {
        m_connection.apiUrl = *api;
    } else if (!domain.isEmpty()) {
        // It may be another environment of the same org: what is shown here as a sandbox must not be production.
        finish(fail(FailureKind::SignIn,
                    tr("The sign-in is for another place than the one that was chosen: %1, not %2. Nothing was saved. "
                       "Choose the kind and the data centre that belong to it, and the same on the CRM's page.")
                        .arg(QUrl(domain).host().left(100), m_connection.apiUrl.host())));
        return;
    }
    m_connection.refreshToken = answer->refreshToken;
    finish(SignedIn{m_connection, answer->access});
}

void SignIn::finish(const Result<SignedIn>& result)
{
    const Callback callback = std::exchange(m_callback, {});
    if (callback)
        callback(result);
}

} // namespace stevedore
