// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/httpclient.h"
#include "crm/tokenstore.h"

namespace stevedore {

/// What the token endpoint is asked with; it decides what a refusal means.
enum class Grant { RefreshToken, Code };

/// POST /oauth/v2/token with these parameters in the body, never in the address; those without a value are left out. On
/// a connection of its own, sent once.
HttpRequest tokenRequest(const QUrl& accounts, const QList<std::pair<QString, QString>>& parameters);

struct TokenAnswer
{
    AccessToken access;
    QString refreshToken; ///< only for a code, and only where the CRM gives one
};

/// The endpoint may say 200 where it refuses: what counts is whether there is a token in it. A refusal because of too
/// many requests is FailureKind::RateLimited; asking again within ten minutes prolongs it.
Result<TokenAnswer> tokenAnswer(const HttpReply& reply, const QDateTime& now, Grant grant);

/// The refusal for too many requests, for those who know of it without asking.
Failure tooManyTokens();

} // namespace stevedore
