// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance/testserver.h"
#include "sandbox/org/fieldjson.h"
#include "sandbox/org/orgfolder.h"
#include "sandbox/org/orgjson.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QStringConverter>
#include <QtTest>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

using Files = QHash<QString, QByteArray>;

namespace {

QByteArray bytesOf(const QJsonObject& json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

/// A field as the fields call tells it, with the keys that differ from a plain text.
QJsonObject fieldNamed(const QString& apiName, const QJsonObject& more = {})
{
    QJsonObject json{{u"id"_s, u"501000000000001"_s},
                     {u"api_name"_s, apiName},
                     {u"field_label"_s, apiName},
                     {u"data_type"_s, u"text"_s},
                     {u"length"_s, 50},
                     {u"decimal_place"_s, QJsonValue::Null},
                     {u"unique"_s, QJsonObject()},
                     {u"lookup"_s, QJsonObject()},
                     {u"operation_type"_s, QJsonObject{{u"api_create"_s, true}, {u"api_update"_s, true}}}};
    for (auto it = more.begin(); it != more.end(); ++it)
        json.insert(it.key(), it.value());
    return json;
}

QByteArray fieldsAnswer(const QList<QJsonObject>& fields)
{
    QJsonArray all;
    for (const QJsonObject& field : fields)
        all.append(field);
    return bytesOf({{u"fields"_s, all}});
}

QJsonObject moduleNamed(const QString& apiName, const QString& generatedType = u"default"_s)
{
    return {{u"id"_s, u"501000000000900"_s},
            {u"api_name"_s, apiName},
            {u"singular_label"_s, apiName},
            {u"plural_label"_s, apiName},
            {u"generated_type"_s, generatedType},
            {u"api_supported"_s, true},
            {u"creatable"_s, true}};
}

QByteArray modulesAnswer(const QList<QJsonObject>& modules)
{
    QJsonArray all;
    for (const QJsonObject& module : modules)
        all.append(module);
    return bytesOf({{u"modules"_s, all}});
}

QJsonObject value(const QString& shown, const QString& actual, const QString& type = u"used"_s)
{
    return {{u"display_value"_s, shown}, {u"actual_value"_s, actual}, {u"id"_s, u"77"_s}, {u"type"_s, type}};
}

QByteArray layoutsAnswer(const QList<QJsonObject>& fields)
{
    QJsonArray all;
    for (const QJsonObject& field : fields)
        all.append(field);
    const QJsonObject off{{u"id"_s, u"880"_s}, {u"name"_s, u"Old"_s}, {u"status"_s, u"inactive"_s}};
    const QJsonObject section{{u"display_label"_s, u"About"_s}, {u"fields"_s, all}};
    const QJsonObject on{{u"id"_s, u"881"_s},
                         {u"name"_s, u"Sales team"_s},
                         {u"status"_s, u"active"_s},
                         {u"sections"_s, QJsonArray{section}}};
    return bytesOf({{u"layouts"_s, QJsonArray{off, on}}});
}

class Folder
{
public:
    explicit Folder(const Files& files = {})
    {
        for (auto it = files.begin(); it != files.end(); ++it)
            write(it.key(), it.value());
    }

    QString path() const { return m_dir.path(); }

    void write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(m_dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
    }

    tl::expected<Org, QString> read() const { return readOrgFolder(path(), readOrg(builtInOrg())); }

    Options options() const
    {
        Options options;
        options.metadataFolder = path();
        return options;
    }

private:
    QTemporaryDir m_dir;
};

/// What a running server tells of itself, as a person would save it.
void saveAnswers(TestServer& server, const Folder& folder)
{
    const QByteArray modules = server.get(u"/crm/v8/settings/modules"_s).body;
    folder.write(u"modules.json"_s, modules);
    folder.write(u"users.json"_s, server.get(u"/crm/v8/users?type=AllUsers"_s).body);
    folder.write(u"company.json"_s, server.get(u"/crm/v8/org"_s).body);
    for (const QJsonValue& module : QJsonDocument::fromJson(modules)[u"modules"].toArray()) {
        const QString name = module[u"api_name"].toString();
        for (const QString& what : {u"fields"_s, u"layouts"_s})
            if (const Reply reply = server.get(u"/crm/v8/settings/%1?module=%2"_s.arg(what, name)); reply.status == 200)
                folder.write(u"%1-%2.json"_s.arg(what, name), reply.body);
    }
}

const Module& moduleOf(const Org& org, const QString& name)
{
    for (const Module& module : org.modules)
        if (module.apiName == name)
            return module;
    qFatal("no module %s", qPrintable(name));
}

} // namespace

class SandboxOrgFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersOfTheBuiltInOrgGiveItBack();
    void servesWhatItWasGiven();
    void linesOfTheClient_data();
    void linesOfTheClient();
    void linesOfOtherShells();
    void filesOfOneModuleAddUp();
    void namesOfFiles_data();
    void namesOfFiles();
    void picklists();
    void hugePicklist();
    void layoutsKnowBetter();
    void defaults();
    void subformsAndLinks();
    void fullNameIsComputed();
    void noSqlFromTheFolder();
    void stampsAreTheServers();
    void modulesWithoutFields();
    void createdButNotUpdated();
    void uniqueWithCase();
    void lookupToAnUnknownModule();
    void companyAndUsers();
    void badFolders_data();
    void badFolders();
    void badFilesOfAnySize();
    void damagedAnswers();
    void aServerSaysWhyItCannotStart();
    void dataFolderGrowsWithTheOrg();
    void uniqueNoMore();
    void recordsInTheWayOfAUniqueField();
    void unfinishedJobOfAnotherOrg();
};

void SandboxOrgFolder::answersOfTheBuiltInOrgGiveItBack()
{
    TestServer server;
    const Folder folder;
    saveAnswers(server, folder);
    const auto org = folder.read();
    QVERIFY2(org, qPrintable(org ? QString() : org.error()));
    const Org builtIn = readOrg(builtInOrg());
    QCOMPARE(orgJson(*org), orgJson(builtIn));
    QCOMPARE(org->users.size(), builtIn.users.size());
    for (std::size_t i = 0; i < builtIn.users.size(); ++i)
        QCOMPARE(userJson(*org, org->users[i]), userJson(builtIn, builtIn.users[i]));
    QCOMPARE(org->modules.size(), builtIn.modules.size());
    for (const Module& expected : builtIn.modules) {
        const Module& module = moduleOf(*org, expected.apiName);
        QCOMPARE(module.api, expected.api);
        if (!expected.api)
            continue;
        QCOMPARE(moduleJson(*org, module, {}, 1), moduleJson(builtIn, expected, {}, 1));
        QCOMPARE(module.layoutId, expected.layoutId);
        QCOMPARE(module.displayField, expected.displayField);
        QCOMPARE(module.bulkWrite, expected.bulkWrite);
        QCOMPARE(module.bulkRead, expected.bulkRead);
        const FieldsShown told(*org, module);
        const FieldsShown wanted(builtIn, expected);
        for (const Field& field : expected.fields) {
            QVERIFY2(module.field(field.apiName), qPrintable(field.apiName));
            QCOMPARE(told.inLayout(*module.field(field.apiName), 1), wanted.inLayout(field, 1));
        }
    }
}

void SandboxOrgFolder::servesWhatItWasGiven()
{
    TestServer first;
    const Folder folder;
    saveAnswers(first, folder);
    TestServer second(folder.options());
    for (const QString& path : {u"modules"_s, u"fields?module=Contacts"_s, u"layouts?module=Deals"_s}) {
        const Reply wanted = first.get(u"/crm/v8/settings/"_s + path);
        QCOMPARE(second.get(u"/crm/v8/settings/"_s + path).json().keys(), wanted.json().keys());
        if (!path.startsWith(u"modules"_s)) // there, modules without records are not offered
            QCOMPARE(second.get(u"/crm/v8/settings/"_s + path).json(), wanted.json());
    }
    const QJsonObject job = second.run("Deal_Name,Stage,Amount\nBig,Qualification,12.5\n,Qualification,1\n",
                                       jobOf(u"insert"_s, u"Deals"_s));
    QCOMPARE(second.result(job).count("MANDATORY_NOT_FOUND-Deal_Name"), 1);
    QCOMPARE(second.sql(u"select Amount from Deals"_s), u"12.5"_s);
    QCOMPARE(second.sql(u"select count(*) from Accounts"_s), u"0"_s);
}

void SandboxOrgFolder::linesOfTheClient_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::newRow("each with its module") << QByteArray(
        R"({"event":"field","module":"Leads","field":"Last_Name","label":"Name","type":"text","length":33,"mandatory":true,"system_mandatory":false,"required":true,"unique":false,"writable":true,"creatable":true,"updatable":true,"values":[],"lookup":"","id":"501000000000007"}
{"event":"field","module":"Leads","field":"Rating","label":"Rating","type":"picklist","length":120,"mandatory":false,"unique":false,"writable":true,"values":["hot","cold"],"display_values":["Very hot","cold"],"value_ids":["71","72"],"lookup":""}
{"event":"summary","module":"Leads","fields":2}
)");
    QTest::newRow("named by the summary") << QByteArray(
        R"({"event":"field","field":"Last_Name","label":"Name","type":"text","length":33,"mandatory":true,"unique":false,"writable":true,"values":[],"lookup":"","id":501000000000007}
{"event":"field","field":"Rating","label":"Rating","type":"picklist","length":120,"mandatory":false,"unique":false,"writable":true,"values":["hot","cold"],"display_values":["Very hot","cold"],"value_ids":["71","72"],"lookup":""}

{"event":"summary","module":"Leads","fields":2})");
}

void SandboxOrgFolder::linesOfTheClient()
{
    QFETCH(QByteArray, lines);
    const Folder folder({{u"anything.jsonl"_s, lines}});
    const auto org = folder.read();
    QVERIFY2(org, qPrintable(org ? QString() : org.error()));
    QCOMPARE(org->modules.size(), 1U);
    const Module& leads = org->modules.front();
    QCOMPARE(leads.apiName, u"Leads"_s);
    QCOMPARE(leads.singular, u"Lead"_s);
    QVERIFY(leads.api);
    const Field* name = leads.field(u"Last_Name"_s);
    QCOMPARE(name->length, 33);
    QCOMPARE(name->id, 501000000000007);
    QVERIFY(name->required);
    const Field* rating = leads.field(u"Rating"_s);
    QCOMPARE(rating->picklist.size(), 2U);
    QCOMPARE(rating->picklist[0].value, u"hot"_s);
    QCOMPARE(rating->picklist[0].shown, u"Very hot"_s);
    QCOMPARE(rating->picklist[0].id, 71);
    QCOMPARE(rating->picklist[1].display(), u"cold"_s);
    QVERIFY(rating->id != 0);
    QCOMPARE(rating->id, folder.read()->modules.front().field(u"Rating"_s)->id); // the same in every run
}

/// Redirected output may come as UTF-16, or with a byte order mark.
void SandboxOrgFolder::linesOfOtherShells()
{
    const QString line = u"{\"event\":\"field\",\"module\":\"Leads\",\"field\":\"City\",\"label\":\"Größe\","
                         "\"type\":\"text\"}\r\n"_s;
    for (const auto encoding : {QStringConverter::Utf8, QStringConverter::Utf16LE, QStringConverter::Utf16BE}) {
        const QByteArray bytes = QStringEncoder(encoding, QStringConverter::Flag::WriteBom).encode(line + line);
        const auto org = Folder({{u"a.jsonl"_s, bytes}}).read();
        QVERIFY2(org, qPrintable(org ? QString() : org.error()));
        QCOMPARE(org->modules.front().field(u"City"_s)->label, u"Größe"_s);
    }
}

void SandboxOrgFolder::filesOfOneModuleAddUp()
{
    const QByteArray line =
        R"({"event":"field","module":"Leads","field":"Extra","label":"Extra","type":"text","length":9,"writable":true})";
    const Folder folder({{u"Leads.jsonl"_s, line},
                         {u"Leads.json"_s, fieldsAnswer({fieldNamed(u"Last_Name"_s)})},
                         {u"fields-leads.json"_s, fieldsAnswer({fieldNamed(u"City"_s), fieldNamed(u"Last_Name"_s)})},
                         {u"notes.txt"_s, "not ours"}});
    const auto org = folder.read();
    QVERIFY2(org, qPrintable(org ? QString() : org.error()));
    for (const QString& name : {u"Extra"_s, u"Last_Name"_s, u"City"_s})
        QVERIFY(org->modules.front().field(name));
    QCOMPARE(org->modules.size(), 1U);
}

void SandboxOrgFolder::namesOfFiles_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("module");
    for (const auto& [name, module] : {std::pair("Price_Books.json", "Price_Books"),
                                       {"fields-Price_Books.json", "Price_Books"},
                                       {"FIELDS_price_books.JSON.json", ""},
                                       {"FIELDS_price_books.json", "Price_Books"},
                                       {"Leads.fields.json", "Leads"},
                                       {"leads-fields.jsonl", "Leads"},
                                       {"Fields.json", "Fields"},
                                       {"fields.Fields.json", "Fields"},
                                       {"Shipments.fields.json", "Shipments"}})
        QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(module);
}

void SandboxOrgFolder::namesOfFiles()
{
    QFETCH(QString, name);
    QFETCH(QString, module);
    const Folder folder({{u"m.json"_s, modulesAnswer({moduleNamed(u"Fields"_s, u"custom"_s),
                                                      moduleNamed(u"Shipments"_s, u"custom"_s)})},
                         {name, fieldsAnswer({fieldNamed(u"Name"_s)})}});
    const auto org = folder.read();
    QCOMPARE(org.has_value(), !module.isEmpty());
    if (org)
        QVERIFY(moduleOf(*org, module).field(u"Name"_s));
    else
        QVERIFY2(org.error().startsWith(name), qPrintable(org.error()));
}

void SandboxOrgFolder::picklists()
{
    const QJsonArray values{value(u"-None-"_s, u"-None-"_s), value(u"Heiß"_s, u"hot"_s),
                            value(u"Gone"_s, u"gone"_s, u"unused"_s), value(u"cold"_s, u"cold"_s)};
    const Folder folder(
        {{u"Leads.json"_s, fieldsAnswer({fieldNamed(
                               u"Rating"_s, {{u"data_type"_s, u"picklist"_s}, {u"pick_list_values"_s, values}})})}});
    const auto org = folder.read();
    QVERIFY(org);
    const Field* rating = org->modules.front().field(u"Rating"_s);
    QCOMPARE(rating->picklist.size(), 2U);
    QCOMPARE(rating->picklist[0].value, u"hot"_s);
    QCOMPARE(rating->picklist[0].shown, u"Heiß"_s);
    QCOMPARE(rating->picklist[1].value, u"cold"_s);
    QCOMPARE(rating->picklist[1].id, 77);
}

void SandboxOrgFolder::hugePicklist()
{
    QJsonArray values;
    for (int i = 0; i < 50'000; ++i)
        values.append(value(u"Value %1"_s.arg(i), u"v%1"_s.arg(i)));
    const Folder folder(
        {{u"Leads.json"_s,
          fieldsAnswer({fieldNamed(u"Last_Name"_s), fieldNamed(u"Rating"_s, {{u"data_type"_s, u"picklist"_s},
                                                                             {u"pick_list_values"_s, values}})})}});
    TestServer server(folder.options());
    const QJsonArray fields = server.get(u"/crm/v8/settings/fields?module=Leads"_s).json()[u"fields"].toArray();
    QCOMPARE(fields[1][u"pick_list_values"].toArray().size(), 50'001); // and -None-
}

void SandboxOrgFolder::layoutsKnowBetter()
{
    const QJsonObject rating = fieldNamed(
        u"Rating"_s, {{u"data_type"_s, u"picklist"_s},
                      {u"pick_list_values"_s, QJsonArray{value(u"Hot"_s, u"hot"_s), value(u"Cold"_s, u"cold"_s)}}});
    QJsonObject inLayout = rating;
    inLayout.insert(u"pick_list_values"_s, QJsonArray{value(u"Hot"_s, u"hot"_s)});
    inLayout.insert(u"required"_s, true);
    const QJsonObject city = fieldNamed(u"City"_s, {{u"required"_s, true}, {u"length"_s, 11}});
    const QJsonObject readOnly = fieldNamed(
        u"Score"_s, {{u"required"_s, true},
                     {u"operation_type"_s, QJsonObject{{u"api_create"_s, false}, {u"api_update"_s, false}}}});
    const Folder folder(
        {{u"Leads.json"_s, fieldsAnswer({fieldNamed(u"Last_Name"_s), rating})},
         {u"Leads.layouts.json"_s, layoutsAnswer({inLayout, city, readOnly, {{u"wizard"_s, QJsonObject()}}})}});
    const auto org = folder.read();
    QVERIFY2(org, qPrintable(org ? QString() : org.error()));
    const Module& leads = org->modules.front();
    QCOMPARE(leads.layoutId, 881);
    QCOMPARE(leads.layoutName, u"Sales team"_s);
    QVERIFY(leads.field(u"Rating"_s)->required);
    QVERIFY(!leads.field(u"Rating"_s)->mandatory);
    QCOMPARE(leads.field(u"Rating"_s)->section, u"About"_s);
    QCOMPARE(leads.field(u"Rating"_s)->picklist.size(), 1U);
    QCOMPARE(leads.field(u"City"_s)->length, 11); // only the layout tells of it
    QVERIFY(!leads.field(u"Score"_s)->required);  // nobody could give it
    QVERIFY(!leads.field(u"Last_Name"_s)->required);

    TestServer server(folder.options());
    const QJsonObject refused = server.run("Last_Name,Rating\nA,hot\n", jobOf(u"insert"_s, u"Leads"_s));
    QVERIFY(QString::fromUtf8(bytesOf(refused)).contains(u"MANDATORY_FIELDS_NOT_MAPPED"_s));
    const QJsonObject job =
        server.run("Last_Name,Rating,City\nA,hot,Twelve chars\nB,hot,Eleven char\n", jobOf(u"insert"_s, u"Leads"_s));
    QCOMPARE(server.result(job).count("INVALID_DATA-City"), 1);
    QCOMPARE(server.sql(u"select count(*) || max(Layout) from Leads"_s), u"1881"_s);
}

void SandboxOrgFolder::defaults()
{
    const Folder folder(
        {{u"modules.json"_s, modulesAnswer({moduleNamed(u"Accounts"_s), moduleNamed(u"Invoices"_s),
                                            moduleNamed(u"Shipments"_s, u"custom"_s), moduleNamed(u"Events"_s)})},
         {u"Accounts.json"_s, fieldsAnswer({fieldNamed(u"Account_Name"_s)})},
         {u"Invoices.json"_s, fieldsAnswer({fieldNamed(u"Subject"_s)})},
         {u"Shipments.json"_s, fieldsAnswer({fieldNamed(u"Name"_s), fieldNamed(u"id"_s)})},
         {u"Events.json"_s, fieldsAnswer({fieldNamed(u"Venue"_s)})}});
    const auto org = folder.read();
    QVERIFY2(org, qPrintable(org ? QString() : org.error()));
    QCOMPARE(moduleOf(*org, u"Accounts"_s).duplicateField, u"Account_Name"_s);
    QCOMPARE(moduleOf(*org, u"Invoices"_s).duplicateField, u"Subject"_s);
    QCOMPARE(moduleOf(*org, u"Invoices"_s).displayField, u"Subject"_s);
    QCOMPARE(moduleOf(*org, u"Shipments"_s).duplicateField, u"Name"_s);
    QCOMPARE(moduleOf(*org, u"Shipments"_s).kind, ModuleKind::Custom);
    QVERIFY(!moduleOf(*org, u"Shipments"_s).field(u"id"_s));
    QCOMPARE(moduleOf(*org, u"Events"_s).displayField, u"id"_s); // it has no such field
    QCOMPARE(moduleOf(*org, u"Events"_s).duplicateField, QString());
    QVERIFY(!moduleOf(*org, u"Events"_s).bulkWrite);
    for (const QString& name :
         {u"Owner"_s, u"Tag"_s, u"Layout"_s, u"Created_By"_s, u"Created_Time"_s, u"Modified_By"_s, u"Modified_Time"_s})
        QVERIFY2(moduleOf(*org, u"Shipments"_s).field(name), qPrintable(name));
    QSet<qint64> ids;
    for (const Field& field : moduleOf(*org, u"Shipments"_s).fields)
        ids.insert(field.id);
    QCOMPARE(ids.size(), 8);
    QVERIFY(!ids.contains(0));
}

void SandboxOrgFolder::subformsAndLinks()
{
    const QJsonObject lines = fieldNamed(
        u"Items"_s, {{u"data_type"_s, u"subform"_s}, {u"subform"_s, QJsonObject{{u"module"_s, u"Item_Rows"_s}}}});
    const QJsonObject links = fieldNamed(
        u"Skills"_s,
        {{u"data_type"_s, u"multiselectlookup"_s},
         {u"multiselectlookup"_s, QJsonObject{{u"linking_module"_s, QJsonObject{{u"api_name"_s, u"Leads_X"_s}}}}}});
    const Folder folder({{u"m.json"_s, modulesAnswer({moduleNamed(u"Leads"_s), moduleNamed(u"Item_Rows"_s),
                                                      moduleNamed(u"Leads_X"_s)})},
                         {u"Item_Rows.json"_s, fieldsAnswer({fieldNamed(u"Text"_s)})},
                         {u"Leads.json"_s, fieldsAnswer({fieldNamed(u"Last_Name"_s), lines, links})}});
    const auto org = folder.read();
    QVERIFY2(org, qPrintable(org ? QString() : org.error()));
    QCOMPARE(moduleOf(*org, u"Item_Rows"_s).kind, ModuleKind::Subform);
    QCOMPARE(moduleOf(*org, u"Item_Rows"_s).parent, u"Leads"_s);
    QVERIFY(!moduleOf(*org, u"Item_Rows"_s).field(u"Owner"_s));
    QCOMPARE(moduleOf(*org, u"Leads_X"_s).kind, ModuleKind::Linking);
    QCOMPARE(moduleOf(*org, u"Leads"_s).field(u"Skills"_s)->linkingModule, u"Leads_X"_s);
}

void SandboxOrgFolder::fullNameIsComputed()
{
    const Folder folder({{u"Leads.json"_s, fieldsAnswer({fieldNamed(u"Full_Name"_s), fieldNamed(u"First_Name"_s),
                                                         fieldNamed(u"Last_Name"_s)})},
                         {u"Contacts.json"_s, fieldsAnswer({fieldNamed(u"Full_Name"_s), fieldNamed(u"Last_Name"_s)})}});
    TestServer server(folder.options());
    const QJsonObject job = server.run("First_Name,Last_Name\nAda,Byron\n", jobOf(u"insert"_s, u"Leads"_s));
    QCOMPARE(job[u"status"].toString(), u"COMPLETED"_s);
    QCOMPARE(server.sql(u"select Full_Name from Leads"_s), u"Ada Byron"_s);
    // Without a first name to make it of, it is a text like another.
    const QJsonObject plain = server.run("Full_Name,Last_Name\nAda B,Byron\n", jobOf(u"insert"_s, u"Contacts"_s));
    QCOMPARE(plain[u"status"].toString(), u"COMPLETED"_s);
    QCOMPARE(server.sql(u"select Full_Name from Contacts"_s), u"Ada B"_s);
}

void SandboxOrgFolder::noSqlFromTheFolder()
{
    const QJsonObject hostile = fieldNamed(u"City"_s, {{u"sql"_s, u"(select 1)"_s}, {u"generated"_s, u"id"_s}});
    QByteArray line = bytesOf({{u"event"_s, u"field"_s},
                               {u"module"_s, u"Leads"_s},
                               {u"field"_s, u"Zip"_s},
                               {u"type"_s, u"text"_s},
                               {u"sql"_s, u"1); drop table Leads; --"_s},
                               {u"generated"_s, u"1); drop table Leads; --"_s}});
    const Folder folder({{u"Leads.json"_s, fieldsAnswer({hostile})}, {u"l.jsonl"_s, line}});
    const auto org = folder.read();
    QVERIFY(org);
    for (const Field& field : org->modules.front().fields)
        QVERIFY(field.generated.empty());
}

void SandboxOrgFolder::stampsAreTheServers()
{
    const Folder folder(
        {{u"Leads.json"_s,
          fieldsAnswer({fieldNamed(u"Last_Name"_s), fieldNamed(u"Created_By"_s),
                        fieldNamed(u"Modified_Time"_s, {{u"unique"_s, QJsonObject{{u"case_sensitive"_s, false}}}})})}});
    TestServer server(folder.options());
    const QJsonObject job = server.run("Last_Name\nA\nB\n", jobOf(u"insert"_s, u"Leads"_s));
    QCOMPARE(job[u"status"].toString(), u"COMPLETED"_s);
    QCOMPARE(server.sql(u"select count(distinct Created_By) || count(*) from Leads"_s), u"12"_s);
}

void SandboxOrgFolder::modulesWithoutFields()
{
    const Folder folder({{u"modules.json"_s, modulesAnswer({moduleNamed(u"Leads"_s), moduleNamed(u"Quotes"_s),
                                                            moduleNamed(u"Actions_Performed"_s, u"web"_s)})},
                         {u"Leads.json"_s, fieldsAnswer({fieldNamed(u"Last_Name"_s)})}});
    TestServer server(folder.options());
    const QJsonArray modules = server.get(u"/crm/v8/settings/modules"_s).json()[u"modules"].toArray();
    QCOMPARE(modules.size(), 3);
    QCOMPARE(modules[1][u"api_name"].toString(), u"Quotes"_s);
    QCOMPARE(modules[1][u"api_supported"].toBool(), false);
    QCOMPARE(server.get(u"/crm/v8/settings/fields?module=Quotes"_s).code(), u"INVALID_MODULE"_s);
    QCOMPARE(server.get(u"/crm/v8/Quotes?fields=id"_s).status, 400);
}

void SandboxOrgFolder::createdButNotUpdated()
{
    const auto operations = [](bool create, bool update) {
        return QJsonObject{{u"operation_type"_s, QJsonObject{{u"api_create"_s, create}, {u"api_update"_s, update}}}};
    };
    const Folder folder(
        {{u"Leads.json"_s, fieldsAnswer({fieldNamed(u"Last_Name"_s), fieldNamed(u"Once"_s, operations(true, false)),
                                         fieldNamed(u"Later"_s, operations(false, true))})}});
    TestServer server(folder.options());
    const QJsonObject wrong = server.run("Last_Name,Later\nA,x\n", jobOf(u"insert"_s, u"Leads"_s));
    QCOMPARE(wrong[u"code"].toString(), u"INVALID_FIELD"_s);
    const QJsonObject job = server.run("Last_Name,Once\nA,first\n", jobOf(u"insert"_s, u"Leads"_s));
    QCOMPARE(job[u"status"].toString(), u"COMPLETED"_s);
    const QString id = server.sql(u"select id from Leads"_s);
    const QJsonArray data{
        QJsonObject{{u"id"_s, id}, {u"Once"_s, u"second"_s}, {u"Later"_s, u"now"_s}, {u"Last_Name"_s, u"B"_s}}};
    QCOMPARE(server.put(u"/crm/v8/Leads"_s, {{u"data"_s, data}}).element()[u"status"].toString(), u"success"_s);
    QCOMPARE(server.sql(u"select Last_Name || Once || Later from Leads"_s), u"Bfirstnow"_s);
}

void SandboxOrgFolder::uniqueWithCase()
{
    // The key is spelt in two ways in the vendor's texts.
    for (const QString& key : {u"case_sensitive"_s, u"casesensitive"_s}) {
        const QJsonObject unique{{u"unique"_s, QJsonObject{{key, true}}}};
        const Folder folder(
            {{u"Leads.json"_s, fieldsAnswer({fieldNamed(u"Last_Name"_s), fieldNamed(u"Code"_s, unique)})}});
        TestServer server(folder.options());
        const QJsonObject job = server.run("Last_Name,Code\nA,ab\nB,AB\nC,ab\n", jobOf(u"insert"_s, u"Leads"_s));
        QCOMPARE(server.result(job).count("DUPLICATE_DATA-Code"), 1);
        QCOMPARE(server.sql(u"select count(*) from Leads"_s), u"2"_s);
    }
}

void SandboxOrgFolder::lookupToAnUnknownModule()
{
    const QJsonObject target{{u"module"_s, QJsonObject{{u"api_name"_s, u"Accounts"_s}, {u"id"_s, u"5"_s}}}};
    const Folder folder(
        {{u"Contacts.json"_s,
          fieldsAnswer({fieldNamed(u"Last_Name"_s),
                        fieldNamed(u"Company"_s, {{u"data_type"_s, u"lookup"_s}, {u"lookup"_s, target}})})}});
    TestServer server(folder.options());
    const QJsonArray fields = server.get(u"/crm/v8/settings/fields?module=Contacts"_s).json()[u"fields"].toArray();
    QCOMPARE(fields[1][u"lookup"][u"module"][u"api_name"].toString(), u"Accounts"_s);
    for (const QString& findBy : {u"id"_s, u"Account_Name"_s}) {
        const QJsonArray mappings{mapping(u"Last_Name"_s, 0), mapping(u"Company"_s, 1, {{u"find_by"_s, findBy}})};
        const QJsonObject job =
            server.run("Last,Company\nA,4876876000000225099\nB,\n", jobOf(u"insert"_s, u"Contacts"_s, mappings));
        QCOMPARE(server.result(job).count("RESOURCE_NOT_FOUND-Company"), 1);
    }
    const QJsonArray data{QJsonObject{{u"Last_Name"_s, u"C"_s}, {u"Company"_s, QJsonObject{{u"id"_s, u"5"_s}}}}};
    QCOMPARE(server.post(u"/crm/v8/Contacts"_s, {{u"data"_s, data}}).element()[u"code"].toString(), u"INVALID_DATA"_s);
    QCOMPARE(server.get(u"/crm/v8/Contacts?fields=Company,Last_Name"_s).status, 200);
    const QJsonObject query{{u"select_query"_s, u"select Company from Contacts where Company = 5 limit 1"_s}};
    QVERIFY(server.post(u"/crm/v8/coql"_s, query).status != 500);
}

void SandboxOrgFolder::companyAndUsers()
{
    const QJsonObject company{{u"id"_s, u"501000000000100"_s},
                              {u"zgid"_s, u"600600600"_s},
                              {u"company_name"_s, u"Sample GmbH"_s},
                              {u"time_zone"_s, u"Asia/Kolkata"_s},
                              {u"license_details"_s, QJsonObject{{u"paid_type"_s, u"enterprise trial"_s},
                                                                 {u"users_license_purchased"_s, 3}}}};
    const auto user = [](const QString& id, const QString& last, const QString& profile, const QString& status) {
        return QJsonObject{
            {u"id"_s, id},          {u"first_name"_s, QJsonValue::Null},
            {u"last_name"_s, last}, {u"email"_s, QString(last + u"@example.com"_s)},
            {u"status"_s, status},  {u"profile"_s, QJsonObject{{u"name"_s, profile}, {u"id"_s, u"1"_s}}}};
    };
    const QJsonArray users{user(u"11"_s, u"Gone"_s, u"Administrator"_s, u"inactive"_s),
                           user(u"12"_s, u"Sales"_s, u"Standard"_s, u"active"_s),
                           user(u"13"_s, u"Boss"_s, u"Administrator"_s, u"active"_s)};
    const Folder folder({{u"org.json"_s, bytesOf({{u"org"_s, QJsonArray{company}}})},
                         {u"people.json"_s, bytesOf({{u"users"_s, users}})},
                         {u"Leads.json"_s, fieldsAnswer({fieldNamed(u"Last_Name"_s)})}});
    const auto org = folder.read();
    QVERIFY2(org, qPrintable(org ? QString() : org.error()));
    QCOMPARE(org->zgid, u"600600600"_s);
    QCOMPARE(org->timeZone, u"Asia/Kolkata"_s);
    QCOMPARE(org->licences, 3);
    QCOMPARE(org->edition, readOrg(builtInOrg()).edition); // a trial has no documented limits
    QCOMPARE(org->users.size(), 3U);
    QCOMPARE(org->users[0].fullName(), u"Boss"_s);
    QVERIFY(!org->users[1].isActive());
}

void SandboxOrgFolder::badFolders_data()
{
    QTest::addColumn<Files>("files");
    QTest::addColumn<QString>("saying");
    const auto fieldsOf = [](const QString& apiName, const QJsonObject& more = {}) {
        return Files{{u"Leads.json"_s, fieldsAnswer({fieldNamed(apiName, more)})}};
    };
    QTest::newRow("no files") << Files{} << u"no *.json and no *.jsonl"_s;
    QTest::newRow("only others") << Files{{u"a.csv"_s, "x"}} << u"no *.json and no *.jsonl"_s;
    QTest::newRow("empty file") << Files{{u"Leads.json"_s, " \n"}} << u"Leads.json is empty"_s;
    QTest::newRow("broken") << Files{{u"Leads.json"_s, R"({"fields":[{"api_name":)"}} << u"Leads.json is not JSON"_s;
    QTest::newRow("not even text") << Files{{u"Leads.json"_s, QByteArray("\x00\xff\x01{", 4)}} << u"is not JSON"_s;
    QTest::newRow("cut line") << Files{{u"Leads.jsonl"_s, "{\"event\":\"field\",\"module\":\"Leads\",\"field\":\"A\","
                                                          "\"type\":\"text\"}\n{\"event\":\"fie"}}
                              << u"Line 2 of Leads.jsonl"_s;
    QTest::newRow("array") << Files{{u"Leads.json"_s, "[1,2]"}} << u"Leads.json is neither"_s;
    QTest::newRow("something else") << Files{{u"package.json"_s, R"({"name":"x"})"}} << u"package.json is neither"_s;
    QTest::newRow("an error answer") << Files{{u"Leads.json"_s, R"({"code":"INVALID_TOKEN","status":"error"})"}}
                                     << u"INVALID_TOKEN"_s;
    QTest::newRow("a failure line") << Files{{u"Leads.jsonl"_s,
                                              R"({"event":"failure","kind":"network","message":"No way."})"}}
                                    << u"No way."_s;
    QTest::newRow("another event") << Files{{u"Leads.jsonl"_s, R"({"event":"row","row":1})"}} << u"Line 1"_s;
    QTest::newRow("no summary") << Files{{u"a.jsonl"_s, R"({"event":"field","field":"A","type":"text"})"}}
                                << u"a.jsonl ends before the summary"_s;
    QTest::newRow("elements") << Files{{u"Leads.json"_s, R"({"fields":[1]})"}} << u"\"fields\" that is no object"_s;
    QTest::newRow("whose fields") << Files{{u"answer.json"_s, fieldsAnswer({fieldNamed(u"A"_s)})}}
                                  << u"answer.json does not say whose"_s;
    QTest::newRow("whose layouts") << Files{{u"layouts.json"_s, layoutsAnswer({})}} << u"does not say whose"_s;
    QTest::newRow("no fields") << Files{{u"m.json"_s, modulesAnswer({moduleNamed(u"Leads"_s)})}}
                               << u"no fields of any"_s;
    QTest::newRow("no type") << fieldsOf(u"A"_s, {{u"data_type"_s, QJsonValue::Null}}) << u"of what type the field A"_s;
    for (const QString& name :
         {u""_s, u"A\"; drop table Leads; --"_s, u"A b"_s, u"1A"_s, u"_rowid_"_s, u"Größe"_s, u"A-B"_s, u"A\n"_s,
          u"\x1b[31mA"_s, u"a.b"_s, QString(201, u'a'), u"A%1"_s.arg(QChar(0))})
        QTest::addRow("field %s", qPrintable(name.left(20).simplified()))
            << fieldsOf(name) << u"Leads.json has a field"_s;
    QTest::newRow("module") << Files{{u"m.json"_s, modulesAnswer({moduleNamed(u"Leads\" (id)"_s)})}}
                            << u"m.json has a module"_s;
    QTest::newRow("lookup") << fieldsOf(u"A"_s, {{u"lookup"_s, QJsonObject{{u"module"_s, u"X Y"_s}}}})
                            << u"Leads.json has a lookup"_s;
    QTest::newRow("line's module") << Files{{u"a.jsonl"_s,
                                             R"({"event":"field","module":"a'b","field":"A","type":"text"})"}}
                                   << u"a.jsonl has a module"_s;
    for (const QString& name : {u"sqlite_master"_s, u"SANDBOX_tokens"_s, u"sandbox_clients"_s})
        QTest::addRow("module %s", qPrintable(name))
            << Files{{u"m.json"_s, modulesAnswer({moduleNamed(name, u"custom"_s)})}} << u"keeps for itself"_s;
    QTest::newRow("fields by case") << Files{{u"Leads.json"_s,
                                              fieldsAnswer({fieldNamed(u"City"_s), fieldNamed(u"CITY"_s)})}}
                                    << u"two fields"_s;
    QTest::newRow("system field by case") << fieldsOf(u"created_by"_s) << u"two fields"_s;
    QTest::newRow("ID") << fieldsOf(u"ID"_s) << u"two fields ID"_s;
    QTest::newRow("modules by case") << Files{{u"m.json"_s,
                                               modulesAnswer({moduleNamed(u"Leads"_s), moduleNamed(u"LEADS"_s)})},
                                              {u"Leads.json"_s, fieldsAnswer({fieldNamed(u"A"_s)})}}
                                     << u"two modules"_s;
    QTest::newRow("time zone") << Files{{u"o.json"_s, R"({"org":[{"time_zone":"Mars/Base"}]})"}} << u"Mars/Base"_s;
    QTest::newRow("no org") << Files{{u"o.json"_s, R"({"org":[]})"}} << u"empty \"org\""_s;
    QTest::newRow("user") << Files{{u"u.json"_s, R"({"users":[{"id":"x","email":"a@b.c"}]})"}} << u"without id"_s;
    QTest::newRow("nobody") << Files{{u"u.json"_s, R"({"users":[{"id":"1","email":"a@b.c","status":"inactive"}]})"}}
                            << u"no active user"_s;
}

void SandboxOrgFolder::badFolders()
{
    QFETCH(Files, files);
    QFETCH(QString, saying);
    const auto org = Folder(files).read();
    QVERIFY(!org);
    QVERIFY2(org.error().contains(saying), qPrintable(org.error()));
    QVERIFY(std::all_of(org.error().begin(), org.error().end(), [](QChar c) { return c.isPrint(); }));
    QVERIFY2(org.error().endsWith(u'.') && org.error().size() < 700, qPrintable(org.error()));
}

void SandboxOrgFolder::badFilesOfAnySize()
{
    QList<QJsonObject> many;
    for (int i = 0; i < 1500; ++i)
        many.append(fieldNamed(u"F%1"_s.arg(i)));
    const auto tooMany = Folder({{u"Leads.json"_s, fieldsAnswer(many)}}).read();
    QVERIFY(!tooMany);
    QVERIFY(tooMany.error().contains(u"1,000"_s));
    const auto deep = Folder({{u"Leads.json"_s, QByteArray(2'000'000, '[')}}).read();
    QVERIFY(!deep);
    QVERIFY(deep.error().contains(u"is not JSON"_s));
    const Folder large;
    QFile file(large.path() + u"/Leads.json"_s);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(65LL * 1024 * 1024));
    const auto tooLarge = large.read();
    QVERIFY(!tooLarge);
    QVERIFY(tooLarge.error().contains(u"64 MB"_s));
}

/// Bytes of good answers changed and cut: an org that a server can start with, or one sentence.
void SandboxOrgFolder::damagedAnswers()
{
    TestServer server;
    const QByteArray fields = server.get(u"/crm/v8/settings/fields?module=Deals"_s).body;
    const QByteArray layouts = server.get(u"/crm/v8/settings/layouts?module=Deals"_s).body;
    QRandomGenerator random(42);
    const auto damaged = [&random](QByteArray bytes) {
        for (int i = 0; i < 3; ++i) {
            // Mostly letters for letters, so that what is left is JSON.
            const bool hard = random.bounded(20) == 0;
            char& byte = bytes.data()[random.bounded(bytes.size())];
            if (hard || QChar::isLetterOrNumber(uchar(byte)))
                byte = hard ? "\"{}[],:-"[random.bounded(8)] : "0aA_ '."[random.bounded(7)];
        }
        return random.bounded(8) == 0 ? bytes.left(random.bounded(bytes.size())) : bytes;
    };
    int read = 0;
    for (int i = 0; i < 400; ++i) {
        const Folder folder({{u"Deals.json"_s, damaged(fields)}, {u"Deals.layouts.json"_s, damaged(layouts)}});
        const auto org = folder.read();
        if (!org) {
            QVERIFY2(org.error().startsWith(u"Deals."_s) || org.error().startsWith(u"The folder"_s),
                     qPrintable(org.error()));
            continue;
        }
        if (++read > 20)
            continue;
        Options options = folder.options();
        QTemporaryDir data;
        options.dataFolder = data.path();
        Server started(options);
        QVERIFY2(started.start(), qPrintable(started.trouble()));
    }
    QVERIFY(read > 20);
}

void SandboxOrgFolder::aServerSaysWhyItCannotStart()
{
    const Folder folder({{u"Leads.json"_s, "{"}});
    QTemporaryDir data;
    Options options = folder.options();
    options.dataFolder = data.path();
    const auto troubleOf = [&options] {
        Server server(options);
        return server.start() ? QString() : server.trouble();
    };
    QVERIFY2(troubleOf().startsWith(u"Leads.json is not JSON"_s), qPrintable(troubleOf()));
    options.metadataFolder = u"/nowhere/at/all"_s;
    QVERIFY2(troubleOf().startsWith(u"There is no folder /nowhere/at/all"_s), qPrintable(troubleOf()));
}

void SandboxOrgFolder::dataFolderGrowsWithTheOrg()
{
    TestServer server;
    const QJsonObject before = server.run("Last_Name,Company,City\nA,Example,Bonn\n", jobOf(u"insert"_s, u"Leads"_s));
    QCOMPARE(before[u"status"].toString(), u"COMPLETED"_s);
    const Folder folder({{u"modules.json"_s, modulesAnswer({moduleNamed(u"Leads"_s), moduleNamed(u"Trips"_s)})},
                         {u"Trips.json"_s, fieldsAnswer({fieldNamed(u"Name"_s)})},
                         {u"Leads.json"_s, fieldsAnswer({fieldNamed(u"Last_Name"_s), fieldNamed(u"Shoe_Size"_s),
                                                         fieldNamed(u"First_Name"_s), fieldNamed(u"Full_Name"_s)})}});
    server.restart(folder.options());
    const QJsonObject after = server.run("Last_Name,Shoe_Size\nB,44\n", jobOf(u"insert"_s, u"Leads"_s));
    QCOMPARE(after[u"status"].toString(), u"COMPLETED"_s);
    QCOMPARE(server.run("Name\nX\n", jobOf(u"insert"_s, u"Trips"_s))[u"status"].toString(), u"COMPLETED"_s);
    QCOMPARE(server.sql(u"select group_concat(coalesce(City,'-') || coalesce(Shoe_Size,'-') || Full_Name, ';') from "
                        "(select * from Leads order by id)"_s),
             u"Bonn-A;-44B"_s);
    server.restart(); // and back
    QCOMPARE(
        server.run("Last_Name,Company,City\nC,Example,Ulm\n", jobOf(u"insert"_s, u"Leads"_s))[u"status"].toString(),
        u"COMPLETED"_s);
    QCOMPARE(server.sql(u"select count(*) from Leads"_s), u"3"_s);
}

void SandboxOrgFolder::uniqueNoMore()
{
    TestServer server; // in its org, Email of Contacts is unique
    const Folder folder({{u"Contacts.json"_s, fieldsAnswer({fieldNamed(u"Last_Name"_s), fieldNamed(u"Email"_s)})}});
    server.restart(folder.options());
    const QByteArray csv = "Last_Name,Email\nA,a@example.com\nB,a@example.com\n";
    (void)server.run(csv, jobOf(u"insert"_s, u"Contacts"_s));
    QCOMPARE(server.sql(u"select count(*) from Contacts"_s), u"2"_s);
}

void SandboxOrgFolder::recordsInTheWayOfAUniqueField()
{
    const QJsonObject unique{{u"unique"_s, QJsonObject{{u"case_sensitive"_s, false}}}};
    TestServer server;
    (void)server.run("Last_Name,Company,City\nA,Example,Bonn\nB,Example,BONN\n", jobOf(u"insert"_s, u"Leads"_s));
    QCOMPARE(server.sql(u"select count(*) from Leads"_s), u"2"_s);
    server.server().stop();
    const Folder folder({{u"Leads.json"_s, fieldsAnswer({fieldNamed(u"Last_Name"_s), fieldNamed(u"City"_s, unique)})}});
    Options options = folder.options();
    options.dataFolder = server.folder();
    const auto troubleOf = [&options] {
        Server refused(options);
        return refused.start() ? QString() : refused.trouble();
    };
    QVERIFY2(troubleOf().startsWith(u"City of Leads is unique in this org"_s), qPrintable(troubleOf()));
    const Folder computed({{u"Equipment.json"_s, fieldsAnswer({fieldNamed(u"Equipment_No"_s)})}});
    options.metadataFolder = computed.path();
    QVERIFY2(troubleOf().startsWith(u"Equipment_No of Equipment is computed"_s), qPrintable(troubleOf()));
    const Folder plain({{u"Leads.json"_s, fieldsAnswer({fieldNamed(u"Full_Name"_s)})}});
    TestServer other(plain.options());
    other.server().stop();
    options = Options();
    options.dataFolder = other.folder();
    QVERIFY2(troubleOf().startsWith(u"Full_Name of Leads is computed in this org"_s), qPrintable(troubleOf()));
}

void SandboxOrgFolder::unfinishedJobOfAnotherOrg()
{
    Options slow;
    slow.queueDelay = std::chrono::hours(1);
    TestServer server(slow);
    QJsonObject request = jobOf(u"insert"_s, u"Leads"_s);
    QJsonObject resource = request[u"resource"].toArray().first().toObject();
    resource.insert(u"file_id"_s, server.upload("Last_Name,Company\nA,B\n"));
    request.insert(u"resource"_s, QJsonArray{resource});
    const Reply created = server.post(u"/crm/bulk/v8/write"_s, request);
    QCOMPARE(created.status, 201);
    const Folder folder({{u"Deals.json"_s, fieldsAnswer({fieldNamed(u"Deal_Name"_s)})}});
    server.restart(folder.options());
    const QJsonObject job = server.waitFor(created.json()[u"details"][u"id"].toString());
    QCOMPARE(job[u"status"].toString(), u"FAILED"_s);
}

QTEST_GUILESS_MAIN(SandboxOrgFolder)
#include "tst_sandbox_orgfolder.moc"
