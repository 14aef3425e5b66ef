// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance/testserver.h"

#include <QtTest>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

namespace {

const QString settings = u"/crm/v8/settings/"_s;

QStringList words(const char* list)
{
    return QString::fromLatin1(list).split(u' ', Qt::SkipEmptyParts);
}

/// The element of an array whose api_name is that.
QJsonObject named(const QJsonArray& all, const QString& apiName)
{
    for (const QJsonValue& value : all)
        if (value.toObject()[u"api_name"].toString() == apiName)
            return value.toObject();
    return {};
}

} // namespace

class ConfMetadata : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requiredKeys_data();
    void requiredKeys();
    void orgValues();
    void orgNeedsItsScope();
    void usersOfType_data();
    void usersOfType();
    void usersInPages();
    void oneUser();
    void modulesListed();
    void modulesByStatus();
    void moduleByNameAndId();
    void unreachableModulesAreNotApiSupported_data();
    void unreachableModulesAreNotApiSupported();
    void refusals_data();
    void refusals();
    void fieldRights();
    void fieldUniqueIsSpelledBothWays();
    void fieldKeysThatMayNotBeEmpty();
    void fieldLookup();
    void fieldSubform();
    void fieldMultiselectLookup();
    void fieldMultiuserLookup();
    void fieldJsonTypes_data();
    void fieldJsonTypes();
    void fieldsOfTypes();
    void fieldsWithPermissions();
    void oneField();
    void picklistValues();
    void picklistOfNoPicklist();
    void layoutRequired();
    void layoutById();
    void viewsListed();
    void viewById();
    void unknownSettingsAreNoModule();

private:
    Reply get(const QString& path) { return m_server.get(settings + path); }
    QJsonArray list(const QString& path, const QString& key) { return get(path).json()[key].toArray(); }
    QJsonObject field(const QString& module, const QString& apiName)
    {
        return named(list(u"fields?module="_s + module, u"fields"_s), apiName);
    }

    TestServer m_server{Options{.tokenLimit = 0}};
};

void ConfMetadata::requiredKeys_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("array");
    QTest::addColumn<QStringList>("inner"); // arrays to go down through
    QTest::addColumn<QStringList>("keys");
    const auto row = [](const char* name, const QString& path, const QString& array, const QStringList& inner,
                        const char* keys) { QTest::newRow(name) << path << array << inner << words(keys); };
    row("org", u"/crm/v8/org"_s, u"org"_s, {},
        "country photo_id city description type created_time mc_status gapps_enabled translation_enabled street "
        "domain_name alias currency id employee_count state fax zip website currency_symbol mobile currency_locale "
        "primary_zuid zia_portal_id time_zone zgid country_code deletable_org_account license_details "
        "hierarchy_preferences phone company_name privacy_settings primary_email iso_code hipaa_compliance_enabled "
        "lite_users_enabled");
    row("users", u"/crm/v8/users"_s, u"users"_s, {},
        "id full_name first_name last_name email status confirm zuid time_zone language locale date_format "
        "time_format decimal_separator number_separator profile role type__s");
    row("modules", settings + u"modules"_s, u"modules"_s, {},
        "api_name module_name singular_label plural_label actual_singular_label actual_plural_label id "
        "generated_type api_supported creatable editable deletable viewable visibility show_as_tab parent_module "
        "status profiles sequence_number");
    row("fields", settings + u"fields?module=Deals"_s, u"fields"_s, {},
        "api_name association_details auto_number businesscard_supported colour_code_enabled_by_system created_source "
        "currency custom_field data_type display_field display_label display_type email_parser enable_colour_code "
        "external field_label field_read_only filterable formula history_tracking_enabled id lookup mass_update "
        "multi_module_lookup operation_type pick_list_values pick_list_values_sorted_lexically profiles public range "
        "read_only rollup_summary searchable separator sortable system_mandatory type ui_type unique view_type "
        "virtual_field visible webhook");
    row("fields, as documented", settings + u"fields?module=Contacts"_s, u"fields"_s, {},
        "json_type length decimal_place multiselectlookup subform associated_module private crypt default_value "
        "tooltip");
    row("values in fields", settings + u"fields?module=Deals"_s, u"fields"_s, {u"pick_list_values"_s},
        "display_value actual_value reference_value id type sequence_number colour_code maps");
    row("layouts", settings + u"layouts?module=Leads"_s, u"layouts"_s, {},
        "has_more_profiles created_time visible created_for profiles source sections display_label show_business_card "
        "actions_allowed modified_time api_name name modified_by generated_type id status");
    row("sections", settings + u"layouts?module=Leads"_s, u"layouts"_s, {u"sections"_s},
        "isSubformSection display_label mode sequence_number actions_allowed tab_traversal api_name column_count name "
        "generated_type id fields");
    row("fields in sections", settings + u"layouts?module=Leads"_s, u"layouts"_s, {u"sections"_s, u"fields"_s},
        "required validation_rule default_value pick_list_values sequence_number");
    row("custom views", settings + u"custom_views?module=Contacts"_s, u"custom_views"_s, {},
        "display_value created_time access_type system_name created_by default modified_time name system_defined "
        "modified_by id category last_accessed_time locked");
}

void ConfMetadata::requiredKeys()
{
    QFETCH(QString, path);
    QFETCH(QString, array);
    QFETCH(QStringList, inner);
    QFETCH(QStringList, keys);
    const Reply reply = m_server.get(path);
    QCOMPARE(reply.status, 200);
    QJsonArray level = reply.json()[array].toArray();
    for (const QString& key : inner) {
        QJsonArray below;
        for (const QJsonValue& value : std::as_const(level))
            for (const QJsonValue& part : value.toObject()[key].toArray())
                below.append(part);
        level = below;
    }
    QVERIFY(!level.isEmpty());
    for (const QJsonValue& value : std::as_const(level))
        for (const QString& key : keys)
            QVERIFY2(value.toObject().contains(key), qPrintable(key));
}

void ConfMetadata::orgValues()
{
    const QJsonArray all = m_server.get(u"/crm/v8/org"_s).json()[u"org"].toArray();
    QCOMPARE(all.size(), 1);
    const QJsonObject org = all.first().toObject();
    QCOMPARE(org[u"company_name"].toString(), u"Example Ltd"_s);
    QCOMPARE(org[u"zgid"].toString(), u"700000001"_s);
    QCOMPARE(org[u"country"].toString(), u"Germany"_s);
    QCOMPARE(org[u"currency_symbol"].toString(), u"€"_s);
    QVERIFY(org[u"mc_status"].isBool());
    QCOMPARE(org[u"license_details"].toObject()[u"users_license_purchased"].toInt(), 10);
    QVERIFY(org[u"license_details"].toObject().contains(u"portal_users_license_purchased"));
    QCOMPARE(org[u"hierarchy_preferences"].toObject()[u"type"].toString(), u"Role_Hierarchy"_s);
}

void ConfMetadata::orgNeedsItsScope()
{
    TestServer server(Options{.scopes = u"ZohoCRM.modules.ALL"_s});
    const Reply reply = server.get(u"/crm/v8/org"_s);
    QCOMPARE(reply.status, 401);
    QCOMPARE(reply.code(), u"OAUTH_SCOPE_MISMATCH"_s);
}

void ConfMetadata::usersOfType_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<int>("users");
    QTest::newRow("none") << QString() << 6;
    QTest::newRow("all") << u"?type=AllUsers"_s << 6;
    QTest::newRow("active") << u"?type=ActiveUsers"_s << 5;
    QTest::newRow("active confirmed") << u"?type=ActiveConfirmedUsers"_s << 5;
    QTest::newRow("deactivated") << u"?type=DeactiveUsers"_s << 1;
    QTest::newRow("admins") << u"?type=AdminUsers&"_s << 1;
    QTest::newRow("current") << u"?type=CurrentUser&"_s << 1;
    QTest::newRow("deleted") << u"?type=DeletedUsers"_s << 0;
    QTest::newRow("not confirmed") << u"?type=NotConfirmedUsers"_s << 0;
}

void ConfMetadata::usersOfType()
{
    QFETCH(QString, type);
    QFETCH(int, users);
    const Reply reply = m_server.get(u"/crm/v8/users"_s + type);
    QCOMPARE(reply.status, users ? 200 : 204);
    QCOMPARE(reply.json()[u"users"].toArray().size(), users);
    const Reply count = m_server.get(u"/crm/v8/users/actions/count"_s + type);
    QCOMPARE(count.json()[u"count"].toInt(-1), users);
}

void ConfMetadata::usersInPages()
{
    const QJsonObject first = m_server.get(u"/crm/v8/users?type=ActiveUsers&per_page=3"_s).json();
    QCOMPARE(first[u"users"].toArray().size(), 3);
    QCOMPARE(first[u"info"].toObject(),
             QJsonObject({{u"per_page"_s, 3}, {u"count"_s, 3}, {u"page"_s, 1}, {u"more_records"_s, true}}));
    const QJsonObject second = m_server.get(u"/crm/v8/users?type=ActiveUsers&per_page=3&page=2"_s).json();
    QCOMPARE(second[u"info"].toObject(),
             QJsonObject({{u"per_page"_s, 3}, {u"count"_s, 2}, {u"page"_s, 2}, {u"more_records"_s, false}}));
    QCOMPARE(m_server.get(u"/crm/v8/users?per_page=3&page=9"_s).status, 204);
}

void ConfMetadata::oneUser()
{
    const QJsonObject user = m_server.get(u"/crm/v8/users?per_page=1"_s).json()[u"users"].toArray().first().toObject();
    const Reply one = m_server.get(u"/crm/v8/users/"_s + user[u"id"].toString());
    QCOMPARE(one.json()[u"users"].toArray(), QJsonArray{user});
    QCOMPARE(m_server.get(u"/crm/v8/users/4876876000000000001"_s).status, 204);
    QCOMPARE(m_server.get(u"/crm/v8/users/nobody"_s).status, 204);
}

void ConfMetadata::modulesListed()
{
    const QJsonArray modules = list(u"modules"_s, u"modules"_s);
    const auto generated = [&modules](const QString& name) {
        return named(modules, name)[u"generated_type"].toString();
    };
    QCOMPARE(generated(u"Contacts"_s), u"default"_s);
    QCOMPARE(generated(u"Equipment"_s), u"custom"_s);
    QCOMPARE(generated(u"Deal_Lines"_s), u"subform"_s);
    QCOMPARE(generated(u"Deals_X_Products"_s), u"linking"_s);
    QCOMPARE(generated(u"Actions_Performed"_s), u"web"_s);
    QCOMPARE(named(modules, u"Deal_Lines"_s)[u"parent_module"].toObject()[u"api_name"].toString(), u"Deals"_s);
    QCOMPARE(named(modules, u"Contacts"_s)[u"parent_module"].toObject(), QJsonObject());
    QVERIFY(!named(modules, u"Contacts"_s).contains(u"visible")); // the newest description forbids it
}

void ConfMetadata::modulesByStatus()
{
    const qsizetype all = list(u"modules"_s, u"modules"_s).size();
    QCOMPARE(list(u"modules?status=visible"_s, u"modules"_s).size(), all);
    QCOMPARE(list(u"modules?status=user_hidden,visible&"_s, u"modules"_s).size(), all);
    QCOMPARE(get(u"modules?status=user_hidden"_s).status, 204);
    const Reply wrong = get(u"modules?status=visible,bogus"_s);
    QCOMPARE(wrong.status, 400);
    QCOMPARE(wrong.code(), u"INVALID_DATA"_s);
    const QJsonObject details = wrong.json()[u"details"].toObject();
    QCOMPARE(details[u"index"].toInt(), 1);
    QCOMPARE(details[u"param_name"].toString(), u"status"_s);
    QCOMPARE(details[u"supported_values"].toArray(),
             QJsonArray({u"visible"_s, u"user_hidden"_s, u"system_hidden"_s, u"scheduled_for_deletion"_s}));
}

void ConfMetadata::moduleByNameAndId()
{
    const Reply byName = get(u"modules/Contacts"_s);
    QCOMPARE(byName.status, 200);
    const QJsonObject module = byName.json()[u"modules"].toArray().first().toObject();
    QCOMPARE(module[u"display_field"].toString(), u"Full_Name"_s);
    const Reply byId = get(u"modules/"_s + module[u"id"].toString());
    QCOMPARE(byId.json(), byName.json());
}

void ConfMetadata::unreachableModulesAreNotApiSupported_data()
{
    QTest::addColumn<QString>("module");
    for (const char* name : {"Notes", "Attachments", "Actions_Performed"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void ConfMetadata::unreachableModulesAreNotApiSupported()
{
    QFETCH(QString, module);
    QVERIFY(!named(list(u"modules"_s, u"modules"_s), module)[u"api_supported"].toBool(true));
    QCOMPARE(get(u"modules/"_s + module).code(), u"NOT_SUPPORTED"_s);
    QCOMPARE(get(u"fields?module="_s + module).code(), u"INVALID_MODULE"_s);
    QCOMPARE(m_server.get(u"/crm/v8/%1?fields=id"_s.arg(module)).code(), u"INVALID_MODULE"_s);
}

void ConfMetadata::refusals_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QJsonObject>("details");
    const QJsonObject missing{{u"param_name"_s, u"module"_s}};
    const QJsonObject segment{{u"resource_path_index"_s, 2}};
    const QString unknown = u"4876876000000000009"_s;
    for (const char* call : {"fields", "fields/%1", "fields/%1/pick_list_values", "layouts", "layouts/%1",
                             "custom_views", "custom_views/%1"}) {
        const QString path = QString::fromLatin1(call).replace(u"%1"_s, unknown);
        QTest::addRow("%s without a module", call) << path << u"REQUIRED_PARAM_MISSING"_s << missing;
        QTest::addRow("%s of an unknown module", call)
            << path + u"?module=Nope"_s << u"INVALID_MODULE"_s << QJsonObject();
        if (path.contains(unknown))
            QTest::addRow("%s with an unknown id", call)
                << path + u"?module=Contacts"_s << u"INVALID_DATA"_s << segment;
    }
    QTest::newRow("field id that is none") << u"fields/x?module=Contacts"_s << u"INVALID_DATA"_s << segment;
    QTest::newRow("unknown module by name") << u"modules/Nope"_s << u"INVALID_MODULE"_s << segment;
    QTest::newRow("unknown module by id") << u"modules/"_s + unknown << u"INVALID_MODULE"_s << segment;
    QTest::newRow("type of fields") << u"fields?module=Contacts&type=some"_s << u"INVALID_DATA"_s
                                    << QJsonObject{
                                           {u"param_name"_s, u"type"_s},
                                           {u"supported_values"_s, QJsonArray{u"used"_s, u"unused"_s, u"all"_s}}};
}

void ConfMetadata::refusals()
{
    QFETCH(QString, path);
    QFETCH(QString, code);
    QFETCH(QJsonObject, details);
    const Reply reply = get(path);
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), code);
    QCOMPARE(reply.json()[u"details"].toObject(), details);
    QCOMPARE(reply.json()[u"status"].toString(), u"error"_s);
}

void ConfMetadata::fieldRights()
{
    QVERIFY(field(u"Contacts"_s, u"Last_Name"_s)[u"system_mandatory"].toBool());
    const QJsonObject created = field(u"Contacts"_s, u"Created_Time"_s);
    QVERIFY(!created[u"operation_type"].toObject()[u"api_create"].toBool(true));
    QVERIFY(created[u"read_only"].toBool());
    const QJsonObject owner = field(u"Contacts"_s, u"Owner"_s);
    QVERIFY(owner[u"operation_type"].toObject()[u"api_create"].toBool());
    QVERIFY(owner[u"field_read_only"].toBool()); // as in the documentation's sample
    const QJsonArray profiles = owner[u"profiles"].toArray();
    QCOMPARE(profiles.size(), 3); // each once
    QCOMPARE(profiles.at(0).toObject()[u"permission_type"].toString(), u"read_write"_s);
    QCOMPARE(profiles.at(2).toObject()[u"permission_type"].toString(), u"read_only"_s);
    QVERIFY(field(u"Contacts"_s, u"Full_Name"_s)[u"display_field"].toBool());
}

void ConfMetadata::fieldUniqueIsSpelledBothWays()
{
    const QJsonObject unique{{u"case_sensitive"_s, false}, {u"casesensitive"_s, u"false"_s}};
    QCOMPARE(field(u"Contacts"_s, u"Email"_s)[u"unique"].toObject(), unique);
    const QJsonValue none = field(u"Contacts"_s, u"Phone"_s)[u"unique"];
    QVERIFY(none.isObject() && none.toObject().isEmpty());
}

void ConfMetadata::fieldKeysThatMayNotBeEmpty()
{
    QCOMPARE(field(u"Contacts"_s, u"Description"_s)[u"textarea"].toObject()[u"type"].toString(), u"large"_s);
    QCOMPARE(field(u"Equipment"_s, u"Notes_Text"_s)[u"textarea"].toObject()[u"type"].toString(), u"small"_s);
    QVERIFY(!field(u"Contacts"_s, u"Phone"_s).contains(u"textarea"));
    QVERIFY(!field(u"Contacts"_s, u"Phone"_s).contains(u"multiuserlookup"));
    const QJsonArray values = field(u"Contacts"_s, u"Lead_Source"_s)[u"pick_list_values"].toArray();
    for (const QJsonValue& value : values)
        QVERIFY(value.toObject()[u"colour_code"].isString());
}

void ConfMetadata::fieldLookup()
{
    const QJsonObject lookup = field(u"Contacts"_s, u"Account_Name"_s)[u"lookup"].toObject();
    const QJsonObject module = lookup[u"module"].toObject();
    QCOMPARE(module[u"api_name"].toString(), u"Accounts"_s);
    QVERIFY(!module[u"id"].toString().isEmpty());
    QVERIFY(module[u"crypt"].isBool());
    QVERIFY(lookup[u"query_details"].toObject()[u"system_query_id"].isNull());
    QVERIFY(lookup[u"query_details"].toObject().contains(u"system_query_id"));
    QCOMPARE(field(u"Contacts"_s, u"Email"_s)[u"lookup"].toObject(), QJsonObject());
}

void ConfMetadata::fieldSubform()
{
    const QString id = named(list(u"modules"_s, u"modules"_s), u"Deal_Lines"_s)[u"id"].toString();
    const QJsonObject rows{{u"module"_s, u"Deal_Lines"_s}, {u"id"_s, id}};
    const QJsonObject lines = field(u"Deals"_s, u"Deal_Lines"_s);
    QCOMPARE(lines[u"data_type"].toString(), u"subform"_s);
    QCOMPARE(lines[u"subform"].toObject(), rows);
    QCOMPARE(lines[u"associated_module"].toObject(), rows);
    QVERIFY(field(u"Deals"_s, u"Stage"_s)[u"associated_module"].isNull());
    QVERIFY(!list(u"fields?module=Deal_Lines"_s, u"fields"_s).isEmpty()); // the child's own fields
}

void ConfMetadata::fieldMultiselectLookup()
{
    const QJsonObject lookup = field(u"Deals"_s, u"Products_Offered"_s)[u"multiselectlookup"].toObject();
    QCOMPARE(lookup[u"linking_module"].toString(), u"Deals_X_Products"_s);
    QCOMPARE(lookup[u"connected_module"].toString(), u"Products"_s);
    QCOMPARE(lookup[u"lookup_apiname"].toString(), u"Deals"_s);
    QCOMPARE(lookup[u"connectedlookup_apiname"].toString(), u"Products"_s);
    QVERIFY(lookup.contains(u"connectedfield_apiname"));
    // What the vendor's client library reads.
    const QJsonObject module = lookup[u"linking_details"].toObject()[u"module"].toObject();
    QCOMPARE(module[u"api_name"].toString(), u"Deals_X_Products"_s);
    QVERIFY(!module[u"id"].toString().isEmpty());
}

void ConfMetadata::fieldMultiuserLookup()
{
    const QJsonObject lookup = field(u"Deals"_s, u"Deal_Team"_s)[u"multiuserlookup"].toObject();
    QCOMPARE(lookup[u"linking_module"].toString(), u"Deals_X_Users"_s);
    QCOMPARE(lookup[u"connectedlookup_apiname"].toString(), u"Deal_Team"_s);
    QVERIFY(lookup[u"record_access"].isBool());
    QCOMPARE(lookup[u"linking_details"].toObject()[u"module"].toObject()[u"api_name"].toString(), u"Deals_X_Users"_s);
}

void ConfMetadata::fieldJsonTypes_data()
{
    QTest::addColumn<QString>("module");
    QTest::addColumn<QString>("apiName");
    QTest::addColumn<QString>("jsonType");
    const auto row = [](const char* module, const char* field, const char* type) {
        QTest::newRow(field) << QString::fromLatin1(module) << QString::fromLatin1(field) << QString::fromLatin1(type);
    };
    row("Contacts", "Last_Name", "string");
    row("Contacts", "Email_Opt_Out", "boolean");
    row("Contacts", "Annual_Value", "double");
    row("Contacts", "Account_Name", "jsonobject");
    row("Contacts", "Owner", "jsonobject");
    row("Equipment", "Rack_Units", "integer");
    row("Equipment", "Inventory_Code", "string"); // a bigint does not fit into a JSON number
    row("Equipment", "Features", "jsonarray");
    row("Deals", "Deal_Lines", "jsonarray");
    row("Deals", "Products_Offered", "jsonarray");
}

void ConfMetadata::fieldJsonTypes()
{
    QFETCH(QString, module);
    QFETCH(QString, apiName);
    QFETCH(QString, jsonType);
    QCOMPARE(field(module, apiName)[u"json_type"].toString(), jsonType);
}

void ConfMetadata::fieldsOfTypes()
{
    const QJsonArray used = list(u"fields?module=Contacts"_s, u"fields"_s);
    QCOMPARE(list(u"fields?module=Contacts&type=used"_s, u"fields"_s), used);
    QCOMPARE(list(u"fields?module=Contacts&type=all&"_s, u"fields"_s), used);
    QCOMPARE(get(u"fields?module=Contacts&type=unused"_s).status, 204);
}

void ConfMetadata::fieldsWithPermissions()
{
    const QString asked = u"fields?module=Contacts&include=allowed_permissions_to_update"_s;
    const QJsonArray fields = list(asked, u"fields"_s);
    QCOMPARE(named(fields, u"Last_Name"_s)[u"allowed_permissions_to_update"].toObject(),
             QJsonObject({{u"read_write"_s, true}, {u"read_only"_s, false}, {u"hidden"_s, false}}));
    QCOMPARE(named(fields, u"Phone"_s)[u"allowed_permissions_to_update"].toObject(),
             QJsonObject({{u"read_write"_s, true}, {u"read_only"_s, true}, {u"hidden"_s, true}}));
    QVERIFY(!field(u"Contacts"_s, u"Phone"_s).contains(u"allowed_permissions_to_update"));
}

void ConfMetadata::oneField()
{
    const QJsonObject email = field(u"Contacts"_s, u"Email"_s);
    const QString path = u"fields/%1?module=Contacts"_s.arg(email[u"id"].toString());
    QCOMPARE(list(path, u"fields"_s), QJsonArray{email});
    const QJsonArray withMore = list(path + u"&include=allowed_permissions_to_update"_s, u"fields"_s);
    QVERIFY(withMore.first().toObject().contains(u"allowed_permissions_to_update"));
}

void ConfMetadata::picklistValues()
{
    const QJsonObject source = field(u"Contacts"_s, u"Lead_Source"_s);
    QCOMPARE(source[u"pick_list_values"].toArray().size(), 14);
    const QString path = u"fields/%1/pick_list_values?module=Contacts"_s.arg(source[u"id"].toString());
    const QJsonArray values = list(path, u"pick_list_values"_s);
    QCOMPARE(values.size(), 14);
    const QJsonObject first = values.first().toObject();
    QCOMPARE(first[u"display_value"].toString(), u"-None-"_s);
    QCOMPARE(first.keys(), words("actual_value colour_code display_value id layout_associations reference_value "
                                 "sequence_number type")); // these and no others
    QCOMPARE(first[u"layout_associations"].toArray().first().toObject()[u"name"].toString(), u"Standard"_s);
}

void ConfMetadata::picklistOfNoPicklist()
{
    const QString id = field(u"Contacts"_s, u"Last_Name"_s)[u"id"].toString();
    QCOMPARE(get(u"fields/%1/pick_list_values?module=Contacts"_s.arg(id)).status, 204);
}

void ConfMetadata::layoutRequired()
{
    QStringList required;
    const QJsonArray sections = list(u"layouts?module=Leads"_s, u"layouts"_s).first().toObject()[u"sections"].toArray();
    QCOMPARE(sections.size(), 3);
    for (const QJsonValue& section : sections)
        for (const QJsonValue& field : section.toObject()[u"fields"].toArray())
            if (field.toObject()[u"required"].toBool())
                required.append(field.toObject()[u"api_name"].toString());
    QCOMPARE(required, QStringList({u"Last_Name"_s, u"Company"_s}));
    QVERIFY(!field(u"Leads"_s, u"Company"_s)[u"system_mandatory"].toBool()); // only the layout says so
}

void ConfMetadata::layoutById()
{
    const QJsonArray layouts = list(u"layouts?module=Leads"_s, u"layouts"_s);
    const QString id = layouts.first().toObject()[u"id"].toString();
    QCOMPARE(list(u"layouts/%1?module=Leads"_s.arg(id), u"layouts"_s), layouts);
    QCOMPARE(get(u"layouts/%1?module=Contacts"_s.arg(id)).code(), u"INVALID_DATA"_s); // another module's
}

void ConfMetadata::viewsListed()
{
    const Reply reply = get(u"custom_views?module=Contacts"_s);
    const QJsonArray views = reply.json()[u"custom_views"].toArray();
    QCOMPARE(views.size(), 3);
    QCOMPARE(views.first().toObject()[u"system_name"].toString(), u"ALLVIEWS"_s);
    const QJsonObject info = reply.json()[u"info"].toObject();
    QCOMPARE(info[u"default"], views.first().toObject()[u"id"]);
    QCOMPARE(info[u"count"].toInt(), 3);
    QVERIFY(info[u"translation"].toObject().contains(u"public_views"));
    QCOMPARE(list(u"custom_views?module=Contacts&per_page=2&page=2"_s, u"custom_views"_s).size(), 1);
    QCOMPARE(get(u"custom_views?module=Contacts&page=2"_s).status, 204);
}

void ConfMetadata::viewById()
{
    const QJsonArray views = list(u"custom_views?module=Contacts"_s, u"custom_views"_s);
    const auto whole = [&](int position) {
        const QString id = views.at(position).toObject()[u"id"].toString();
        return list(u"custom_views/%1?module=Contacts"_s.arg(id), u"custom_views"_s).first().toObject();
    };
    QVERIFY(whole(0)[u"criteria"].isNull());
    const QJsonObject criteria = whole(1)[u"criteria"].toObject();
    QCOMPARE(criteria[u"comparator"].toString(), u"equal"_s);
    QCOMPARE(criteria[u"field"].toObject()[u"id"], field(u"Contacts"_s, u"Email_Opt_Out"_s)[u"id"]);
    const QJsonObject group = whole(2)[u"criteria"].toObject();
    QCOMPARE(group[u"group"].toArray().size(), 2);
    QVERIFY(group[u"group"].toArray().first().toObject()[u"field"].toObject().contains(u"id"));
    QVERIFY(!whole(2)[u"fields"].toArray().isEmpty());
}

void ConfMetadata::unknownSettingsAreNoModule()
{
    for (const char* path : {"/crm/v8/settings/no_such_thing", "/crm/v8/settings", "/crm/v8/settings/modules/a/b",
                             "/crm/v8/org/1", "/crm/v8/settings/actions/count"}) {
        const Reply reply = m_server.get(QString::fromLatin1(path));
        QCOMPARE(reply.status, 404);
        QCOMPARE(reply.code(), u"INVALID_URL_PATTERN"_s);
    }
    QCOMPARE(m_server.post(u"/crm/v8/settings/fields"_s, {}).code(), u"INVALID_REQUEST_METHOD"_s);
}

QTEST_GUILESS_MAIN(ConfMetadata)
#include "tst_conf_metadata.moc"
