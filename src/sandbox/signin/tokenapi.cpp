// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/signin/tokenapi.h"

#include "sandbox/signin/tokenanswers.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

TokenApi::TokenApi(const Options& options, Grants& grants, Codes& codes, std::function<QString()> baseUrl)
    : m_options(options), m_grants(grants), m_codes(codes), m_baseUrl(std::move(baseUrl))
{
}

void TokenApi::addTo(Router& router)
{
    router.addOpen(u"POST"_s, u"oauth/v2/token"_s, [this](const Request& r) { return token(r); });
    router.addOpen(u"POST"_s, u"oauth/v2/token/revoke"_s, [this](const Request& r) { return revoke(r); });
}

Answer TokenApi::token(const Request& request)
{
    if (const auto trouble = clientTrouble(request, m_grants, m_options))
        return *trouble;
    const QString grant = request.parameter(u"grant_type"_s);
    if (grant != u"authorization_code"_s && grant != u"refresh_token"_s)
        return tokenError(u"invalid_request"_s, 400);
    if (request.foreign)
        return tokenError(u"invalid_code"_s);
    return grant == u"refresh_token"_s ? refresh(request) : redeem(request);
}

Answer TokenApi::redeem(const Request& request)
{
    const auto issued = m_codes.redeem({request.parameter(u"code"_s), request.parameter(u"client_id"_s),
                                        request.parameter(u"redirect_uri"_s), request.parameter(u"code_verifier"_s)});
    if (issued)
        return tokensAnswer(*issued, m_baseUrl(), m_options);
    if (issued.error() == Codes::Fault::Code)
        return tokenError(u"invalid_code"_s);
    return tokenError(m_options.quirk(Quirk::SecretAsInvalidClient) ? u"invalid_client"_s : u"invalid_redirect_uri"_s);
}

Answer TokenApi::refresh(const Request& request)
{
    const auto issued = m_grants.refresh(request.parameter(u"refresh_token"_s), request.parameter(u"client_id"_s));
    if (issued)
        return tokensAnswer(*issued, m_baseUrl(), m_options);
    return issued.error() == Grants::RefreshFault::TooMany ? accessDenied(m_options) : tokenError(u"invalid_code"_s);
}

Answer TokenApi::revoke(const Request& request)
{
    if (!request.foreign && m_grants.revoke(request.parameter(u"token"_s)))
        return jsonAnswer({{u"status"_s, u"success"_s}});
    return tokenError(u"invalid_token"_s, 400);
}

} // namespace stevedore::sandbox
