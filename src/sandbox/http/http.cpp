// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/http/http.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

const Part* Request::part(const QString& name) const
{
    for (const Part& candidate : parts)
        if (candidate.name == name)
            return &candidate;
    return nullptr;
}

QString Request::parameter(const QString& name) const
{
    if (const auto found = parameters.constFind(name); found != parameters.constEnd())
        return *found;
    const Part* found = part(name);
    return found ? QString::fromUtf8(found->bytes) : QString();
}

tl::unexpected<ApiError> refuse(const QString& code, const QString& message, const QJsonObject& details, int status)
{
    return tl::unexpected(ApiError{status, code, message, details});
}

QJsonObject envelope(const QString& code, const QString& message, const QJsonObject& details, bool success)
{
    return {{u"code"_s, code},
            {u"details"_s, details},
            {u"message"_s, message},
            {u"status"_s, success ? u"success"_s : u"error"_s}};
}

ApiError noPermission(const QString& missing)
{
    QJsonObject details;
    if (!missing.isEmpty())
        details.insert(u"permissions"_s, QJsonArray{missing});
    return {403, u"NO_PERMISSION"_s, u"permission denied"_s, details};
}

Answer jsonAnswer(const QJsonObject& body, int status)
{
    Answer answer;
    answer.status = status;
    answer.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return answer;
}

Answer errorAnswer(const ApiError& error)
{
    return jsonAnswer(envelope(error.code, error.message, error.details, false), error.status);
}

Answer nothing()
{
    Answer answer;
    answer.status = 204;
    return answer;
}

ApiResult<QJsonObject> jsonBody(const Request& request)
{
    const QString type = request.header(u"content-type"_s);
    if (!type.isEmpty() && !type.contains(u"json"_s, Qt::CaseInsensitive))
        return refuse(u"REQUEST_BODY_NOT_SUPPORTED"_s, u"The request body is not supported."_s);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(request.body, &error);
    if (error.error != QJsonParseError::NoError || !document.isObject())
        return refuse(u"INVALID_REQUEST"_s, u"The request body is not valid JSON."_s);
    return document.object();
}

qint64 idOf(const QJsonValue& value)
{
    return value.isDouble() ? value.toInteger() : idOf(value.toString());
}

qint64 idOf(const QString& text)
{
    bool ok = false;
    const qint64 id = text.trimmed().toLongLong(&ok);
    return ok && id > 0 ? id : 0;
}

} // namespace stevedore::sandbox
