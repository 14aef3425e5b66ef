// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/org/fieldjson.h"

#include "sandbox/org/fieldlinks.h"
#include "sandbox/org/orgjson.h"

#include <array>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

int lengthOf(const Field& field)
{
    if (field.length > 0)
        return field.length;
    switch (field.type) {
    case FieldType::Boolean:
        return 5;
    case FieldType::Date:
    case FieldType::DateTime:
        return 20;
    case FieldType::Lookup:
    case FieldType::Owner:
    case FieldType::Layout:
        return 120;
    default:
        return 255;
    }
}

bool isNumber(const Field& field)
{
    return field.type == FieldType::Integer || field.type == FieldType::BigInteger || field.type == FieldType::Double ||
           field.type == FieldType::Currency || field.type == FieldType::Percent;
}

/// The numbers by which the vendor's own pages choose a control; taken from samples, and of no use to a client.
int uiTypeOf(const Field& field)
{
    static const QHash<QString, int> types = {
        {u"text"_s, 1},     {u"picklist"_s, 2},    {u"textarea"_s, 3},
        {u"lookup"_s, 4},   {u"ownerlookup"_s, 8}, {u"website"_s, 21},
        {u"date"_s, 24},    {u"email"_s, 25},      {u"integer"_s, 32},
        {u"phone"_s, 33},   {u"currency"_s, 36},   {u"double"_s, 38},
        {u"percent"_s, 39}, {u"autonumber"_s, 55}, {u"multiselectpicklist"_s, 100},
        {u"bigint"_s, 110}, {u"datetime"_s, 200},  {u"boolean"_s, 301},
    };
    return types.value(field.typeName, 1);
}

QString colourOf(qsizetype sequence)
{
    static const std::array colours = {u"#e5ecff"_s, u"#d8f2e3"_s, u"#fdeecb"_s, u"#fbdcd9"_s, u"#e6dcf6"_s};
    return colours[static_cast<std::size_t>(sequence) % colours.size()];
}

QJsonObject valueJson(const PicklistEntry& entry, qsizetype sequence)
{
    return {
        {u"display_value"_s, entry.display()}, {u"actual_value"_s, entry.value}, {u"reference_value"_s, entry.value},
        {u"id"_s, QString::number(entry.id)},  {u"type"_s, u"used"_s},           {u"sequence_number"_s, sequence},
        {u"colour_code"_s, colourOf(sequence)}};
}

/// Each value with one key more.
QJsonArray valuesWith(const Field& field, const QString& key, const QJsonArray& more)
{
    QJsonArray values;
    const auto add = [&](const PicklistEntry& entry) {
        QJsonObject json = valueJson(entry, values.size() + 1);
        json.insert(key, more);
        values.append(json);
    };
    if (field.type == FieldType::Picklist && !field.picklist.empty())
        add({field.id + 2'000'000, u"-None-"_s, {}});
    for (const PicklistEntry& entry : field.picklist)
        add(entry);
    return values;
}

QJsonArray layoutsOf(const Module& module)
{
    QJsonObject layout = namedJson(module.layoutName, module.layoutId);
    layout.insert(u"api_name"_s, QString(module.layoutName).replace(u' ', u'_'));
    return {layout};
}

QString textAreaKind(const Field& field)
{
    return field.length > 32'000 ? u"rich_text"_s : field.length > 2'000 ? u"large"_s : u"small"_s;
}

void addIdentity(const Field& field, QJsonObject& json)
{
    json.insert(u"id"_s, QString::number(field.id));
    json.insert(u"api_name"_s, field.apiName);
    json.insert(u"field_label"_s, field.label);
    json.insert(u"display_label"_s, field.label);
    json.insert(u"data_type"_s, field.typeName);
    json.insert(u"json_type"_s, jsonTypeOf(field));
    json.insert(u"length"_s, lengthOf(field));
    json.insert(u"decimal_place"_s, field.decimals >= 0 ? QJsonValue(field.decimals) : null);
    json.insert(u"system_mandatory"_s, field.mandatory);
    json.insert(u"custom_field"_s, field.custom);
    json.insert(u"type"_s, u"used"_s);
    json.insert(u"created_source"_s, u"default"_s);
    json.insert(u"display_type"_s, -1);
    json.insert(u"ui_type"_s, uiTypeOf(field));
    json.insert(u"default_value"_s, field.defaultTrue ? QJsonValue(true) : null);
}

void addRights(const Field& field, QJsonObject& json)
{
    const bool may = field.writable;
    json.insert(u"operation_type"_s, QJsonObject{{u"api_create"_s, field.creatable},
                                                 {u"api_update"_s, field.updatable},
                                                 {u"web_create"_s, field.creatable},
                                                 {u"web_update"_s, field.updatable}});
    json.insert(u"view_type"_s, QJsonObject{{u"view"_s, true},
                                            {u"edit"_s, field.updatable},
                                            {u"quick_create"_s, field.creatable && field.required},
                                            {u"create"_s, field.creatable}});
    // The documentation's own sample shows Owner as field_read_only although it can be created.
    json.insert(u"field_read_only"_s, !may || field.type == FieldType::Owner);
    json.insert(u"read_only"_s, !may);
    json.insert(u"mass_update"_s, may);
}

void addSwitches(const Field& field, QJsonObject& json)
{
    const bool shown = field.type != FieldType::Layout;
    const bool plain = field.type != FieldType::Other;
    json.insert(u"visible"_s, shown);
    json.insert(u"businesscard_supported"_s, shown && plain);
    json.insert(u"filterable"_s, plain);
    json.insert(u"searchable"_s, plain);
    json.insert(u"sortable"_s, plain && field.type != FieldType::TextArea);
    json.insert(u"separator"_s, isNumber(field));
    json.insert(u"enable_colour_code"_s, !field.picklist.empty());
    json.insert(u"webhook"_s, true);
    for (const auto& key : {u"virtual_field"_s, u"public"_s, u"history_tracking_enabled"_s,
                            u"colour_code_enabled_by_system"_s, u"pick_list_values_sorted_lexically"_s})
        json.insert(key, false);
}

/// What the type fills in; an empty object or null where it has nothing to say and the key is required.
void addTypeKeys(const Field& field, QJsonObject& json)
{
    for (const auto& key :
         {u"association_details"_s, u"external"_s, u"range"_s, u"private"_s, u"crypt"_s, u"tooltip"_s})
        json.insert(key, null);
    for (const auto& key :
         {u"unique"_s, u"currency"_s, u"formula"_s, u"auto_number"_s, u"multi_module_lookup"_s, u"rollup_summary"_s})
        json.insert(key, QJsonObject());
    json.insert(u"email_parser"_s, QJsonObject{{u"fields_update_supported"_s, field.writable},
                                               {u"record_operations_supported"_s, field.writable}});
    if (field.unique) // spelled in both ways by the vendor
        json.insert(u"unique"_s, QJsonObject{{u"case_sensitive"_s, field.caseSensitive},
                                             {u"casesensitive"_s, field.caseSensitive ? u"true"_s : u"false"_s}});
    if (field.type == FieldType::Currency)
        json.insert(u"currency"_s,
                    QJsonObject{{u"precision"_s, qMax(field.decimals, 0)}, {u"rounding_option"_s, u"normal"_s}});
    if (field.type == FieldType::TextArea)
        json.insert(u"textarea"_s, QJsonObject{{u"type"_s, textAreaKind(field)}}); // an empty one is forbidden
    if (!field.generated.empty() && field.typeName == u"text"_s)
        json.insert(u"formula"_s, QJsonObject{{u"return_type"_s, u"string"_s}});
    if (field.typeName == u"autonumber"_s)
        json.insert(u"auto_number"_s,
                    QJsonObject{{u"prefix"_s, u"EQ-"_s}, {u"suffix"_s, QString()}, {u"start_number"_s, 1}});
}

} // namespace

FieldsShown::FieldsShown(const Org& org, const Module& module) : m_org(org), m_module(module)
{
    for (const QJsonValue value : profilesJson(org)) {
        QJsonObject profile = value.toObject();
        const bool writes = profile[u"name"] != u"Read Only"_s;
        profile.insert(u"permission_type"_s, u"read_only"_s);
        m_readers.append(profile);
        profile.insert(u"permission_type"_s, writes ? u"read_write"_s : u"read_only"_s);
        m_writers.append(profile);
    }
}

QJsonObject FieldsShown::field(const Field& field) const
{
    QJsonObject json;
    addIdentity(field, json);
    addRights(field, json);
    addSwitches(field, json);
    addTypeKeys(field, json);
    addLinks(m_org, m_module, field, json);
    json.insert(u"display_field"_s, field.apiName == m_module.displayField);
    json.insert(u"profiles"_s, field.writable ? m_writers : m_readers);
    json.insert(u"pick_list_values"_s, valuesWith(field, u"maps"_s, {}));
    return json;
}

QJsonObject FieldsShown::inLayout(const Field& field, int sequence) const
{
    QJsonObject json = this->field(field);
    json.insert(u"required"_s, field.required);
    json.insert(u"validation_rule"_s, null);
    json.insert(u"sequence_number"_s, sequence);
    return json;
}

QJsonArray picklistJson(const Module& module, const Field& field)
{
    return valuesWith(field, u"layout_associations"_s, layoutsOf(module));
}

QJsonObject permissionsJson(const Field& field)
{
    return {{u"read_write"_s, field.writable}, {u"read_only"_s, !field.mandatory}, {u"hidden"_s, !field.mandatory}};
}

QString jsonTypeOf(const Field& field)
{
    switch (field.type) {
    case FieldType::Boolean:
        return u"boolean"_s;
    case FieldType::Integer:
        return u"integer"_s;
    case FieldType::Double:
    case FieldType::Currency:
    case FieldType::Percent:
        return u"double"_s;
    case FieldType::Lookup:
    case FieldType::Owner:
    case FieldType::Layout:
        return u"jsonobject"_s;
    case FieldType::MultiPicklist:
        return u"jsonarray"_s;
    default:
        break;
    }
    const bool many = !field.subformModule.isEmpty() || !field.linkingModule.isEmpty();
    return many ? u"jsonarray"_s : u"string"_s; // a bigint too: it does not fit into a JSON number
}

} // namespace stevedore::sandbox
