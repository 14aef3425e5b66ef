// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/org/savedfield.h"

#include "sandbox/http/http.h"

#include <algorithm>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

/// The vendor's texts have a module as its api_name in some places and as an object with it in others.
QString moduleName(const QJsonValue& json)
{
    return json.isObject() ? json[u"api_name"].toString() : json.toString();
}

QString firstOf(const QJsonObject& json, std::initializer_list<QString> keys)
{
    for (const QString& key : keys)
        if (QString text = json[key].toString(); !text.isEmpty())
            return text;
    return {};
}

int countOf(const QJsonValue& json, int otherwise)
{
    return std::max(json.toInt(otherwise), otherwise);
}

/// By the operations, because the documentation's own sample has an Owner that is field_read_only and can be created.
void readOperations(const QJsonObject& json, Field& field)
{
    const QJsonObject operations = json[u"operation_type"].toObject();
    const bool otherwise = !json[u"read_only"].toBool() && !json[u"field_read_only"].toBool();
    field.creatable = operations[u"api_create"].toBool(otherwise);
    field.updatable = operations[u"api_update"].toBool(otherwise);
    field.writable = field.creatable || field.updatable;
}

PicklistEntry entryOf(qint64 id, const QString& actual, const QString& shown)
{
    return {id, actual, shown == actual ? QString() : shown};
}

} // namespace

bool isApiName(const QString& name)
{
    const auto isLetter = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z'); };
    const auto isPart = [&](QChar c) { return isLetter(c) || (c >= u'0' && c <= u'9') || c == u'_'; };
    return !name.isEmpty() && name.size() <= 200 && isLetter(name.front()) &&
           std::all_of(name.begin(), name.end(), isPart);
}

Module moduleFromAnswer(const QJsonObject& json)
{
    Module module;
    module.id = idOf(json[u"id"]);
    module.apiName = json[u"api_name"].toString();
    module.plural = firstOf(json, {u"plural_label"_s, u"actual_plural_label"_s, u"module_name"_s, u"api_name"_s});
    module.singular = firstOf(json, {u"singular_label"_s, u"actual_singular_label"_s});
    if (module.singular.isEmpty())
        module.singular = module.plural;
    module.kind = moduleKindOf(json[u"generated_type"].toString());
    module.parent = moduleName(json[u"parent_module"]);
    module.offered = json[u"api_supported"].toBool(true) && json[u"creatable"].toBool(true);
    return module;
}

Module moduleFromLine(const QJsonObject& json)
{
    Module module;
    module.id = idOf(json[u"id"]);
    module.apiName = json[u"module"].toString();
    module.plural = firstOf(json, {u"plural"_s, u"label"_s, u"module"_s});
    module.singular = firstOf(json, {u"singular"_s});
    if (module.singular.isEmpty())
        module.singular = module.plural;
    module.kind = moduleKindOf(json[u"kind"].toString());
    return module;
}

std::vector<PicklistEntry> picklistFromAnswer(const QJsonArray& values)
{
    std::vector<PicklistEntry> entries;
    for (const QJsonValue value : values) {
        const QString shown = value[u"display_value"].toString();
        const QString actual = value[u"actual_value"].toString(shown);
        if (!actual.isEmpty() && actual != u"-None-"_s && value[u"type"].toString() != u"unused"_s)
            entries.push_back(entryOf(idOf(value[u"id"]), actual, shown));
    }
    return entries;
}

Field fieldFromAnswer(const QJsonObject& json)
{
    Field field;
    field.id = idOf(json[u"id"]);
    field.apiName = json[u"api_name"].toString();
    field.label = firstOf(json, {u"field_label"_s, u"display_label"_s, u"api_name"_s});
    field.typeName = json[u"data_type"].toString();
    field.type = fieldTypeOf(field.typeName);
    field.length = countOf(json[u"length"], 0);
    field.decimals = countOf(json[u"decimal_place"], -1);
    field.mandatory = json[u"system_mandatory"].toBool();
    field.required = json[u"required"].toBool();
    const QJsonObject unique = json[u"unique"].toObject();
    field.unique = !unique.isEmpty();
    // Spelt in two ways in the vendor's own texts.
    field.caseSensitive = unique[u"case_sensitive"].toBool() || unique[u"casesensitive"].toBool();
    field.custom = json[u"custom_field"].toBool();
    readOperations(json, field);
    field.defaultTrue = json[u"default_value"].toBool() || json[u"default_value"].toString() == u"true"_s;
    field.lookupModule = moduleName(json[u"lookup"][u"module"]);
    field.subformModule = moduleName(json[u"subform"][u"module"]);
    if (field.subformModule.isEmpty() && field.typeName == u"subform"_s)
        field.subformModule = moduleName(json[u"associated_module"][u"module"]);
    for (const QString& links : {u"multiselectlookup"_s, u"multiuserlookup"_s})
        if (const QString module = moduleName(json[links][u"linking_module"]); !module.isEmpty())
            field.linkingModule = module;
    field.picklist = picklistFromAnswer(json[u"pick_list_values"].toArray());
    return field;
}

Field fieldFromLine(const QJsonObject& json)
{
    Field field;
    field.id = idOf(json[u"id"]);
    field.apiName = json[u"field"].toString();
    field.label = json[u"label"].toString(field.apiName);
    field.typeName = json[u"type"].toString();
    field.type = fieldTypeOf(field.typeName);
    field.length = countOf(json[u"length"], 0);
    field.decimals = countOf(json[u"decimals"], -1);
    field.mandatory = json[u"system_mandatory"].toBool(json[u"mandatory"].toBool());
    field.required = json[u"required"].toBool(json[u"mandatory"].toBool());
    field.unique = json[u"unique"].toBool();
    field.caseSensitive = json[u"unique_case_sensitive"].toBool();
    field.custom = json[u"custom"].toBool();
    field.creatable = json[u"creatable"].toBool(json[u"writable"].toBool(true));
    field.updatable = json[u"updatable"].toBool(json[u"writable"].toBool(true));
    field.writable = field.creatable || field.updatable;
    field.defaultTrue = json[u"default"].toBool();
    field.lookupModule = json[u"lookup"].toString();
    field.subformModule = json[u"subform"].toString();
    field.linkingModule = json[u"linking"].toString();
    const QJsonArray values = json[u"values"].toArray();
    const QJsonArray shown = json[u"display_values"].toArray();
    const QJsonArray ids = json[u"value_ids"].toArray();
    for (qsizetype i = 0; i < values.size(); ++i)
        if (const QString actual = values[i].toString(); !actual.isEmpty())
            field.picklist.push_back(entryOf(idOf(ids.at(i)), actual, shown.at(i).toString()));
    return field;
}

User userFromAnswer(const QJsonObject& json)
{
    User user;
    user.id = idOf(json[u"id"]);
    user.firstName = json[u"first_name"].toString();
    user.lastName = firstOf(json, {u"last_name"_s, u"full_name"_s});
    user.email = json[u"email"].toString();
    user.role = json[u"role"][u"name"].toString();
    user.profile = json[u"profile"][u"name"].toString();
    user.status = json[u"status"].toString(user.status);
    return user;
}

} // namespace stevedore::sandbox
