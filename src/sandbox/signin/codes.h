// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/signin/grants.h"

namespace stevedore::sandbox {

/// An authorize request that has been found good.
struct AuthorizeRequest
{
    QString clientId;
    QString redirectUri;
    QString scopes; ///< comma-separated
    QString state;
    QString challenge; ///< empty: without PKCE
    bool s256 = false; ///< code_challenge_method S256; else plain, "the default"
    bool offline = false;
    bool asked = false; ///< prompt=consent
};

/// The authorization codes: good once, for two minutes ("Get authorization code"; three with Quirk::CodeThreeMinutes,
/// as the CRM's page says), ten for a client in ten minutes. May be used by any thread.
class Codes
{
public:
    /// Makes its table. Throws SqlError.
    Codes(Store& store, const Options& options, Grants& grants);

    /// Nothing when Options::tokenLimit codes were made for the client in ten minutes.
    std::optional<QString> make(const AuthorizeRequest& request, qint64 user);

    enum class Fault { Code, RedirectUri };
    struct Offer
    {
        QString code;
        QString clientId;
        QString redirectUri;
        QString verifier; ///< code_verifier
    };
    /// Tokens for a code. A failed try does not use the code up.
    tl::expected<Issued, Fault> redeem(const Offer& offer);

private:
    qint64 life() const;

    Store& m_store;
    const Options& m_options;
    Grants& m_grants;
};

} // namespace stevedore::sandbox
