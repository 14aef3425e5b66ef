// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/org/orgapi.h"

#include "sandbox/http/paging.h"
#include "sandbox/org/orgjson.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

/// Whether a user is one of those that `type` of "Get users" names; `caller` is who asks. There are no deleted and no
/// unconfirmed users.
bool isOf(const QString& type, const User& user, const User& caller)
{
    if (type.isEmpty() || type == u"AllUsers"_s || type == u"ConfirmedUsers"_s)
        return true;
    if (type == u"ActiveUsers"_s || type == u"ActiveConfirmedUsers"_s)
        return user.isActive();
    if (type == u"DeactiveUsers"_s)
        return !user.isActive();
    if (type == u"AdminUsers"_s || type == u"ActiveConfirmedAdmins"_s)
        return user.isActive() && user.profile == u"Administrator"_s;
    return type == u"CurrentUser"_s && &user == &caller;
}

std::vector<const User*> usersFor(const Org& org, const Request& request)
{
    const QString type = request.parameter(u"type"_s);
    std::vector<const User*> matching;
    for (const User& user : org.users)
        if (isOf(type, user, *request.caller.user))
            matching.push_back(&user);
    return matching;
}

/// A web tab: something that a client has to know how to leave out.
Module webTab()
{
    Module web;
    web.id = firstId + 1;
    web.apiName = web.singular = web.plural = u"Actions_Performed"_s;
    web.api = false;
    return web;
}

QJsonObject webTabJson(const Org& org, const Module& web, const QJsonArray& profiles, int sequence)
{
    QJsonObject json = moduleJson(org, web, profiles, sequence);
    json.insert(u"generated_type"_s, u"web"_s);
    json.insert(u"creatable"_s, false);
    return json;
}

std::optional<ApiError> wrongStatus(const QStringList& statuses)
{
    static const QStringList known{u"visible"_s, u"user_hidden"_s, u"system_hidden"_s, u"scheduled_for_deletion"_s};
    for (qsizetype i = 0; i < statuses.size(); ++i)
        if (!known.contains(statuses[i].trimmed()))
            return ApiError{400,
                            u"INVALID_DATA"_s,
                            u"The status given is invalid."_s,
                            {{u"index"_s, i},
                             {u"supported_values"_s, QJsonArray::fromStringList(known)},
                             {u"param_name"_s, u"status"_s}}};
    return std::nullopt;
}

bool isNamed(const Module& module, const QString& nameOrId)
{
    return module.apiName == nameOrId || module.id == idOf(nameOrId);
}

} // namespace

OrgApi::OrgApi(const Org& org) : m_org(org), m_others{webTab()} {}

void OrgApi::addTo(Router& router)
{
    const QString get = u"GET"_s;
    const QStringList userScopes{u"ZohoCRM.users.READ"_s};
    const QStringList moduleScopes{u"ZohoCRM.settings.modules.READ"_s};
    router.add(get, u"crm/v8/org"_s, {u"ZohoCRM.org.READ"_s}, 1, [this](const Request&) {
        return jsonAnswer({{u"org"_s, QJsonArray{orgJson(m_org)}}});
    });
    router.add(get, u"crm/v8/users"_s, userScopes, 1, [this](const Request& r) { return users(r); });
    router.add(get, u"crm/v8/users/actions/count"_s, userScopes, 1, [this](const Request& r) { return countUsers(r); });
    router.add(get, u"crm/v8/users/{id}"_s, userScopes, 1, [this](const Request& r) { return user(r); });
    router.add(get, u"crm/v8/settings/modules"_s, moduleScopes, 1, [this](const Request& r) { return modules(r); });
    router.add(get, u"crm/v8/settings/modules/{name}"_s, moduleScopes, 1,
               [this](const Request& r) { return module(r); });
}

Answer OrgApi::users(const Request& request) const
{
    const Paging paging = Paging::of(request);
    const auto matching = usersFor(m_org, request);
    QJsonArray shown;
    for (qsizetype i = paging.first(); i < qsizetype(matching.size()) && shown.size() < paging.perPage; ++i)
        shown.append(userJson(m_org, *matching[static_cast<std::size_t>(i)]));
    if (shown.isEmpty())
        return nothing();
    return jsonAnswer({{u"users"_s, shown}, {u"info"_s, paging.info(shown.size(), qsizetype(matching.size()))}});
}

Answer OrgApi::user(const Request& request) const
{
    const User* user = m_org.userById(idOf(request.segments.last()));
    return user ? jsonAnswer({{u"users"_s, QJsonArray{userJson(m_org, *user)}}}) : nothing();
}

Answer OrgApi::countUsers(const Request& request) const
{
    return jsonAnswer({{u"count"_s, static_cast<qint64>(usersFor(m_org, request).size())}});
}

Answer OrgApi::modules(const Request& request) const
{
    const QStringList statuses = request.parameter(u"status"_s).split(u',', Qt::SkipEmptyParts);
    if (const auto wrong = wrongStatus(statuses))
        return errorAnswer(*wrong);
    if (!statuses.isEmpty() && !statuses.contains(u"visible"_s))
        return nothing();
    const QJsonArray profiles = profilesJson(m_org);
    QJsonArray all;
    for (const Module& module : m_org.modules)
        all.append(moduleJson(m_org, module, profiles, static_cast<int>(all.size()) + 1));
    for (const Module& web : m_others)
        all.append(webTabJson(m_org, web, profiles, static_cast<int>(all.size()) + 1));
    return jsonAnswer({{u"modules"_s, all}});
}

Answer OrgApi::module(const Request& request) const
{
    const QString wanted = request.segments.last();
    const ApiError outOfReach{400, u"NOT_SUPPORTED"_s, u"the given module is not supported in api"_s, {}};
    int sequence = 0;
    for (const Module& module : m_org.modules) {
        ++sequence;
        if (!isNamed(module, wanted))
            continue;
        if (!module.api)
            return errorAnswer(outOfReach);
        QJsonObject json = moduleJson(m_org, module, profilesJson(m_org), sequence);
        json.insert(u"display_field"_s, module.displayField);
        json.insert(u"per_page"_s, 50);
        return jsonAnswer({{u"modules"_s, QJsonArray{json}}});
    }
    for (const Module& web : m_others)
        if (isNamed(web, wanted))
            return errorAnswer(outOfReach);
    return errorAnswer(
        {400, u"INVALID_MODULE"_s, u"the module name given seems to be invalid"_s, {{u"resource_path_index"_s, 2}}});
}

} // namespace stevedore::sandbox
