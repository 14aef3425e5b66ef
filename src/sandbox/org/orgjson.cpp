// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/org/orgjson.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

/// Profiles and roles have no ids of their own in the definition: the first user who has one lends it his.
qint64 sharedId(const Org& org, const User& user, QString User::*word, qint64 distance)
{
    const auto same = [&user, word](const User& other) { return other.*word == user.*word; };
    return std::find_if(org.users.begin(), org.users.end(), same)->id + distance;
}

qint64 profileId(const Org& org, const User& user)
{
    return sharedId(org, user, &User::profile, 10'000);
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

QJsonObject parentJson(const Org& org, const Module& module)
{
    if (module.parent.isEmpty())
        return {};
    QJsonObject json{{u"api_name"_s, module.parent}};
    if (const Module* parent = org.module(module.parent))
        json.insert(u"id"_s, QString::number(parent->id));
    return json;
}

/// Nothing of it matters to a loader of records; all of it is required.
void addAddress(QJsonObject& json)
{
    for (const auto& [key, value] : {std::pair(u"street"_s, u"1 Example Street"_s),
                                     {u"city"_s, u"Example City"_s},
                                     {u"zip"_s, u"10115"_s},
                                     {u"phone"_s, u"+49 30 5550100"_s},
                                     {u"website"_s, u"https://www.example.com"_s},
                                     {u"employee_count"_s, u"120"_s}})
        json.insert(key, value);
    for (const auto& key : {u"photo_id"_s, u"description"_s, u"alias"_s, u"state"_s, u"fax"_s, u"mobile"_s})
        json.insert(key, null);
}

void addSwitches(QJsonObject& json)
{
    for (const auto& key : {u"mc_status"_s, u"gapps_enabled"_s, u"translation_enabled"_s, u"deletable_org_account"_s,
                            u"privacy_settings"_s, u"hipaa_compliance_enabled"_s, u"lite_users_enabled"_s})
        json.insert(key, false);
}

QJsonObject licenseJson(const Org& org)
{
    return {{u"paid"_s, org.edition.compare(u"free"_s, Qt::CaseInsensitive) != 0},
            {u"paid_type"_s, org.edition},
            {u"paid_expiry"_s, null},
            {u"trial_type"_s, null},
            {u"trial_expiry"_s, null},
            {u"users_license_purchased"_s, org.licences},
            {u"portal_users_license_purchased"_s, 0}};
}

} // namespace

QJsonObject namedJson(const QString& name, qint64 id)
{
    return {{u"name"_s, name}, {u"id"_s, QString::number(id)}};
}

QJsonArray profilesJson(const Org& org)
{
    QJsonArray profiles;
    for (const User& user : org.users)
        if (const qint64 id = profileId(org, user); id == user.id + 10'000)
            profiles.append(namedJson(user.profile, id));
    return profiles;
}

QJsonObject orgJson(const Org& org)
{
    const auto country = QLocale::codeToTerritory(org.countryCode);
    QJsonObject json{
        {u"id"_s, QString::number(org.id)},
        {u"zgid"_s, org.zgid},
        {u"domain_name"_s, u"org"_s + org.zgid},
        {u"company_name"_s, org.companyName},
        {u"type"_s, org.type},
        {u"created_time"_s, u"2019-04-01T09:00:00+02:00"_s},
        {u"time_zone"_s, org.timeZone},
        {u"iso_code"_s, org.isoCode},
        {u"currency"_s, org.currency},
        {u"currency_symbol"_s, QLocale(org.currencyLocale).currencySymbol()},
        {u"currency_locale"_s, org.currencyLocale},
        {u"country"_s, QLocale::territoryToString(country)},
        {u"country_code"_s, org.countryCode},
        {u"primary_email"_s, org.primaryEmail},
        {u"primary_zuid"_s, org.users.front().zuid()},
        {u"zia_portal_id"_s, null},
        {u"hierarchy_preferences"_s, QJsonObject{{u"type"_s, u"Role_Hierarchy"_s}, {u"strictly_reporting"_s, null}}},
        {u"license_details"_s, licenseJson(org)}};
    addAddress(json);
    addSwitches(json);
    return json;
}

QJsonObject userJson(const Org& org, const User& user)
{
    const QTimeZone zone(org.timeZone.toUtf8());
    return {{u"id"_s, QString::number(user.id)},
            {u"full_name"_s, user.fullName()},
            {u"first_name"_s, user.firstName},
            {u"last_name"_s, user.lastName},
            {u"email"_s, user.email},
            {u"status"_s, user.status},
            {u"confirm"_s, true},
            {u"zuid"_s, user.zuid()},
            {u"type__s"_s, u"Regular User"_s},
            {u"time_zone"_s, org.timeZone},
            {u"offset"_s, zone.standardTimeOffset(QDateTime::fromSecsSinceEpoch(0)) * 1000},
            {u"language"_s, u"en_US"_s},
            {u"locale"_s, org.currencyLocale},
            {u"date_format"_s, org.dateFormat},
            {u"time_format"_s, org.timeFormat},
            {u"decimal_separator"_s, u"Comma"_s},
            {u"number_separator"_s, u"Period"_s},
            {u"name_format__s"_s, u"Salutation,First Name,Last Name"_s},
            {u"sort_order_preference__s"_s, u"First Name,Last Name"_s},
            {u"created_by"_s, namedJson(org.users.front().fullName(), org.users.front().id)},
            {u"Reporting_To"_s, null},
            {u"profile"_s, namedJson(user.profile, profileId(org, user))},
            {u"role"_s, namedJson(user.role, sharedId(org, user, &User::role, 20'000))}};
}

QJsonObject moduleJson(const Org& org, const Module& module, const QJsonArray& profiles, int sequence)
{
    QJsonObject json{{u"id"_s, QString::number(module.id)},
                     {u"api_name"_s, module.apiName},
                     {u"module_name"_s, module.apiName},
                     {u"singular_label"_s, module.singular},
                     {u"plural_label"_s, module.plural},
                     {u"actual_singular_label"_s, module.singular},
                     {u"actual_plural_label"_s, module.plural},
                     {u"generated_type"_s, generatedType(module.kind)},
                     {u"convertable"_s, module.apiName == u"Leads"_s},
                     {u"visibility"_s, 1},
                     {u"status"_s, u"visible"_s},
                     {u"access_type"_s, u"org_based"_s},
                     {u"parent_module"_s, parentJson(org, module)},
                     {u"profiles"_s, profiles},
                     {u"profile_count"_s, profiles.size()},
                     {u"arguments"_s, QJsonArray()},
                     {u"sequence_number"_s, sequence},
                     {u"business_card_field_limit"_s, 5}};
    // api_supported is whether the other calls take the module: INVALID_MODULE otherwise.
    json.insert(u"api_supported"_s, module.api && module.offered);
    json.insert(u"creatable"_s, module.offered);
    for (const auto& key : {u"editable"_s, u"deletable"_s, u"viewable"_s, u"show_as_tab"_s,
                            u"global_search_supported"_s, u"quick_create"_s, u"filter_supported"_s})
        json.insert(key, true);
    for (const auto& key : {u"recycle_bin_on_delete"_s, u"has_more_profiles"_s, u"feeds_required"_s,
                            u"presence_sub_menu"_s, u"sub_menu_available"_s, u"public_fields_configured"_s})
        json.insert(key, false);
    const bool ofRecords = module.kind == ModuleKind::Default || module.kind == ModuleKind::Custom;
    for (const auto& key : {u"lookupable"_s, u"triggers_supported"_s, u"isBlueprintSupported"_s,
                            u"emailTemplate_support"_s, u"webform_supported"_s})
        json.insert(key, ofRecords && module.api);
    for (const auto& key :
         {u"description"_s, u"modified_time"_s, u"modified_by"_s, u"web_link"_s, u"private_profile"_s, u"territory"_s})
        json.insert(key, null);
    return json;
}

} // namespace stevedore::sandbox
