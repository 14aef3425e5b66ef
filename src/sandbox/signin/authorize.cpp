// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/signin/authorize.h"

#include "sandbox/signin/pages.h"
#include "sandbox/signin/redirecturi.h"
#include "sandbox/signin/scopes.h"

#include <QRegularExpression>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int badRequest = 400;

Answer refusal(const QString& sentence)
{
    return messagePage(u"This sign-in request cannot be used"_s, sentence, badRequest);
}

Answer redirect(const QByteArray& target)
{
    Answer answer;
    answer.status = 302;
    answer.headers = {{"Location", target}, {"Cache-Control", "no-store"}};
    return answer;
}

bool isOneOf(const QString& value, const QStringList& allowed)
{
    return value.isEmpty() || allowed.contains(value);
}

/// RFC 7636, 4.1 and 4.2: 43 to 128 unreserved characters.
QString challengeTrouble(const QString& challenge, const QString& method)
{
    static const QRegularExpression form(uR"(\A[A-Za-z0-9._~-]{43,128}\z)"_s);
    if (!isOneOf(method, {u"S256"_s, u"plain"_s}))
        return u"The code_challenge_method is neither S256 nor plain."_s;
    if (challenge.isEmpty())
        return method.isEmpty() ? QString() : u"The request has a code_challenge_method without a code_challenge."_s;
    return form.match(challenge).hasMatch() ? QString()
                                            : u"The code_challenge is not 43 to 128 letters, digits, -, ., _ or ~."_s;
}

} // namespace

tl::expected<QString, QString> checkedScopes(const QString& list)
{
    const QStringList scopes = scopesOf(list);
    if (scopes.isEmpty())
        return tl::unexpected(u"The request has no scope."_s);
    for (const QString& scope : scopes)
        if (!hasScopeForm(scope))
            return tl::unexpected(u"The scope \"%1\" does not exist."_s.arg(scope));
    return scopes.join(u',');
}

Authorize::Authorize(Store& store, const Options& options, Grants& grants, Codes& codes,
                     std::function<QString()> baseUrl)
    : m_store(store), m_options(options), m_grants(grants), m_codes(codes), m_baseUrl(std::move(baseUrl)),
      m_tickets(store.clock())
{
}

void Authorize::addTo(Router& router)
{
    router.addOpen(u"GET"_s, u"oauth/v2/auth"_s, [this](const Request& r) { return page(r); });
    router.addOpen(u"POST"_s, u"oauth/v2/auth/decision"_s, [this](const Request& r) { return decide(r); });
}

tl::expected<AuthorizeRequest, QString> Authorize::check(const Request& request)
{
    const auto value = [&request](const char16_t* name) { return request.parameters.value(QString::fromUtf16(name)); };
    if (!m_grants.clientById(value(u"client_id")))
        return tl::unexpected(u"The client_id is not that of a registered client."_s);
    QString trouble = redirectUriTrouble(value(u"redirect_uri"), m_options.redirectUris);
    const auto scopes = checkedScopes(value(u"scope"));
    if (trouble.isEmpty() && value(u"response_type") != u"code"_s)
        trouble = u"The response_type is not code."_s;
    if (trouble.isEmpty() && !scopes)
        trouble = scopes.error();
    if (trouble.isEmpty() && !isOneOf(value(u"access_type"), {u"online"_s, u"offline"_s}))
        trouble = u"The access_type is neither online nor offline."_s;
    if (trouble.isEmpty() && !isOneOf(value(u"prompt"), {u"consent"_s, u"none"_s}))
        trouble = u"The prompt is not consent."_s;
    if (trouble.isEmpty())
        trouble = challengeTrouble(value(u"code_challenge"), value(u"code_challenge_method"));
    if (!trouble.isEmpty())
        return tl::unexpected(trouble);
    return AuthorizeRequest{value(u"client_id"),
                            value(u"redirect_uri"),
                            *scopes,
                            value(u"state"),
                            value(u"code_challenge"),
                            value(u"code_challenge_method") == u"S256"_s,
                            value(u"access_type") == u"offline"_s,
                            value(u"prompt") == u"consent"_s};
}

Answer Authorize::page(const Request& request)
{
    const auto asked = check(request);
    if (!asked)
        return refusal(asked.error());
    const KnownClient client = m_grants.clientById(asked->clientId).value_or(KnownClient());
    const QString source = policySource(asked->redirectUri);
    return consentPage(m_store.org(),
                       {u"/oauth/v2/auth/decision"_s, m_tickets.keep(*asked), client.name, client.id, asked->scopes,
                        u"Either way you go back to %1."_s.arg(asked->redirectUri.section(u'?', 0, 0)), source});
}

Answer Authorize::decide(const Request& request)
{
    if (isFromElsewhere(request))
        return messagePage(u"Not from here"_s, u"This decision was sent by a page of another site."_s, 403);
    const auto asked = m_tickets.take(request.parameter(u"ticket"_s));
    if (!asked)
        return refusal(u"The page is too old or has been answered already: start again in the application."_s);
    if (request.parameter(u"decision"_s) == u"allow"_s)
        return allow(*asked, idOf(request.parameter(u"user"_s)));
    if (m_options.quirk(Quirk::DenyAsPage))
        return messagePage(u"Not signed in"_s, u"You have refused. You can close this page."_s);
    QList<std::pair<QString, QString>> answer{{u"error"_s, u"access_denied"_s}};
    if (!asked->state.isEmpty())
        answer.append({u"state"_s, asked->state});
    return redirect(withParameters(asked->redirectUri, answer));
}

Answer Authorize::allow(const AuthorizeRequest& asked, qint64 userId)
{
    const User* user = m_store.org().userById(userId);
    if (!user || !user->isActive())
        return refusal(u"There is no active user of that id."_s);
    const auto code = m_codes.make(asked, userId);
    if (!code)
        return messagePage(u"Access Denied"_s,
                           u"You have made too many requests continuously. Please try again after some time."_s,
                           m_options.quirk(Quirk::AccessDenied200) ? 200 : badRequest);
    QList<std::pair<QString, QString>> answer{
        {u"code"_s, *code}, {u"location"_s, m_options.location}, {u"accounts-server"_s, m_baseUrl()}};
    if (!asked.state.isEmpty())
        answer.append({u"state"_s, asked.state});
    return redirect(withParameters(asked.redirectUri, answer));
}

} // namespace stevedore::sandbox
