// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/org/metadataapi.h"

#include "sandbox/org/metadatajson.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

/// The number of a parameter within bounds.
qsizetype bounded(const QString& text, qsizetype usual, qsizetype most)
{
    bool ok = false;
    const qsizetype number = text.toLongLong(&ok);
    return ok ? std::clamp<qsizetype>(number, 1, most) : usual;
}

ApiError noSuchField()
{
    return {400, u"INVALID_DATA"_s, u"the id given seems to be invalid"_s, {{u"resource_path_index"_s, 2}}};
}

const Field* fieldWithId(const Module& module, qint64 id)
{
    for (const Field& field : module.fields)
        if (field.id == id)
            return &field;
    return nullptr;
}

} // namespace

void MetadataApi::addTo(Router& router)
{
    const QString get = u"GET"_s;
    const QStringList fieldScopes{u"ZohoCRM.settings.fields.READ"_s};
    const QStringList moduleScopes{u"ZohoCRM.settings.modules.READ"_s};
    router.add(get, u"crm/v8/org"_s, {u"ZohoCRM.org.READ"_s}, 1, [this](const Request&) { return org(); });
    router.add(get, u"crm/v8/users"_s, {u"ZohoCRM.users.READ"_s}, 1, [this](const Request& r) { return users(r); });
    router.add(get, u"crm/v8/settings/modules"_s, moduleScopes, 1, [this](const Request&) { return modules(); });
    router.add(get, u"crm/v8/settings/modules/{name}"_s, moduleScopes, 1,
               [this](const Request& r) { return moduleByName(r); });
    router.add(get, u"crm/v8/settings/fields"_s, fieldScopes, 1, [this](const Request& r) { return fields(r); });
    router.add(get, u"crm/v8/settings/fields/{id}"_s, fieldScopes, 1, [this](const Request& r) { return field(r); });
    router.add(get, u"crm/v8/settings/fields/{id}/pick_list_values"_s, fieldScopes, 1,
               [this](const Request& r) { return picklist(r); });
    router.add(get, u"crm/v8/settings/layouts"_s, {u"ZohoCRM.settings.layouts.READ"_s}, 1,
               [this](const Request& r) { return layouts(r); });
}

Answer MetadataApi::org() const
{
    return jsonAnswer({{u"org"_s, QJsonArray{orgJson(m_org)}}});
}

Answer MetadataApi::users(const Request& request) const
{
    const QString type = request.parameter(u"type"_s);
    const qsizetype page = bounded(request.parameter(u"page"_s), 1, 1'000'000);
    const qsizetype perPage = bounded(request.parameter(u"per_page"_s), 200, 200);
    QJsonArray wanted;
    qsizetype position = 0;
    qsizetype matching = 0;
    static const QStringList known = {
        u"AllUsers"_s,    u"ActiveUsers"_s, u"ActiveConfirmedUsers"_s,  u"ConfirmedUsers"_s,
        u"CurrentUser"_s, u"AdminUsers"_s,  u"ActiveConfirmedAdmins"_s, u"DeactiveUsers"_s};
    if (!type.isEmpty() && !known.contains(type))
        return nothing(); // deleted, unconfirmed: there are none
    const bool onlyAdmins = type == u"AdminUsers"_s || type == u"ActiveConfirmedAdmins"_s;
    for (const User& user : m_org.users) {
        if (type == u"CurrentUser"_s ? &user != request.caller.user : onlyAdmins && user.profile != u"Administrator"_s)
            continue;
        if (!user.isActive() && !type.isEmpty() && type != u"AllUsers"_s && type != u"DeactiveUsers"_s)
            continue;
        if (user.isActive() && type == u"DeactiveUsers"_s)
            continue;
        ++matching;
        if (position++ / perPage == page - 1)
            wanted.append(userJson(m_org, user));
    }
    if (wanted.isEmpty())
        return nothing();
    const QJsonObject info{{u"per_page"_s, perPage},
                           {u"count"_s, wanted.size()},
                           {u"page"_s, page},
                           {u"more_records"_s, matching > page * perPage}};
    return jsonAnswer({{u"users"_s, wanted}, {u"info"_s, info}});
}

Answer MetadataApi::modules() const
{
    QJsonArray all;
    for (const Module& module : m_org.modules)
        all.append(moduleJson(module));
    // Something that a client has to know how to leave out.
    Module web;
    web.id = firstId + 1;
    web.apiName = web.singular = web.plural = u"Actions_Performed"_s;
    QJsonObject json = moduleJson(web);
    json.insert(u"generated_type"_s, u"web"_s);
    json.insert(u"api_supported"_s, false);
    json.insert(u"creatable"_s, false);
    all.append(json);
    return jsonAnswer({{u"modules"_s, all}});
}

Answer MetadataApi::moduleByName(const Request& request) const
{
    const Module* module = m_org.module(request.segments.last());
    if (!module)
        return errorAnswer({400, u"INVALID_MODULE"_s, u"the module name given seems to be invalid"_s, {}});
    return jsonAnswer({{u"modules"_s, QJsonArray{moduleJson(*module)}}});
}

ApiResult<const Module*> MetadataApi::moduleOf(const Request& request) const
{
    const QString name = request.parameter(u"module"_s);
    if (name.isEmpty())
        return refuse(u"REQUIRED_PARAM_MISSING"_s, u"One of the expected parameter is missing"_s,
                      {{u"param_name"_s, u"module"_s}});
    const Module* module = m_org.module(name);
    if (!module)
        return refuse(u"INVALID_MODULE"_s, u"the module name given seems to be invalid"_s,
                      {{u"param_name"_s, u"module"_s}});
    return module;
}

Answer MetadataApi::fields(const Request& request) const
{
    const auto module = moduleOf(request);
    if (!module)
        return errorAnswer(module.error());
    if (request.parameter(u"type"_s) == u"unused"_s)
        return nothing();
    QJsonArray all;
    for (const Field& field : (*module)->fields)
        all.append(fieldJson(m_org, field));
    return jsonAnswer({{u"fields"_s, all}});
}

Answer MetadataApi::field(const Request& request) const
{
    const auto module = moduleOf(request);
    if (!module)
        return errorAnswer(module.error());
    const Field* field = fieldWithId(**module, idOf(request.segments.last()));
    return field ? jsonAnswer({{u"fields"_s, QJsonArray{fieldJson(m_org, *field)}}}) : errorAnswer(noSuchField());
}

Answer MetadataApi::picklist(const Request& request) const
{
    const auto module = moduleOf(request);
    if (!module)
        return errorAnswer(module.error());
    const Field* field = fieldWithId(**module, idOf(request.segments[request.segments.size() - 2]));
    if (!field)
        return errorAnswer(noSuchField());
    if (field->picklist.empty())
        return nothing();
    return jsonAnswer({{u"pick_list_values"_s, picklistJson(*field)}});
}

Answer MetadataApi::layouts(const Request& request) const
{
    const auto module = moduleOf(request);
    if (!module)
        return errorAnswer(module.error());
    QStringList names;
    for (const Field& field : (*module)->fields)
        if (!names.contains(field.section))
            names.append(field.section);
    QJsonArray sections;
    for (const QString& name : names) {
        QJsonArray fields;
        for (const Field& field : (*module)->fields)
            if (field.section == name && field.type != FieldType::Layout)
                fields.append(layoutFieldJson(m_org, field, static_cast<int>(fields.size()) + 1));
        sections.append(QJsonObject{{u"display_label"_s, name},
                                    {u"name"_s, name},
                                    {u"api_name"_s, QString(name).replace(u' ', u'_')},
                                    {u"sequence_number"_s, sections.size() + 1},
                                    {u"fields"_s, fields}});
    }
    const QJsonObject layout{{u"id"_s, QString::number((*module)->layoutId)},
                             {u"name"_s, (*module)->layoutName},
                             {u"display_label"_s, (*module)->layoutName},
                             {u"api_name"_s, QString((*module)->layoutName).replace(u' ', u'_')},
                             {u"status"_s, u"active"_s},
                             {u"visible"_s, true},
                             {u"sections"_s, sections}};
    return jsonAnswer({{u"layouts"_s, QJsonArray{layout}}});
}

} // namespace stevedore::sandbox
