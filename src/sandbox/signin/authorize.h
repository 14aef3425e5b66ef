// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/router.h"
#include "sandbox/signin/codes.h"
#include "sandbox/signin/tickets.h"

namespace stevedore::sandbox {

/// GET /oauth/v2/auth ("Get authorization code", of web and of mobile and desktop apps) and the decision on its page.
///
/// Whatever is wrong with a request is told on a page (400), never by a redirect: the documentation names no errors,
/// and the redirect_uri may be the wrong thing itself. A refusal by the user is error=access_denied, as RFC 6749 has
/// it, or a page with Quirk::DenyAsPage. The redirect names the org's own accounts server and location, also when the
/// request came to another data centre.
class Authorize
{
public:
    Authorize(Store& store, const Options& options, Grants& grants, Codes& codes, std::function<QString()> baseUrl);

    void addTo(Router& router);

private:
    Answer page(const Request& request);
    Answer decide(const Request& request);
    Answer allow(const AuthorizeRequest& asked, qint64 userId);
    tl::expected<AuthorizeRequest, QString> check(const Request& request);

    Store& m_store;
    const Options& m_options;
    Grants& m_grants;
    Codes& m_codes;
    std::function<QString()> m_baseUrl;
    Tickets<AuthorizeRequest> m_tickets;
};

/// The scopes of a request in one form, or a sentence about what is wrong with them.
tl::expected<QString, QString> checkedScopes(const QString& list);

} // namespace stevedore::sandbox
