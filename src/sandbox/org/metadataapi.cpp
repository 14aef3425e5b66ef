// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/org/metadataapi.h"

#include "sandbox/http/paging.h"
#include "sandbox/org/fieldjson.h"
#include "sandbox/org/layoutjson.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype fieldSegment = 4; // crm, v8, settings, fields, {id}

ApiError unknownId(const QString& message)
{
    return {400, u"INVALID_DATA"_s, message, {{u"resource_path_index"_s, 2}}};
}

const Field* fieldWithId(const Module& module, qint64 id)
{
    for (const Field& field : module.fields)
        if (field.id == id)
            return &field;
    return nullptr;
}

/// "unused" is refused by nobody and empty here: every field is in the layout.
std::optional<ApiError> wrongType(const Request& request)
{
    static const QJsonArray known{u"used"_s, u"unused"_s, u"all"_s};
    const QString type = request.parameter(u"type"_s);
    if (type.isEmpty() || known.contains(type))
        return std::nullopt;
    return ApiError{
        400, u"INVALID_DATA"_s, u"invalid data"_s, {{u"param_name"_s, u"type"_s}, {u"supported_values"_s, known}}};
}

/// Shows fields with what the call asks for besides.
class FieldsAsked
{
public:
    FieldsAsked(const Org& org, const Module& module, const Request& request)
        : m_shown(org, module), m_permissions(request.parameter(u"include"_s).split(u',').contains(permissionsKey()))
    {
    }

    QJsonObject field(const Field& field) const
    {
        QJsonObject json = m_shown.field(field);
        if (m_permissions)
            json.insert(permissionsKey(), permissionsJson(field));
        return json;
    }

private:
    static QString permissionsKey() { return u"allowed_permissions_to_update"_s; }

    FieldsShown m_shown;
    bool m_permissions;
};

} // namespace

void MetadataApi::addTo(Router& router)
{
    const auto add = [&](const QString& path, const QString& scope, ForModule call) {
        router.add(u"GET"_s, u"crm/v8/settings/"_s + path, {u"ZohoCRM.settings.%1.READ"_s.arg(scope)}, 1,
                   [this, call](const Request& request) { return forModule(request, call); });
    };
    add(u"fields"_s, u"fields"_s, &MetadataApi::fields);
    add(u"fields/{id}"_s, u"fields"_s, &MetadataApi::field);
    add(u"fields/{id}/pick_list_values"_s, u"fields"_s, &MetadataApi::picklist);
    add(u"layouts"_s, u"layouts"_s, &MetadataApi::layouts);
    add(u"layouts/{id}"_s, u"layouts"_s, &MetadataApi::layout);
    add(u"custom_views"_s, u"custom_views"_s, &MetadataApi::views);
    add(u"custom_views/{id}"_s, u"custom_views"_s, &MetadataApi::view);
}

Answer MetadataApi::forModule(const Request& request, ForModule call) const
{
    const QString name = request.parameter(u"module"_s);
    if (name.isEmpty())
        return errorAnswer({400,
                            u"REQUIRED_PARAM_MISSING"_s,
                            u"One of the expected parameter is missing"_s,
                            {{u"param_name"_s, u"module"_s}}});
    const Module* module = m_org.module(name);
    if (!module)
        return errorAnswer({400, u"INVALID_MODULE"_s, u"the module name given seems to be invalid"_s, {}});
    return (this->*call)(*module, request);
}

Answer MetadataApi::fields(const Module& module, const Request& request) const
{
    if (const auto wrong = wrongType(request))
        return errorAnswer(*wrong);
    if (request.parameter(u"type"_s) == u"unused"_s)
        return nothing();
    const FieldsAsked asked(m_org, module, request);
    QJsonArray all;
    for (const Field& field : module.fields)
        all.append(asked.field(field));
    return all.isEmpty() ? nothing() : jsonAnswer({{u"fields"_s, all}});
}

Answer MetadataApi::field(const Module& module, const Request& request) const
{
    const Field* field = fieldWithId(module, idOf(request.segments[fieldSegment]));
    if (!field)
        return errorAnswer(unknownId(u"The Field Id is Invalid"_s));
    return jsonAnswer({{u"fields"_s, QJsonArray{FieldsAsked(m_org, module, request).field(*field)}}});
}

Answer MetadataApi::picklist(const Module& module, const Request& request) const
{
    const Field* field = fieldWithId(module, idOf(request.segments[fieldSegment]));
    if (!field)
        return errorAnswer(unknownId(u"the id given seems to be invalid"_s));
    if (field->picklist.empty())
        return nothing();
    return jsonAnswer({{u"pick_list_values"_s, picklistJson(module, *field)}});
}

Answer MetadataApi::layouts(const Module& module, const Request&) const
{
    return jsonAnswer({{u"layouts"_s, QJsonArray{layoutJson(m_org, module)}}});
}

Answer MetadataApi::layout(const Module& module, const Request& request) const
{
    if (idOf(request.segments[fieldSegment]) != module.layoutId)
        return errorAnswer(unknownId(u"the id given seems to be invalid"_s));
    return layouts(module, request);
}

Answer MetadataApi::views(const Module& module, const Request& request) const
{
    const Paging paging = Paging::of(request);
    QJsonArray shown;
    for (qsizetype i = paging.first(); i < qsizetype(module.views.size()) && shown.size() < paging.perPage; ++i)
        shown.append(viewJson(m_org, module.views[static_cast<std::size_t>(i)], *request.caller.user));
    if (shown.isEmpty())
        return nothing();
    QJsonObject info = paging.info(shown.size(), qsizetype(module.views.size()));
    info.insert(u"default"_s, QString::number(module.views.front().id));
    info.insert(u"translation"_s, viewCategories());
    return jsonAnswer({{u"custom_views"_s, shown}, {u"info"_s, info}});
}

Answer MetadataApi::view(const Module& module, const Request& request) const
{
    const CustomView* view = module.view(idOf(request.segments[fieldSegment]));
    if (!view)
        return errorAnswer(unknownId(u"the id given seems to be invalid"_s));
    const QJsonObject shown = wholeViewJson(m_org, module, *view, *request.caller.user);
    return jsonAnswer(
        {{u"custom_views"_s, QJsonArray{shown}}, {u"info"_s, QJsonObject{{u"translation"_s, viewCategories()}}}});
}

} // namespace stevedore::sandbox
