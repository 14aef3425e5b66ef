// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/signin/signin.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<ApiError> authenticationFailure()
{
    return refuse(u"AUTHENTICATION_FAILURE"_s, u"Authentication failed"_s, {}, 401);
}

} // namespace

SignIn::SignIn(Store& store, const Options& options, const std::function<QString()>& baseUrl)
    : m_options(options), m_baseUrl(baseUrl), m_grants(store, options), m_codes(store, options, m_grants),
      m_authorize(store, options, m_grants, m_codes, baseUrl), m_tokenApi(options, m_grants, m_codes, baseUrl),
      m_deviceFlow(store, options, m_grants, baseUrl)
{
}

void SignIn::addTo(Router& router)
{
    m_authorize.addTo(router);
    m_tokenApi.addTo(router);
    m_deviceFlow.addTo(router);
    router.addOpen(u"GET"_s, u"oauth/serverinfo"_s, [this](const Request&) { return serverInfo(); });
}

/// "Multi DC support": the accounts servers by location.
Answer SignIn::serverInfo() const
{
    return jsonAnswer({{u"result"_s, u"success"_s}, {u"locations"_s, QJsonObject{{m_options.location, m_baseUrl()}}}});
}

ApiResult<Caller> SignIn::callerOf(const Request& request)
{
    const QString header = request.header(u"authorization"_s);
    const QString scheme = u"Zoho-oauthtoken "_s;
    if (!header.startsWith(scheme, Qt::CaseInsensitive))
        return authenticationFailure();
    const auto caller = request.foreign ? std::nullopt : m_grants.callerOf(header.mid(scheme.size()).trimmed());
    if (caller)
        return *caller;
    if (m_options.quirk(Quirk::AuthenticationFailure))
        return authenticationFailure();
    return refuse(u"INVALID_TOKEN"_s, u"invalid oauth token"_s, {}, 401);
}

} // namespace stevedore::sandbox
