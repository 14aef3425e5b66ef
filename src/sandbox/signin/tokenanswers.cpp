// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/signin/tokenanswers.h"

#include "sandbox/signin/secrets.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

Answer unstored(const QJsonObject& body, int status)
{
    Answer answer = jsonAnswer(body, status);
    answer.headers.emplace_back("Cache-Control", "no-store");
    return answer;
}

} // namespace

Answer tokenError(const QString& error, int status, const QJsonObject& more)
{
    QJsonObject body = more;
    body.insert(u"error"_s, error);
    return unstored(body, status);
}

Answer accessDenied(const Options& options)
{
    const QString why = u"You have made too many requests continuously. Please try again after some time."_s;
    return tokenError(u"Access Denied"_s, options.quirk(Quirk::AccessDenied200) ? 200 : 400,
                      {{u"error_description"_s, why}, {u"status"_s, u"failure"_s}});
}

Answer tokensAnswer(const Issued& issued, const QString& apiDomain, const Options& options)
{
    QJsonObject body{{u"access_token"_s, issued.accessToken},
                     {u"api_domain"_s, apiDomain},
                     {u"token_type"_s, u"Bearer"_s},
                     {u"expires_in"_s, 3600}};
    if (!issued.refreshToken.isEmpty())
        body.insert(u"refresh_token"_s, issued.refreshToken);
    if (!options.quirk(Quirk::ScopeMissing))
        body.insert(u"scope"_s, QString(issued.scopes).replace(u',', u' '));
    return unstored(body, 200);
}

std::optional<Answer> clientTrouble(const Request& request, Grants& grants, const Options& options)
{
    const auto client = grants.clientById(request.parameter(u"client_id"_s));
    if (!client)
        return tokenError(u"invalid_client"_s);
    if (!sameSecret(request.parameter(u"client_secret"_s), client->secret))
        return tokenError(options.quirk(Quirk::SecretAsInvalidClient) ? u"invalid_client"_s
                                                                      : u"invalid_client_secret"_s);
    return std::nullopt;
}

} // namespace stevedore::sandbox
