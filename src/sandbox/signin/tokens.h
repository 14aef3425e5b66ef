// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/store.h"
#include "sandbox/http/http.h"
#include "sandbox/options.h"

namespace stevedore::sandbox {

/// What a client needs to sign in.
struct Client
{
    QString id;
    QString secret;
    QString refreshToken;
    QString scopes;
};

/// OAuth: the one client of the sandbox, its refresh token and the access tokens made from it.
class Tokens
{
public:
    Tokens(Store& store, const Options& options);

    /// Makes the client at the first start, and a new refresh token if the old one was revoked.
    Client client();

    /// POST /oauth/v2/token
    Answer token(const Request& request, const QString& apiBase);
    /// POST /oauth/v2/token/revoke
    Answer revoke(const Request& request);

    /// Who the access token in the Authorization header stands for; INVALID_TOKEN or AUTHENTICATION_FAILURE otherwise.
    ApiResult<Caller> callerOf(const Request& request);

private:
    Answer refresh(const Client& client, const QString& apiBase);

    Store& m_store;
    const Options& m_options;
};

/// Whether the granted scopes cover the wanted one: "ZohoCRM.modules.ALL" covers "ZohoCRM.modules.Leads.READ".
bool covers(const QStringList& granted, const QString& wanted);

} // namespace stevedore::sandbox
