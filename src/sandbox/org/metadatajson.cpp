// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/org/metadatajson.h"

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
    return {{u"module"_s, QJsonObject{{u"api_name"_s, target->apiName}, {u"id"_s, QString::number(target->id)}}},
            {u"display_label"_s, target->plural},
            {u"api_name"_s, field.apiName},
            {u"id"_s, QString::number(field.id + 1'000'000)},
            {u"query_details"_s, QJsonObject()}};
}

/// {"module","id"} of the rows of a subform.
QJsonValue subformJson(const Org& org, const Field& field)
{
    if (field.subformModule.isEmpty())
        return QJsonValue(QJsonValue::Null);
    QJsonObject json{{u"module"_s, field.subformModule}};
    if (const Module* module = org.module(field.subformModule))
        json.insert(u"id"_s, QString::number(module->id));
    return json;
}

QJsonObject linksJson(const Field& field, const QString& typeName)
{
    if (field.linkingModule.isEmpty() || field.typeName != typeName)
        return {};
    return {{u"linking_module"_s, field.linkingModule}};
}

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

QJsonValue decimalsOf(const Field& field)
{
    return field.decimals >= 0 ? QJsonValue(field.decimals) : QJsonValue(QJsonValue::Null);
}

/// The keys that each type fills in its own way; empty objects where they do not apply.
void addTypeKeys(const Field& field, QJsonObject& json)
{
    const bool computed = !field.generated.empty();
    const bool currency = field.type == FieldType::Currency;
    const QJsonObject views{
        {u"view"_s, true}, {u"edit"_s, field.updatable}, {u"quick_create"_s, false}, {u"create"_s, field.creatable}};
    json.insert(u"view_type"_s, views);
    json.insert(u"unique"_s, field.unique ? QJsonObject{{u"case_sensitive"_s, field.caseSensitive}} : QJsonObject());
    json.insert(u"currency"_s,
                currency ? QJsonObject{{u"precision"_s, qMax(field.decimals, 0)}, {u"rounding_option"_s, u"normal"_s}}
                         : QJsonObject());
    json.insert(u"textarea"_s, field.type == FieldType::TextArea
                                   ? QJsonObject{{u"type"_s, field.length > 2000 ? u"large"_s : u"small"_s}}
                                   : QJsonObject());
    json.insert(u"formula"_s,
                computed && field.typeName == u"text"_s ? QJsonObject{{u"return_type"_s, u"string"_s}} : QJsonObject());
    json.insert(u"auto_number"_s,
                field.typeName == u"autonumber"_s
                    ? QJsonObject{{u"prefix"_s, u"EQ-"_s}, {u"suffix"_s, QString()}, {u"start_number"_s, 1}}
                    : QJsonObject());
}

QString generatedType(ModuleKind kind)
{
    switch (kind) {
    case ModuleKind::Custom:
        return u"custom"_s;
    case ModuleKind::Subform:
        return u"subform"_s;
    case ModuleKind::Linking:
        return u"linking"_s;
    case ModuleKind::Default:
        break;
    }
    return u"default"_s;
}

} // namespace

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
        return u"string"_s; // a bigint too: it does not fit into a JSON number
    }
}

QJsonArray picklistJson(const Field& field)
{
    QJsonArray values;
    if (field.picklist.empty())
        return values;
    const auto entry = [](const PicklistEntry& value, int sequence) {
        return QJsonObject{{u"display_value"_s, value.display()},
                           {u"actual_value"_s, value.value},
                           {u"reference_value"_s, value.value},
                           {u"id"_s, QString::number(value.id)},
                           {u"type"_s, u"used"_s},
                           {u"sequence_number"_s, sequence},
                           {u"colour_code"_s, QJsonValue(QJsonValue::Null)},
                           {u"maps"_s, QJsonArray()}};
    };
    int sequence = 1;
    if (field.type == FieldType::Picklist)
        values.append(entry({field.id + 2'000'000, u"-None-"_s, {}}, sequence++));
    for (const PicklistEntry& value : field.picklist)
        values.append(entry(value, sequence++));
    return values;
}

QJsonObject fieldJson(const Org& org, const Field& field)
{
    QJsonObject operations{{u"api_create"_s, field.creatable},
                           {u"api_update"_s, field.updatable},
                           {u"web_create"_s, field.creatable},
                           {u"web_update"_s, field.updatable}};
    QJsonObject json{{u"id"_s, QString::number(field.id)},
                     {u"api_name"_s, field.apiName},
                     {u"field_label"_s, field.label},
                     {u"display_label"_s, field.label},
                     {u"data_type"_s, field.typeName},
                     {u"json_type"_s, jsonTypeOf(field)},
                     {u"length"_s, lengthOf(field)},
                     {u"decimal_place"_s, decimalsOf(field)},
                     {u"system_mandatory"_s, field.mandatory},
                     // The documentation's own sample shows Owner as field_read_only although it can be created.
                     {u"field_read_only"_s, !field.writable || field.type == FieldType::Owner},
                     {u"read_only"_s, !field.writable},
                     {u"operation_type"_s, operations},
                     {u"visible"_s, field.type != FieldType::Layout},
                     {u"virtual_field"_s, false},
                     {u"type"_s, u"used"_s},
                     {u"custom_field"_s, field.custom},
                     {u"tooltip"_s, QJsonValue(QJsonValue::Null)},
                     {u"default_value"_s, field.defaultTrue ? QJsonValue(true) : QJsonValue(QJsonValue::Null)},
                     {u"external"_s, QJsonValue(QJsonValue::Null)},
                     {u"private"_s, QJsonValue(QJsonValue::Null)},
                     {u"crypt"_s, QJsonValue(QJsonValue::Null)},
                     {u"pick_list_values"_s, picklistJson(field)},
                     {u"lookup"_s, lookupJson(org, field)},
                     {u"multiselectlookup"_s, linksJson(field, u"multiselectlookup"_s)},
                     {u"multiuserlookup"_s, linksJson(field, u"multiuserlookup"_s)},
                     {u"subform"_s, subformJson(org, field)},
                     {u"associated_module"_s, subformJson(org, field)}};
    addTypeKeys(field, json);
    return json;
}

QJsonObject layoutFieldJson(const Org& org, const Field& field, int sequence)
{
    QJsonObject json = fieldJson(org, field);
    json.insert(u"required"_s, field.required);
    json.insert(u"validation_rule"_s, QJsonValue(QJsonValue::Null));
    json.insert(u"sequence_number"_s, sequence);
    return json;
}

QJsonObject moduleJson(const Module& module)
{
    return {{u"id"_s, QString::number(module.id)},
            {u"api_name"_s, module.apiName},
            {u"module_name"_s, module.apiName},
            {u"singular_label"_s, module.singular},
            {u"plural_label"_s, module.plural},
            {u"actual_singular_label"_s, module.singular},
            {u"actual_plural_label"_s, module.plural},
            {u"generated_type"_s, generatedType(module.kind)},
            {u"api_supported"_s, module.offered},
            {u"creatable"_s, module.offered},
            {u"editable"_s, true},
            {u"deletable"_s, true},
            {u"viewable"_s, true},
            {u"convertable"_s, module.apiName == u"Leads"_s},
            {u"visibility"_s, 1},
            {u"visible"_s, true},
            {u"show_as_tab"_s, true},
            {u"recycle_bin_on_delete"_s, false},
            {u"parent_module"_s, module.parent.isEmpty() ? QJsonObject() : QJsonObject{{u"api_name"_s, module.parent}}},
            {u"status"_s, u"visible"_s}};
}

QJsonObject userJson(const Org& org, const User& user)
{
    const auto named = [](const QString& name, qint64 id) {
        return QJsonObject{{u"name"_s, name}, {u"id"_s, QString::number(id)}};
    };
    return {{u"id"_s, QString::number(user.id)},
            {u"full_name"_s, user.fullName()},
            {u"first_name"_s, user.firstName},
            {u"last_name"_s, user.lastName},
            {u"email"_s, user.email},
            {u"status"_s, user.status},
            {u"confirm"_s, true},
            {u"zuid"_s, QString::number(user.id % 1'000'000'000)},
            {u"time_zone"_s, org.timeZone},
            {u"language"_s, u"en_US"_s},
            {u"locale"_s, org.currencyLocale},
            {u"date_format"_s, org.dateFormat},
            {u"time_format"_s, org.timeFormat},
            {u"decimal_separator"_s, u"Comma"_s},
            {u"number_separator"_s, u"Period"_s},
            {u"profile"_s, named(user.profile, user.id + 10'000)},
            {u"role"_s, named(user.role, user.id + 20'000)}};
}

QJsonObject orgJson(const Org& org)
{
    return {
        {u"id"_s, QString::number(org.id)},
        {u"zgid"_s, org.zgid},
        {u"company_name"_s, org.companyName},
        {u"type"_s, org.type},
        {u"time_zone"_s, org.timeZone},
        {u"iso_code"_s, org.isoCode},
        {u"currency"_s, org.currency},
        {u"currency_locale"_s, org.currencyLocale},
        {u"country_code"_s, org.countryCode},
        {u"primary_email"_s, org.primaryEmail},
        {u"mc_status"_s, false},
        {u"license_details"_s,
         QJsonObject{{u"paid"_s, true}, {u"paid_type"_s, org.edition}, {u"users_license_purchased"_s, org.licences}}}};
}

} // namespace stevedore::sandbox
