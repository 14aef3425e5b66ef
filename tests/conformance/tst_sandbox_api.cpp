// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance/testserver.h"

#include <QJsonDocument>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>
#include <QtTest>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

namespace {

const QJsonArray goodMappings{mapping(u"Last_Name"_s, 0), mapping(u"Email"_s, 1)};

} // namespace

class SandboxApi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void guards();
    void scopes();
    void metadata();
    void fieldKeys();
    void wire();
    void secondServerOnTheFolder();
    void portTaken();

private:
    TestServer m_server{Options{.tokenLimit = 0}};
};

void SandboxApi::guards()
{
    QCOMPARE(m_server.get(u"/crm/v9/org"_s).status, 404);
    QCOMPARE(m_server.get(u"/crm/v9/org"_s).code(), u"INVALID_URL_PATTERN"_s);
    QCOMPARE(m_server.post(u"/crm/v8/org"_s, {}).code(), u"INVALID_REQUEST_METHOD"_s);
    QCOMPARE(m_server.get(u"//crm/v8/settings/modules?"_s).status, 200);
    QCOMPARE(m_server.get(u"/crm/v8/settings/fields?module=Leads&"_s).status, 200);
}

void SandboxApi::scopes()
{
    TestServer server(Options{.scopes = u"ZohoCRM.bulk.ALL,ZohoFiles.files.ALL,ZohoCRM.modules.Leads.ALL"_s});
    QCOMPARE(server.get(u"/crm/v8/org"_s).code(), u"OAUTH_SCOPE_MISMATCH"_s);
    QCOMPARE(server.get(u"/crm/v8/Contacts?fields=id"_s).status, 401);
    QCOMPARE(server.get(u"/crm/v8/Leads?fields=id"_s).status, 204);
    QCOMPARE(server.run("Last_Name\nA\n", jobOf(u"insert"_s, u"Contacts"_s))[u"code"].toString(),
             u"OAUTH_SCOPE_MISMATCH"_s);
}

void SandboxApi::metadata()
{
    const QJsonObject org = m_server.get(u"/crm/v8/org"_s).json()[u"org"].toArray().first().toObject();
    QCOMPARE(org[u"company_name"].toString(), u"Example Ltd"_s);
    QCOMPARE(org[u"zgid"].toString(), u"700000001"_s);
    const QJsonObject users = m_server.get(u"/crm/v8/users?type=ActiveUsers&per_page=3"_s).json();
    QCOMPARE(users[u"users"].toArray().size(), 3);
    QVERIFY(users[u"info"].toObject()[u"more_records"].toBool());
    QCOMPARE(m_server.get(u"/crm/v8/users?type=CurrentUser&"_s).json()[u"users"].toArray().size(), 1);
    QStringList names;
    for (const QJsonValue& module : m_server.get(u"/crm/v8/settings/modules"_s).json()[u"modules"].toArray())
        names.append(module.toObject()[u"api_name"].toString());
    for (const QString& name : {u"Contacts"_s, u"Accounts"_s, u"Leads"_s, u"Deals"_s, u"Products"_s, u"Equipment"_s})
        QVERIFY2(names.contains(name), qPrintable(name));
    QCOMPARE(m_server.get(u"/crm/v8/settings/fields"_s).code(), u"REQUIRED_PARAM_MISSING"_s);
    QCOMPARE(m_server.get(u"/crm/v8/settings/fields?module=Nope"_s).code(), u"INVALID_MODULE"_s);
    QStringList required;
    const QJsonObject layout =
        m_server.get(u"/crm/v8/settings/layouts?module=Leads"_s).json()[u"layouts"].toArray().first().toObject();
    for (const QJsonValue& section : layout[u"sections"].toArray())
        for (const QJsonValue& field : section.toObject()[u"fields"].toArray())
            if (field.toObject()[u"required"].toBool())
                required.append(field.toObject()[u"api_name"].toString());
    QCOMPARE(required, QStringList({u"Last_Name"_s, u"Company"_s}));
    QCOMPARE(m_server.sql(u"select count(*) from Accounts"_s), u"120"_s);
}

void SandboxApi::fieldKeys()
{
    QHash<QString, QJsonObject> fields;
    for (const QJsonValue& field :
         m_server.get(u"/crm/v8/settings/fields?module=Contacts"_s).json()[u"fields"].toArray())
        fields.insert(field.toObject()[u"api_name"].toString(), field.toObject());
    for (const char16_t* key : {u"id",
                                u"api_name",
                                u"field_label",
                                u"display_label",
                                u"data_type",
                                u"json_type",
                                u"length",
                                u"decimal_place",
                                u"system_mandatory",
                                u"field_read_only",
                                u"read_only",
                                u"operation_type",
                                u"visible",
                                u"virtual_field",
                                u"type",
                                u"custom_field",
                                u"view_type",
                                u"unique",
                                u"external",
                                u"pick_list_values",
                                u"lookup",
                                u"multiselectlookup",
                                u"multiuserlookup",
                                u"subform",
                                u"associated_module",
                                u"currency",
                                u"textarea",
                                u"formula",
                                u"auto_number",
                                u"crypt",
                                u"private",
                                u"default_value",
                                u"tooltip"})
        QVERIFY2(fields[u"Email"_s].contains(QStringView(key)), qPrintable(QString::fromUtf16(key)));
    QCOMPARE(fields[u"Email"_s][u"unique"].toObject(), QJsonObject({{u"case_sensitive"_s, false}}));
    QCOMPARE(fields[u"Phone"_s][u"unique"].toObject(), QJsonObject());
    QVERIFY(fields[u"Last_Name"_s][u"system_mandatory"].toBool());
    QCOMPARE(fields[u"Account_Name"_s][u"lookup"].toObject()[u"module"].toObject()[u"api_name"].toString(),
             u"Accounts"_s);
    QVERIFY(!fields[u"Created_Time"_s][u"operation_type"].toObject()[u"api_create"].toBool());
    QVERIFY(fields[u"Owner"_s][u"operation_type"].toObject()[u"api_create"].toBool());
    QCOMPARE(fields[u"Lead_Source"_s][u"pick_list_values"].toArray().size(), 14); // with -None-
    const QString id = fields[u"Lead_Source"_s][u"id"].toString();
    const QString one = u"/crm/v8/settings/fields/"_s + id;
    QCOMPARE(m_server.get(one + u"?module=Contacts"_s).json()[u"fields"].toArray().size(), 1);
    QCOMPARE(m_server.get(one + u"/pick_list_values?module=Contacts"_s).json()[u"pick_list_values"].toArray().size(),
             14);
}

void SandboxApi::wire()
{
    TestServer server;
    server.get(u"/crm/v8/org"_s);
    server.get(u"/crm/v8/org?"_s);
    const Reply reply = server.send("GET", u"/sandbox/wire"_s, {}, {}, false);
    const QJsonArray requests = reply.json()[u"requests"].toArray();
    QCOMPARE(requests.size(), 2);
    QVERIFY(requests.contains(QJsonObject{{u"method"_s, u"GET"_s}, {u"path"_s, u"/crm/v8/org"_s}, {u"count"_s, 2}}));
}

void SandboxApi::secondServerOnTheFolder()
{
    Options options;
    options.dataFolder = m_server.folder();
    Server second(options);
    QVERIFY(!second.start());
    QVERIFY(second.trouble().contains(m_server.folder()));
}

void SandboxApi::portTaken()
{
    QTemporaryDir folder;
    Options options;
    options.dataFolder = folder.path();
    options.port = QUrl(m_server.server().baseUrl()).port();
    Server second(options);
    QVERIFY(!second.start());
    QVERIFY(second.trouble().contains(QString::number(options.port)));
}

QTEST_GUILESS_MAIN(SandboxApi)
#include "tst_sandbox_api.moc"
