// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/http/router.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

/// Words that stand where modules do, but are none, however well their calls look like those for records.
bool isModule(const QString& segment)
{
    static const QStringList others{u"bulk"_s, u"coql"_s, u"org"_s, u"settings"_s, u"upload"_s, u"users"_s};
    return !others.contains(segment);
}

bool matches(const QString& part, const QString& segment)
{
    if (part == u"{module}"_s)
        return isModule(segment);
    return part.startsWith(u'{') || part == segment;
}

bool matches(const QStringList& pattern, const QStringList& segments)
{
    if (pattern.size() != segments.size())
        return false;
    for (qsizetype i = 0; i < pattern.size(); ++i)
        if (!matches(pattern[i], segments[i]))
            return false;
    return true;
}

} // namespace

void Router::add(const QString& method, const QString& path, const QStringList& scopes, int credits,
                 Route::Handler handler)
{
    m_routes.push_back({method, path.split(u'/', Qt::SkipEmptyParts), scopes, credits, false, std::move(handler)});
}

void Router::addOpen(const QString& method, const QString& path, Route::Handler handler)
{
    m_routes.push_back({method, path.split(u'/', Qt::SkipEmptyParts), {}, 0, true, std::move(handler)});
}

ApiResult<const Route*> Router::find(const Request& request) const
{
    const QStringList* meant = nullptr;
    for (const Route& route : m_routes) {
        if (meant ? route.pattern != *meant : !matches(route.pattern, request.segments))
            continue;
        meant = &route.pattern;
        if (route.method == request.method)
            return &route;
    }
    if (meant)
        return refuse(u"INVALID_REQUEST_METHOD"_s, u"The http request method type is not a valid one"_s);
    return refuse(u"INVALID_URL_PATTERN"_s, u"Please check if the URL trying to access is a correct one"_s, {}, 404);
}

QStringList Router::scopesFor(const Route& route, const Request& request)
{
    const qsizetype at = route.pattern.indexOf(u"{module}"_s);
    QStringList scopes = route.scopes;
    if (at >= 0)
        scopes.replaceInStrings(u"{module}"_s, request.segments[at]);
    return scopes;
}

} // namespace stevedore::sandbox
