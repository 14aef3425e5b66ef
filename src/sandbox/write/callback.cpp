// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/write/callback.h"

#include <QJsonArray>
#include <QUrl>

#include <httplib.h>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

std::optional<ApiError> callbackTrouble(const QJsonObject& request)
{
    if (!request.contains(u"callback") || request[u"callback"].isNull())
        return std::nullopt;
    const QJsonObject callback = request[u"callback"].toObject();
    const QUrl url(callback[u"url"].toString(), QUrl::StrictMode);
    const bool web = url.scheme() == u"https"_s || url.scheme() == u"http"_s;
    if (!url.isValid() || !web || url.host().isEmpty())
        return ApiError{400, u"INVALID_CALLBACK_URL"_s, u"Invalid callback url."_s, {}};
    if (callback[u"method"].toString() != u"post"_s)
        return ApiError{400,
                        u"INVALID_CALLBACK_METHOD"_s,
                        u"Invalid callback method."_s,
                        {{u"supported_callback_methods"_s, QJsonArray{u"post"_s}}}};
    return std::nullopt;
}

void postCallback(const QString& text, const QByteArray& json)
{
    const QUrl url(text);
    const bool local = url.host() == u"localhost"_s || url.host() == u"127.0.0.1"_s;
    if (url.scheme() != u"http"_s || !local)
        return;
    httplib::Client client(url.host().toStdString(), url.port(80));
    client.set_connection_timeout(2);
    client.set_read_timeout(5);
    const std::string path = url.path(QUrl::FullyEncoded).toStdString();
    const std::string query = url.query(QUrl::FullyEncoded).toStdString();
    client.Post((path.empty() ? "/" : path) + (query.empty() ? "" : '?' + query), json.toStdString(),
                "application/json");
}

} // namespace stevedore::sandbox
