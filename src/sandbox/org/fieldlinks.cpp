// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/org/fieldlinks.h"

#include "sandbox/org/orgjson.h"

#include <QJsonArray>

#include <algorithm>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

QJsonObject lookupJson(const Org& org, const Field& field)
{
    if (field.type != FieldType::Lookup || field.lookupModule.isEmpty())
        return {};
    const Module* target = org.module(field.lookupModule);
    if (!target) // a module that the org has, but this server does not know
        return {{u"module"_s, QJsonObject{{u"api_name"_s, field.lookupModule}}}, {u"api_name"_s, field.apiName}};
    const QJsonObject module{
        {u"api_name"_s, target->apiName}, {u"crypt"_s, false}, {u"id"_s, QString::number(target->id)}};
    return {{u"module"_s, module},
            {u"display_label"_s, target->plural},
            {u"revalidate_filter_during_edit"_s, false},
            {u"api_name"_s, field.apiName},
            {u"id"_s, QString::number(field.id + 1'000'000)},
            {u"query_details"_s, QJsonObject{{u"system_query_id"_s, null}}}};
}

QJsonValue subformJson(const Org& org, const Field& field)
{
    if (field.subformModule.isEmpty())
        return null;
    QJsonObject json{{u"module"_s, field.subformModule}};
    if (const Module* rows = org.module(field.subformModule))
        json.insert(u"id"_s, QString::number(rows->id));
    return json;
}

QJsonObject fieldReference(const Field& field)
{
    return {{u"api_name"_s, field.apiName}, {u"field_label"_s, field.label}, {u"id"_s, QString::number(field.id)}};
}

QJsonObject moduleReference(const Module& module)
{
    return {{u"plural_label"_s, module.plural}, {u"api_name"_s, module.apiName}, {u"id"_s, QString::number(module.id)}};
}

/// The two ends of a record of a linking module.
struct Link
{
    const Module* module = nullptr;
    const Field* here = nullptr;    ///< leads to the record that has the field
    const Field* there = nullptr;   ///< leads to what is chosen in it
    const Module* chosen = nullptr; ///< null if those are users
};

std::optional<Link> linkOf(const Org& org, const Module& module, const Field& field)
{
    Link link{org.module(field.linkingModule)};
    if (!link.module)
        return std::nullopt;
    for (const Field& end : link.module->fields) {
        if (!end.isLookup() || !end.writable)
            continue;
        const bool back = end.lookupModule == module.apiName;
        const Field*& wanted = back && !link.here ? link.here : link.there;
        wanted = wanted ? wanted : &end;
    }
    link.chosen = link.there ? org.module(link.there->lookupModule) : nullptr;
    return link.here && link.there ? std::optional(link) : std::nullopt;
}

/// The keys of the documentation and, in `linking_details`, what the vendor's client libraries read.
QJsonObject linkJson(const Link& link, const Field& field)
{
    QJsonObject linking = moduleReference(*link.module);
    QJsonObject json{{u"linking_module"_s, link.module->apiName},
                     {u"connected_module"_s, link.chosen ? link.chosen->apiName : u"Users"_s},
                     {u"lookup_apiname"_s, link.here->apiName},
                     {u"connectedlookup_apiname"_s, link.there->apiName},
                     // No field of the other module shows the same links.
                     {u"connectedfield_apiname"_s, link.here->apiName}};
    if (link.chosen) {
        linking.insert(u"visibility"_s, 1);
        const QJsonObject connected{{u"field"_s, fieldReference(*link.here)},
                                    {u"module"_s, moduleReference(*link.chosen)},
                                    {u"layouts"_s, QJsonArray()}};
        const QJsonObject list{{u"display_label"_s, field.label},
                               {u"api_name"_s, field.apiName},
                               {u"id"_s, QString::number(field.id + 1'000'000)}};
        json.insert(u"connected_details"_s, connected);
        json.insert(u"related_list"_s, list);
    } else {
        json.insert(u"record_access"_s, false);
    }
    json.insert(u"linking_details"_s, QJsonObject{{u"module"_s, linking},
                                                  {u"lookup_field"_s, fieldReference(*link.here)},
                                                  {u"connected_lookup_field"_s, fieldReference(*link.there)}});
    return json;
}

} // namespace

void addLinks(const Org& org, const Module& module, const Field& field, QJsonObject& json)
{
    json.insert(u"lookup"_s, lookupJson(org, field));
    json.insert(u"subform"_s, subformJson(org, field));
    json.insert(u"associated_module"_s, subformJson(org, field));
    const auto link = linkOf(org, module, field);
    const bool ofUsers = field.typeName == u"multiuserlookup"_s;
    if (!link && !field.linkingModule.isEmpty()) { // the org has the linking module, but this server does not know it
        json.insert(u"multiselectlookup"_s, QJsonObject());
        json.insert(field.typeName, QJsonObject{{u"linking_module"_s, field.linkingModule}});
        return;
    }
    json.insert(u"multiselectlookup"_s, link && !ofUsers ? linkJson(*link, field) : QJsonObject());
    if (link && ofUsers)
        json.insert(u"multiuserlookup"_s, linkJson(*link, field)); // an empty one is forbidden
}

} // namespace stevedore::sandbox
