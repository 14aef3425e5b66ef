// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/router.h"
#include "sandbox/signin/codes.h"

namespace stevedore::sandbox {

/// POST /oauth/v2/token and /oauth/v2/token/revoke ("Get access token", "Refresh access token", "Revoke OAuth token").
/// Parameters may come in the query, an urlencoded or a multipart body.
///
/// The documentation does not say how these are refused; here they are: a missing, wrong or unasked-for code_verifier
/// is invalid_code; another redirect_uri than the authorize call's is invalid_redirect_uri (invalid_client with
/// Quirk::SecretAsInvalidClient); an unknown grant_type is invalid_request; a token to revoke that is none is
/// invalid_token. At another data centre every code and every token is unknown.
class TokenApi
{
public:
    TokenApi(const Options& options, Grants& grants, Codes& codes, std::function<QString()> baseUrl);

    void addTo(Router& router);

private:
    Answer token(const Request& request);
    Answer redeem(const Request& request);
    Answer refresh(const Request& request);
    Answer revoke(const Request& request);

    const Options& m_options;
    Grants& m_grants;
    Codes& m_codes;
    std::function<QString()> m_baseUrl;
};

} // namespace stevedore::sandbox
