// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/rehearsal/rehearsal.h"

namespace stevedore {

/// Calls to the local CRM that prepare it.
struct Rehearsal::Local
{
    Local(Clock& clock, TokenStore& tokens, const Connection& connection)
        : session(http, clock, tokens), api(http, session), seeder(api)
    {
        session.use(connection);
    }

    HttpClient http;
    Session session;
    CrmApi api;
    Seeder seeder;
};

} // namespace stevedore
