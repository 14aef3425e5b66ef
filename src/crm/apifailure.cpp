// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/apifailure.h"

#include "base/text.h"
#include "crm/jsonvalue.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace stevedore {

namespace {

/// Of the CRM's own words in a sentence of ours.
constexpr int mostSaid = 200;

struct CrmApiText
{
    Q_DECLARE_TR_FUNCTIONS(CrmApi)
};

std::optional<ApiError> errorIn(const QJsonObject& object)
{
    const QString code = object.value(QLatin1String("code")).toString();
    if (!code.isEmpty() && object.value(QLatin1String("status")).toString() != QLatin1String("success")) {
        const QJsonObject details = object.value(QLatin1String("details")).toObject();
        QString where = details.value(QLatin1String("api_name")).toString();
        if (where.isEmpty())
            where = details.value(QLatin1String("json_path")).toString();
        return ApiError{code, object.value(QLatin1String("message")).toString(), where};
    }
    if (object.contains(QLatin1String("x-error")))
        return ApiError{QStringLiteral("BAD_REQUEST"), object.value(QLatin1String("x-error")).toString(), {}};
    if (object.contains(QLatin1String("x-info")))
        return ApiError{QStringLiteral("FORBIDDEN"), object.value(QLatin1String("x-info")).toString(), {}};
    return std::nullopt;
}

FailureKind kindOf(int status, const std::optional<ApiError>& error)
{
    const QString code = error ? error->code : QString();
    if (status == 429 || code == QLatin1String("TOO_MANY_REQUESTS"))
        return FailureKind::RateLimited;
    if (code == QLatin1String("OAUTH_SCOPE_MISMATCH") || code == QLatin1String("NO_PERMISSION") ||
        code == QLatin1String("AUTHORIZATION_FAILED") || status == 403)
        return FailureKind::Permission;
    if (status == 401)
        return FailureKind::SignIn;
    if (status >= 400 && status < 500 && status != 408 && error)
        return FailureKind::Refused;
    return FailureKind::Server;
}

QString adviceFor(FailureKind kind)
{
    switch (kind) {
    case FailureKind::RateLimited:
        return CrmApiText::tr(
            "Too many requests or no API credits left for now; it goes on when the CRM accepts requests again.");
    case FailureKind::Permission:
        return CrmApiText::tr("Give the connection's user the right to do this in the CRM, then try again.");
    case FailureKind::SignIn:
        return CrmApiText::tr("Sign in again.");
    case FailureKind::Server:
        return CrmApiText::tr("The trouble is on the server's side; try again later.");
    default:
        return {};
    }
}

} // namespace

std::optional<ApiError> apiErrorOf(const QByteArray& body)
{
    const auto object = objectOf(body);
    if (!object)
        return std::nullopt;
    if (auto bare = errorIn(*object))
        return bare;
    const QJsonArray data = object->value(QLatin1String("data")).toArray();
    if (data.size() == 1)
        return errorIn(data.first().toObject());
    return std::nullopt;
}

Failure failureOf(const HttpReply& reply, const QString& what)
{
    const auto error = apiErrorOf(reply.body);
    const FailureKind kind = kindOf(reply.status, error);
    QString said;
    if (error) {
        said = error->message.isEmpty() ? error->code : QStringLiteral("%1 (%2)").arg(error->message, error->code);
        if (!error->where.isEmpty())
            said += QStringLiteral(", %1").arg(error->where);
    } else {
        said = CrmApiText::tr("answer with status %1").arg(reply.status);
    }
    const QString advice = adviceFor(kind);
    Failure failure;
    failure.kind = kind;
    failure.code = error ? error->code : QString();
    failure.sentence = CrmApiText::tr("%1: the CRM says: %2.").arg(what, shownValue(said, mostSaid));
    if (!advice.isEmpty())
        failure.sentence += QLatin1Char(' ') + advice;
    failure.detail = QStringLiteral("HTTP %1 %2").arg(reply.status).arg(shownValue(failure.code));
    return failure;
}

bool isStaleToken(const HttpReply& reply)
{
    if (reply.status != 401)
        return false;
    const auto error = apiErrorOf(reply.body);
    return error &&
           (error->code == QLatin1String("INVALID_TOKEN") || error->code == QLatin1String("AUTHENTICATION_FAILURE"));
}

} // namespace stevedore
