// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/signin/grants.h"

namespace stevedore::sandbox {

/// A refusal of the accounts server: not the API's envelope but a bare {"error"}, and the status is 200 more often than
/// not.
Answer tokenError(const QString& error, int status = 200, const QJsonObject& more = {});

/// "Access Denied", for whoever asks for too many codes or tokens. 400, or 200 with Quirk::AccessDenied200.
Answer accessDenied(const Options& options);

/// The tokens ("Get access token"). The refresh token and, with Quirk::ScopeMissing, the scopes are left out.
Answer tokensAnswer(const Issued& issued, const QString& apiDomain, const Options& options);

/// The answer for a wrong client_id (invalid_client) or client_secret (invalid_client_secret, or invalid_client with
/// Quirk::SecretAsInvalidClient); nothing if both are right.
std::optional<Answer> clientTrouble(const Request& request, Grants& grants, const Options& options);

} // namespace stevedore::sandbox
