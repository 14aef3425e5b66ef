// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/signin/tokencall.h"

#include "base/text.h"
#include "crm/jsonvalue.h"

#include <QCoreApplication>
#include <QUrlQuery>

#include <algorithm>

namespace stevedore {

using namespace Qt::StringLiterals;

namespace {

/// A token is never taken for shorter-lived than this.
constexpr qint64 leastSeconds = 61;
/// True ones have 70 characters.
constexpr qsizetype mostTokenBytes = 4096;

struct TokenCallText
{
    Q_DECLARE_TR_FUNCTIONS(TokenCall)
};

/// A token goes into a header: anything but visible ASCII could end it, and begin another request.
bool isToken(const QString& text)
{
    return text.size() <= mostTokenBytes &&
           std::all_of(text.begin(), text.end(), [](QChar c) { return c > u' ' && c < u'\x7f'; });
}

Failure refusal(const QString& error, const QString& description, Grant grant)
{
    if (error.compare("Access Denied"_L1, Qt::CaseInsensitive) == 0 ||
        description.contains("too many requests"_L1, Qt::CaseInsensitive)) {
        Failure failure = tooManyTokens();
        failure.detail = error;
        return failure;
    }
    if (error == "invalid_code"_L1 && grant == Grant::Code)
        return {FailureKind::SignIn,
                TokenCallText::tr(
                    "The CRM does not take this code: it was used before, is too old (most live two or three minutes), "
                    "or belongs to another client or data centre. Start the sign-in again."),
                error, error};
    if (error == "invalid_code"_L1)
        return {FailureKind::SignIn,
                TokenCallText::tr(
                    "The sign-in is no longer valid: the refresh token is unknown, revoked, or belongs to another data "
                    "centre. Connect to the org again."),
                error, error};
    if (error.startsWith("invalid_client"_L1))
        return {FailureKind::SignIn,
                TokenCallText::tr(
                    "The CRM does not know this client id or its secret. Check both in the CRM's API console, and that "
                    "the client is enabled for this data centre."),
                error, error};
    if (error == "invalid_redirect_uri"_L1)
        return {FailureKind::SignIn,
                TokenCallText::tr(
                    "The address that the browser came back to is not one that is registered for this client. Register "
                    "it in the CRM's API console, to the letter, and sign in again."),
                error, error};
    return {FailureKind::SignIn,
            TokenCallText::tr(
                "The sign-in was refused: %1. Check the connection's client id, its secret and the code or token.")
                .arg(shownValue(error)),
            description, error};
}

} // namespace

Failure tooManyTokens()
{
    return {FailureKind::RateLimited,
            TokenCallText::tr(
                "The CRM gives out no access tokens for ten minutes because too many were asked for. It goes on by "
                "itself after that."),
            u"Access Denied"_s,
            {}};
}

HttpRequest tokenRequest(const QUrl& accounts, const QList<std::pair<QString, QString>>& parameters)
{
    QUrlQuery form;
    for (const auto& [key, value] : parameters) {
        if (!value.isEmpty())
            form.addQueryItem(key, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    }
    HttpRequest request;
    request.verb = "POST";
    request.url = accounts;
    request.url.setPath(u"/oauth/v2/token"_s);
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
    request.body = form.toString(QUrl::FullyEncoded).toLatin1();
    request.ownConnection = true;
    return request;
}

Result<TokenAnswer> tokenAnswer(const HttpReply& reply, const QDateTime& now, Grant grant)
{
    const QJsonObject object = objectOf(reply.body).value_or(QJsonObject{});
    const QString value = object.value("access_token"_L1).toString();
    if (value.isEmpty() || !isToken(value)) {
        const QString error = object.value("error"_L1).toString();
        if (!error.isEmpty())
            return fail(refusal(error, object.value("error_description"_L1).toString(), grant));
        return fail(
            FailureKind::Server,
            TokenCallText::tr("The sign-in server gave no token (status %1). Try again later.").arg(reply.status));
    }
    const qint64 seconds = std::max<qint64>(object.value("expires_in"_L1).toInteger(3600), leastSeconds);
    return TokenAnswer{{value.toLatin1(), now.addSecs(seconds), object.value("api_domain"_L1).toString()},
                       object.value("refresh_token"_L1).toString()};
}

} // namespace stevedore
