// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/org/layoutjson.h"

#include "sandbox/org/fieldjson.h"
#include "sandbox/org/orgjson.h"

#include <vector>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

QJsonObject all(std::initializer_list<QString> keys, bool value)
{
    QJsonObject json;
    for (const QString& key : keys)
        json.insert(key, value);
    return json;
}

/// A heading as an api_name.
QString nameOf(const QString& heading)
{
    QString name;
    for (const QChar c : heading)
        name += c.isLetterOrNumber() && c.unicode() < 128 ? c : QChar(u'_');
    return name;
}

QJsonObject sectionJson(const Module& module, const QString& name, const QJsonArray& fields, int sequence)
{
    static const QJsonObject actions = all({u"add_field"_s, u"rename"_s, u"change_tab_traversal"_s, u"reorder"_s,
                                            u"delete"_s, u"remove_field"_s, u"change_column_count"_s},
                                           true);
    return {{u"id"_s, QString::number(module.layoutId + 3'000'000 + sequence)},
            {u"name"_s, name},
            {u"display_label"_s, name},
            {u"api_name"_s, nameOf(name)},
            {u"sequence_number"_s, sequence},
            {u"isSubformSection"_s, false},
            {u"mode"_s, u"all"_s},
            {u"type"_s, u"used"_s},
            {u"tab_traversal"_s, u"left_to_right"_s},
            {u"column_count"_s, 2},
            {u"generated_type"_s, u"default"_s},
            {u"properties"_s, null},
            {u"actions_allowed"_s, actions},
            {u"fields"_s, fields}};
}

/// One pass over the fields, whose sections come in the order in which they first appear.
QJsonArray sectionsJson(const Org& org, const Module& module)
{
    const FieldsShown shown(org, module);
    std::vector<std::pair<QString, QJsonArray>> sections;
    for (const Field& field : module.fields) {
        if (field.type == FieldType::Layout)
            continue;
        auto found = std::find_if(sections.begin(), sections.end(),
                                  [&field](const auto& known) { return known.first == field.section; });
        if (found == sections.end())
            found = sections.insert(sections.end(), {field.section, {}});
        found->second.append(shown.inLayout(field, static_cast<int>(found->second.size()) + 1));
    }
    QJsonArray json;
    for (const auto& [name, fields] : sections)
        json.append(sectionJson(module, name, fields, static_cast<int>(json.size()) + 1));
    return json;
}

QJsonArray layoutProfiles(const Org& org, const Module& module)
{
    QJsonObject view = namedJson(u"Standard"_s, module.layoutId);
    view.insert(u"type"_s, u"layout"_s);
    QJsonArray profiles;
    for (const QJsonValue value : profilesJson(org)) {
        QJsonObject profile = value.toObject();
        profile.insert(u"default"_s, true);
        profile.insert(u"_default_view"_s, view);
        profile.insert(u"_default_assignment_view"_s, view);
        profiles.append(profile);
    }
    return profiles;
}

/// Criteria as metadata shows them: with the ids of their fields.
QJsonObject criteriaJson(const Module& module, const QJsonObject& criteria)
{
    QJsonObject json = criteria;
    if (criteria.contains(u"group")) {
        QJsonArray group;
        for (const QJsonValue part : criteria[u"group"].toArray())
            group.append(criteriaJson(module, part.toObject()));
        json.insert(u"group"_s, group);
        return json;
    }
    QJsonObject shown = criteria[u"field"].toObject();
    if (const Field* field = module.field(shown[u"api_name"].toString()))
        shown.insert(u"id"_s, QString::number(field->id));
    json.insert(u"field"_s, shown);
    json.insert(u"type"_s, u"value"_s);
    return json;
}

QJsonArray columnsJson(const Module& module)
{
    constexpr qsizetype most = 6;
    QJsonArray columns;
    for (const Field& field : module.fields)
        if (columns.size() < most && field.type != FieldType::Layout && field.type != FieldType::Other)
            columns.append(
                QJsonObject{{u"api_name"_s, field.apiName}, {u"_pin"_s, false}, {u"id"_s, QString::number(field.id)}});
    return columns;
}

} // namespace

QJsonObject layoutJson(const Org& org, const Module& module)
{
    static const QJsonObject actions = all(
        {u"edit"_s, u"rename"_s, u"clone"_s, u"downgrade"_s, u"delete"_s, u"deactivate"_s, u"set_layout_permissions"_s},
        false);
    return {{u"id"_s, QString::number(module.layoutId)},
            {u"name"_s, module.layoutName},
            {u"display_label"_s, module.layoutName},
            {u"api_name"_s, QString(module.layoutName).replace(u' ', u'_')},
            {u"status"_s, u"active"_s},
            {u"visible"_s, true},
            {u"source"_s, u"crm"_s},
            {u"generated_type"_s, u"system"_s},
            {u"show_business_card"_s, true},
            {u"has_more_profiles"_s, false},
            {u"created_time"_s, null},
            {u"created_for"_s, null},
            {u"created_by"_s, null},
            {u"modified_time"_s, null},
            {u"modified_by"_s, null},
            {u"convert_mapping"_s, null},
            {u"actions_allowed"_s, actions},
            {u"profiles"_s, layoutProfiles(org, module)},
            {u"sections"_s, sectionsJson(org, module)}};
}

QJsonObject viewJson(const Org& org, const CustomView& view, const User& caller)
{
    const bool made = view.systemName.isEmpty();
    const User& maker = org.users.front();
    const QJsonValue by = made ? QJsonValue(namedJson(maker.fullName(), maker.id)) : null;
    const QJsonValue time = made ? QJsonValue(u"2026-01-12T09:00:00+00:00"_s) : null;
    return {{u"id"_s, QString::number(view.id)},
            {u"name"_s, view.name},
            {u"display_value"_s, view.name},
            {u"system_name"_s, made ? null : QJsonValue(view.systemName)},
            {u"system_defined"_s, !made},
            {u"default"_s, !made},
            {u"access_type"_s, u"public"_s},
            {u"category"_s, made && caller.id == maker.id ? u"created_by_me"_s : u"public_views"_s},
            {u"locked"_s, false},
            {u"favorite"_s, null},
            {u"created_by"_s, by},
            {u"modified_by"_s, by},
            {u"created_time"_s, time},
            {u"modified_time"_s, time},
            {u"last_accessed_time"_s, null}};
}

QJsonObject wholeViewJson(const Org& org, const Module& module, const CustomView& view, const User& caller)
{
    QJsonObject json = viewJson(org, view, caller);
    json.insert(u"criteria"_s, view.criteria.isEmpty() ? null : QJsonValue(criteriaJson(module, view.criteria)));
    json.insert(u"fields"_s, columnsJson(module));
    for (const auto& key : {u"sort_by"_s, u"sort_order"_s, u"shared_to"_s})
        json.insert(key, null);
    return json;
}

QJsonObject viewCategories()
{
    return {{u"public_views"_s, u"Public Views"_s},
            {u"other_users_views"_s, u"Other User's Views"_s},
            {u"shared_with_me"_s, u"Shared With Me"_s},
            {u"created_by_me"_s, u"Created By Me"_s}};
}

} // namespace stevedore::sandbox
