// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/signin/authorize.h"
#include "sandbox/signin/deviceflow.h"
#include "sandbox/signin/tokenapi.h"

namespace stevedore::sandbox {

/// The accounts server ("OAuth 2.0"): one registered client, its users' consents, and who a call's token stands for.
class SignIn
{
public:
    /// Throws SqlError.
    SignIn(Store& store, const Options& options, const std::function<QString()>& baseUrl);

    void addTo(Router& router);

    /// What the connection file needs; a new refresh token if the old one was revoked.
    Client client() { return m_grants.client(); }

    /// Who the access token in the Authorization header stands for. INVALID_TOKEN (AUTHENTICATION_FAILURE with the
    /// quirk of that name) for a bad one, for any at another data centre, and if the user is not active;
    /// AUTHENTICATION_FAILURE without a token of the scheme Zoho-oauthtoken.
    ApiResult<Caller> callerOf(const Request& request);

private:
    Answer serverInfo() const;

    const Options& m_options;
    std::function<QString()> m_baseUrl;
    Grants m_grants;
    Codes m_codes;
    Authorize m_authorize;
    TokenApi m_tokenApi;
    DeviceFlow m_deviceFlow;
};

} // namespace stevedore::sandbox
