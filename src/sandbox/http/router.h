// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/http.h"

#include <functional>

namespace stevedore::sandbox {

/// One call of the API.
struct Route
{
    using Handler = std::function<Answer(const Request&)>;

    QString method;
    QStringList pattern; ///< segments; "{x}" stands for any one segment, {module} not for the API's own words
    /// Scopes that a token needs, all of them; "{module}" is replaced by the segment of that name.
    QStringList scopes;
    /// Credits; a handler that knows better charges the rest itself.
    int credits = 1;
    bool open = false; ///< needs no access token
    Handler handler;
};

/// Which route a request means.
class Router
{
public:
    /// Earlier routes win, so literal ones are added before those with placeholders.
    void add(const QString& method, const QString& path, const QStringList& scopes, int credits,
             Route::Handler handler);
    /// A call without a token.
    void addOpen(const QString& method, const QString& path, Route::Handler handler);

    /// INVALID_URL_PATTERN if no route has the path, INVALID_REQUEST_METHOD if one has but not for this verb.
    ApiResult<const Route*> find(const Request& request) const;
    /// The scopes of the route with the placeholders filled in.
    static QStringList scopesFor(const Route& route, const Request& request);

private:
    std::vector<Route> m_routes;
};

} // namespace stevedore::sandbox
