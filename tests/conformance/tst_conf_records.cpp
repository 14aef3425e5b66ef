// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance/recordbodies.h"
#include "conformance/signinclient.h"

#include <QJsonDocument>
#include <QtTest>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

namespace {

const QString contacts = u"/crm/v8/Contacts"_s;

} // namespace

class ConfRecords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void insertAndRead();
    void successTellsWhoAndWhen();
    void itemErrors_data();
    void itemErrors();
    void multipleErrorsSayLess();
    void duplicateTellsItsOwner();
    void wholeCallErrors_data();
    void wholeCallErrors();
    void mostRecordsOfACall_data();
    void mostRecordsOfACall();
    void mixedIs207();
    void creditsByTens();
    void noPermission_data();
    void noPermission();
    void update();
    void updateKeepsTheCreator();
    void updateOfTheIdInThePath();
    void upsertFindsDuplicates();
    void upsertCheckFields_data();
    void upsertCheckFields();
    void deleteSome();
    void deleteErrors_data();
    void deleteErrors();
    void states_data();
    void states();
    void workflowsByTrigger_data();
    void workflowsByTrigger();
    void workflowsOfDelete();

private:
    static QString insert(TestServer& server, const QJsonObject& record)
    {
        return detailsOf(server.post(contacts, bodyOf({record})).element())[u"id"].toString();
    }
    static void setState(TestServer& server, const QString& id, const QString& state)
    {
        const QJsonObject body{{u"module"_s, u"Contacts"_s}, {u"ids"_s, QJsonArray{id}}, {u"state"_s, state}};
        QCOMPARE(server.post(u"/sandbox/record-states"_s, body).status, 200);
    }
    static QStringList eventsOf(TestServer& server)
    {
        QStringList events;
        for (const QJsonValue& run : server.get(u"/sandbox/workflows"_s).json()[u"runs"].toArray())
            events.append(run.toObject()[u"event"].toString());
        return events;
    }

    TestServer m_server{Options{.tokenLimit = 0}};
};

void ConfRecords::insertAndRead()
{
    TestServer server;
    const QString account = server.sql(u"select id from Accounts where Account_Name='Delft Foods S.A.'"_s);
    const QJsonObject record = contact(u"Müller"_s, u"a@example.com"_s,
                                       {{u"Date_of_Birth"_s, u"1970-12-24"_s},
                                        {u"Annual_Value"_s, 1200.5},
                                        {u"Email_Opt_Out"_s, true},
                                        {u"Created_Time"_s, u"2001-01-01T00:00:00Z"_s},
                                        {u"Account_Name"_s, QJsonObject{{u"id"_s, account}}}});
    const Reply reply = server.post(contacts, bodyOf({record}));
    QCOMPARE(reply.status, 201);
    QCOMPARE(reply.element()[u"code"].toString(), u"SUCCESS"_s);
    QCOMPARE(reply.element()[u"message"].toString(), u"record added"_s);
    const QJsonObject details = detailsOf(reply.element());
    const QJsonObject shown = server.get(contacts + u'/' + details[u"id"].toString()).element();
    QCOMPARE(shown[u"Last_Name"].toString(), u"Müller"_s);
    QCOMPARE(shown[u"Date_of_Birth"].toString(), u"1970-12-24"_s);
    QCOMPARE(shown[u"Annual_Value"].toDouble(), 1200.5);
    QCOMPARE(shown[u"Email_Opt_Out"].toBool(), true);
    QCOMPARE(shown[u"Account_Name"].toObject(), QJsonObject({{u"id"_s, account}, {u"name"_s, u"Delft Foods S.A."_s}}));
    QVERIFY(!shown[u"Created_Time"].toString().startsWith(u"2001"_s)); // it cannot be set, and nothing says so
    QCOMPARE(shown[u"Created_Time"].toString(), details[u"Created_Time"].toString());
}

void ConfRecords::successTellsWhoAndWhen()
{
    TestServer server;
    const QJsonObject inserted = detailsOf(server.post(contacts, bodyOf({contact(u"A"_s)})).element());
    const QStringList keys{u"Created_By"_s, u"Created_Time"_s, u"Modified_By"_s, u"Modified_Time"_s, u"id"_s};
    QCOMPARE(inserted.keys(), keys);
    QCOMPARE(inserted[u"Created_By"].toObject()[u"name"].toString(), u"Ada Admin"_s);
    QCOMPARE(inserted[u"Modified_By"], inserted[u"Created_By"]);
    const QJsonArray change{QJsonObject{{u"id"_s, inserted[u"id"]}, {u"Title"_s, u"T"_s}}};
    QCOMPARE(detailsOf(server.put(contacts, bodyOf(change)).element()).keys(), keys);
    QCOMPARE(detailsOf(server.post(contacts + u"/upsert"_s, bodyOf({contact(u"B"_s)})).element()).keys(), keys);
}

void ConfRecords::itemErrors_data()
{
    QTest::addColumn<QJsonObject>("record");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("apiName");
    QTest::addColumn<QJsonObject>("more"); // of the details, besides api_name and json_path
    const auto row = [](const char* name, const QJsonObject& record, const char* code, const char* field,
                        const QJsonObject& more = {}) {
        QTest::newRow(name) << record << QString::fromLatin1(code) << QString::fromLatin1(field) << more;
    };
    const auto with = [](const QString& key, const QJsonValue& value) { return contact(u"A"_s, {}, {{key, value}}); };
    const auto expected = [](const QString& type) { return QJsonObject{{u"expected_data_type"_s, type}}; };
    const auto most = [](int length) { return QJsonObject{{u"maximum_length"_s, length}}; };
    row("mandatory", {{u"Email"_s, u"x@example.com"_s}}, "MANDATORY_NOT_FOUND", "Last_Name");
    row("mandatory but blank", contact(u" "_s), "MANDATORY_NOT_FOUND", "Last_Name");
    row("email", contact(u"A"_s, u"x(at)example.com"_s), "INVALID_DATA", "Email", expected(u"email"_s));
    row("date", with(u"Date_of_Birth"_s, u"24/12/1970"_s), "INVALID_DATA", "Date_of_Birth", expected(u"date"_s));
    row("text as number", with(u"Annual_Value"_s, u"12"_s), "INVALID_DATA", "Annual_Value", expected(u"currency"_s));
    row("number as text", with(u"Title"_s, 12), "INVALID_DATA", "Title", expected(u"text"_s));
    row("boolean", with(u"Email_Opt_Out"_s, u"yes"_s), "INVALID_DATA", "Email_Opt_Out", expected(u"boolean"_s));
    row("array for a lookup", with(u"Account_Name"_s, QJsonArray{1}), "INVALID_DATA", "Account_Name",
        expected(u"lookup"_s));
    row("long text", contact(QString(81, u'x')), "INVALID_DATA", "Last_Name", most(80));
    row("long email", contact(u"A"_s, QString(100, u'x') + u"@example.com"_s), "INVALID_DATA", "Email", most(100));
    row("long phone", with(u"Phone"_s, QString(31, u'1')), "INVALID_DATA", "Phone", most(30));
    row("unknown lookup", with(u"Account_Name"_s, QJsonObject{{u"id"_s, u"1"_s}}), "INVALID_DATA", "Account_Name");
    row("unknown owner", with(u"Owner"_s, QJsonObject{{u"id"_s, u"1"_s}}), "INVALID_DATA", "Owner");
}

void ConfRecords::itemErrors()
{
    QFETCH(QJsonObject, record);
    QFETCH(QString, code);
    QFETCH(QString, apiName);
    QFETCH(QJsonObject, more);
    const Reply reply = m_server.post(contacts, bodyOf({record}));
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.element()[u"code"].toString(), code);
    QCOMPARE(reply.element()[u"status"].toString(), u"error"_s);
    more.insert(u"api_name"_s, apiName);
    more.insert(u"json_path"_s, u"$.data[0]."_s + apiName);
    QCOMPARE(detailsOf(reply.element()), more);
}

void ConfRecords::multipleErrorsSayLess()
{
    const Reply reply = m_server.post(contacts, bodyOf({contact(u"A"_s), contact({}, u"x"_s)}));
    QCOMPARE(reply.status, 207);
    const QJsonObject element = reply.element(1);
    QCOMPARE(element[u"code"].toString(), u"MULTIPLE_OR_MULTI_ERRORS"_s);
    QCOMPARE(detailsOf(element).keys(), QStringList{u"errors"_s});
    const QJsonArray errors = detailsOf(element)[u"errors"].toArray();
    QCOMPARE(errors.size(), 2);
    const QJsonObject email = errors.at(1).toObject();
    QCOMPARE(email[u"code"].toString(), u"INVALID_DATA"_s);
    QCOMPARE(detailsOf(email), QJsonObject({{u"api_name"_s, u"Email"_s}, {u"json_path"_s, u"$.data[1].Email"_s}}));
}

void ConfRecords::duplicateTellsItsOwner()
{
    TestServer server;
    const QString taken = insert(server, contact(u"T"_s, u"taken@example.com"_s));
    const Reply reply = server.post(contacts, bodyOf({contact(u"A"_s, u"TAKEN@example.com"_s)}));
    QCOMPARE(reply.element()[u"code"].toString(), u"DUPLICATE_DATA"_s);
    const QJsonObject details = detailsOf(reply.element());
    QCOMPARE(details[u"json_path"].toString(), u"$.data[0].Email"_s);
    QCOMPARE(details[u"more_records"], QJsonValue(false));
    const QJsonObject record = details[u"duplicate_record"].toObject();
    QCOMPARE(record[u"id"].toString(), taken);
    QCOMPARE(record[u"module"].toObject()[u"api_name"].toString(), u"Contacts"_s);
    QCOMPARE(record[u"Owner"].toObject().keys(), QStringList({u"id"_s, u"name"_s, u"zuid"_s}));
}

void ConfRecords::wholeCallErrors_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonObject>("body");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QJsonObject>("details");
    const QJsonObject data{{u"api_name"_s, u"data"_s}, {u"json_path"_s, u"$.data"_s}};
    const auto noArray = [](const QString& key) {
        return QJsonObject{
            {u"api_name"_s, key}, {u"json_path"_s, u"$."_s + key}, {u"expected_data_type"_s, u"jsonarray"_s}};
    };
    const QJsonArray one{contact(u"A"_s)};
    const auto row = [](const char* name, const QJsonObject& body, const char* code, const QJsonObject& details,
                        const QString& path = contacts) {
        QTest::newRow(name) << path << body << QString::fromLatin1(code) << details;
    };
    row("module", bodyOf(one), "INVALID_MODULE", {{u"resource_path_index"_s, 0}}, u"/crm/v8/Nope"_s);
    row("no data", {}, "MANDATORY_NOT_FOUND", data);
    row("empty data", bodyOf({}), "INVALID_DATA", noArray(u"data"_s));
    row("data of another type", {{u"data"_s, QJsonObject()}}, "INVALID_DATA", noArray(u"data"_s));
    row("trigger of another type", bodyOf(one, {{u"trigger"_s, u"workflow"_s}}), "INVALID_DATA", noArray(u"trigger"_s));
    row("unknown trigger", bodyOf(one, {{u"trigger"_s, QJsonArray{u"workflow"_s, u"bogus"_s}}}), "INVALID_DATA",
        {{u"api_name"_s, u"trigger"_s},
         {u"json_path"_s, u"$.trigger[1]"_s},
         {u"supported_values"_s,
          QJsonArray{u"workflow"_s, u"approval"_s, u"blueprint"_s, u"pathfinder"_s, u"orchestration"_s}}});
}

void ConfRecords::wholeCallErrors()
{
    QFETCH(QString, path);
    QFETCH(QJsonObject, body);
    QFETCH(QString, code);
    QFETCH(QJsonObject, details);
    const Reply reply = m_server.post(path, body);
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), code);
    QCOMPARE(reply.json()[u"details"].toObject(), details);
}

void ConfRecords::mostRecordsOfACall_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::newRow("insert") << QByteArray("POST") << contacts;
    QTest::newRow("update") << QByteArray("PUT") << contacts;
    QTest::newRow("upsert") << QByteArray("POST") << contacts + u"/upsert"_s;
}

void ConfRecords::mostRecordsOfACall()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    QJsonArray many;
    while (many.size() < 100)
        many.append(contact(u"Many"_s));
    const auto send = [&] { return m_server.send(method.constData(), path, QJsonDocument(bodyOf(many)).toJson()); };
    QVERIFY(codesOf(send()).count(u' ') == 99); // a hundred are taken, whatever becomes of them
    many.append(contact(u"Many"_s));
    const Reply reply = send();
    QCOMPARE(reply.status, 400);
    QCOMPARE(codesOf(reply), u"LIMIT_EXCEEDED"_s);
    QCOMPARE(detailsOf(reply.element()), QJsonObject({{u"api_name"_s, u"data"_s}, {u"maximum_length"_s, 100}}));
}

void ConfRecords::mixedIs207()
{
    TestServer server;
    const Reply reply = server.post(contacts, bodyOf({contact(u"A"_s), contact({}), u"no record"_s}));
    QCOMPARE(reply.status, 207);
    QCOMPARE(codesOf(reply), u"SUCCESS MANDATORY_NOT_FOUND INVALID_DATA"_s);
    QCOMPARE(detailsOf(reply.element(2)), QJsonObject({{u"api_name"_s, u"data"_s},
                                                       {u"json_path"_s, u"$.data[2]"_s},
                                                       {u"expected_data_type"_s, u"jsonobject"_s}}));
    QCOMPARE(server.sql(u"select count(*) from Contacts"_s), u"1"_s);
}

void ConfRecords::creditsByTens()
{
    TestServer server(Options{.credits = 6});
    QJsonArray eleven;
    while (eleven.size() < 11)
        eleven.append(contact(u"A"_s));
    server.post(contacts, bodyOf(eleven));
    const Reply ten = server.post(contacts, bodyOf({contact(u"B"_s)}));
    QCOMPARE(ten.headers.value("x-api-credits-remaining"), "3"); // 2 for eleven, 1 for one
}

void ConfRecords::noPermission_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("permission");
    QTest::newRow("insert") << QByteArray("POST") << contacts << u"Crm_Implied_Create_Contacts"_s;
    QTest::newRow("update") << QByteArray("PUT") << contacts << u"Crm_Implied_Edit_Contacts"_s;
    QTest::newRow("delete") << QByteArray("DELETE") << contacts + u"?ids=1"_s << u"Crm_Implied_Delete_Contacts"_s;
}

void ConfRecords::noPermission()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    QFETCH(QString, permission);
    SignInClient client(m_server);
    const QString token = client.signIn({}, 4)[u"access_token"].toString(); // the viewer's
    const Reply reply =
        m_server.send(method.constData(), path, QJsonDocument(bodyOf({contact(u"A"_s)})).toJson(), "application/json",
                      false, {{"Authorization", "Zoho-oauthtoken " + token.toUtf8()}});
    QCOMPARE(reply.status, 403);
    QCOMPARE(reply.code(), u"NO_PERMISSION"_s);
    QCOMPARE(reply.json()[u"details"].toObject()[u"permissions"].toArray(), QJsonArray{permission});
}

void ConfRecords::update()
{
    TestServer server;
    const QString id = insert(server, contact(u"A"_s, u"a@example.com"_s, {{u"Phone"_s, u"1"_s}}));
    const QJsonObject change{{u"id"_s, id}, {u"Phone"_s, QJsonValue::Null}, {u"Title"_s, u"Boss"_s}};
    const Reply reply = server.put(contacts, bodyOf({change, QJsonObject{{u"id"_s, u"1"_s}}, QJsonObject()}));
    QCOMPARE(reply.status, 207);
    QCOMPARE(codesOf(reply), u"SUCCESS INVALID_DATA MANDATORY_NOT_FOUND"_s);
    QCOMPARE(reply.element(0)[u"message"].toString(), u"record updated"_s);
    QCOMPARE(detailsOf(reply.element(1)), QJsonObject({{u"api_name"_s, u"id"_s}, {u"json_path"_s, u"$.data[1].id"_s}}));
    QCOMPARE(detailsOf(reply.element(2)), QJsonObject({{u"api_name"_s, u"id"_s}, {u"json_path"_s, u"$.data[2].id"_s}}));
    QCOMPARE(server.sql(u"select Last_Name || Title || ifnull(Phone, '-') from Contacts"_s), u"ABoss-"_s);
}

void ConfRecords::updateKeepsTheCreator()
{
    TestServer server;
    SignInClient client(server);
    const QString token = client.signIn({}, 1)[u"access_token"].toString();
    const QJsonObject made =
        detailsOf(server
                      .send("POST", contacts, QJsonDocument(bodyOf({contact(u"A"_s)})).toJson(), "application/json",
                            false, {{"Authorization", "Zoho-oauthtoken " + token.toUtf8()}})
                      .element());
    server.server().clock().advance(60'000);
    const QJsonArray change{QJsonObject{{u"id"_s, made[u"id"]}, {u"Title"_s, u"T"_s}}};
    const QJsonObject changed = detailsOf(server.put(contacts, bodyOf(change)).element());
    QCOMPARE(changed[u"Created_By"].toObject()[u"name"].toString(), u"Jonas Keller"_s);
    QCOMPARE(changed[u"Modified_By"].toObject()[u"name"].toString(), u"Ada Admin"_s);
    QCOMPARE(changed[u"Created_Time"], made[u"Created_Time"]);
    QVERIFY(changed[u"Modified_Time"] != made[u"Modified_Time"]);
}

void ConfRecords::updateOfTheIdInThePath()
{
    TestServer server;
    const QString id = insert(server, contact(u"A"_s));
    QCOMPARE(server.put(contacts + u'/' + id, bodyOf({QJsonObject{{u"Last_Name"_s, u"B"_s}}})).status, 200);
    QCOMPARE(server.sql(u"select Last_Name from Contacts"_s), u"B"_s);
    const Reply blanked = server.put(contacts + u'/' + id, bodyOf({QJsonObject{{u"Last_Name"_s, QString()}}}));
    QCOMPARE(codesOf(blanked), u"MANDATORY_NOT_FOUND"_s);
    const Reply unknown = server.put(contacts + u"/1"_s, bodyOf({contact(u"C"_s)}));
    QCOMPARE(codesOf(unknown), u"INVALID_DATA"_s);
}

void ConfRecords::upsertFindsDuplicates()
{
    TestServer server;
    const QString id = insert(server, contact(u"A"_s, u"a@example.com"_s, {{u"Legacy_ID"_s, u"L-1"_s}}));
    const QJsonArray records{contact(u"AA"_s, u"A@example.com"_s), contact(u"B"_s, u"b@example.com"_s)};
    const Reply reply = server.post(contacts + u"/upsert"_s, bodyOf(records));
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.element(0)[u"action"].toString(), u"update"_s);
    QCOMPARE(reply.element(0)[u"duplicate_field"].toString(), u"Email"_s); // the system's duplicate-check field
    QCOMPARE(detailsOf(reply.element(0))[u"id"].toString(), id);
    QCOMPARE(reply.element(1)[u"action"].toString(), u"insert"_s);
    QVERIFY(reply.element(1)[u"duplicate_field"].isNull());
    const QJsonArray again{contact(u"C"_s, u"c@example.com"_s, {{u"Legacy_ID"_s, u"l-1"_s}})};
    const QJsonObject byLegacy{{u"duplicate_check_fields"_s, QJsonArray{u"Legacy_ID"_s}}};
    QCOMPARE(server.post(contacts + u"/upsert"_s, bodyOf(again, byLegacy)).element()[u"duplicate_field"].toString(),
             u"Legacy_ID"_s);
    QCOMPARE(server.sql(u"select Email from Contacts where id="_s + id), u"c@example.com"_s);
}

void ConfRecords::upsertCheckFields_data()
{
    QTest::addColumn<QJsonValue>("fields");
    QTest::addColumn<QJsonObject>("details");
    const QString key = u"duplicate_check_fields"_s;
    const auto at = [&key](const QString& place) {
        return QJsonObject{{u"api_name"_s, key}, {u"json_path"_s, u"$."_s + key + place}};
    };
    QJsonObject noArray = at({});
    noArray.insert(u"expected_data_type"_s, u"jsonarray"_s);
    QTest::newRow("not unique") << QJsonValue(QJsonArray{u"Email"_s, u"Phone"_s}) << at(u"[1]"_s);
    QTest::newRow("unknown") << QJsonValue(QJsonArray{u"Nope"_s}) << at(u"[0]"_s);
    QTest::newRow("no array") << QJsonValue(u"Email"_s) << noArray;
}

void ConfRecords::upsertCheckFields()
{
    QFETCH(QJsonValue, fields);
    QFETCH(QJsonObject, details);
    const Reply reply =
        m_server.post(contacts + u"/upsert"_s, bodyOf({contact(u"A"_s)}, {{u"duplicate_check_fields"_s, fields}}));
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), u"INVALID_DATA"_s);
    QCOMPARE(reply.json()[u"details"].toObject(), details);
}

void ConfRecords::deleteSome()
{
    TestServer server;
    const QString first = insert(server, contact(u"A"_s));
    const QString second = insert(server, contact(u"B"_s));
    const Reply reply = server.send("DELETE", contacts + u"?ids=%1,1&wf_trigger=false"_s.arg(first));
    QCOMPARE(reply.status, 207);
    QCOMPARE(reply.element(0)[u"message"].toString(), u"record deleted"_s);
    QCOMPARE(detailsOf(reply.element(0)), QJsonObject({{u"id"_s, first}}));
    QCOMPARE(reply.element(1)[u"code"].toString(), u"INVALID_DATA"_s);
    QCOMPARE(detailsOf(reply.element(1)), QJsonObject({{u"id"_s, u"1"_s}}));
    QCOMPARE(server.send("DELETE", contacts + u'/' + second).status, 200);
    QCOMPARE(server.send("DELETE", contacts + u'/' + second).status, 400); // it is gone
    QCOMPARE(server.get(contacts + u'/' + second).status, 204);
    QCOMPARE(server.sql(u"select count(*) from Contacts"_s), u"0"_s);
}

void ConfRecords::deleteErrors_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QJsonObject>("details");
    QStringList many;
    while (many.size() <= 100)
        many.append(QString::number(1000 + many.size()));
    QTest::newRow("no ids") << contacts << u"REQUIRED_PARAM_MISSING"_s << QJsonObject{{u"param_name"_s, u"ids"_s}};
    QTest::newRow("id that is none") << contacts + u"?ids=1,abc"_s << u"UNABLE_TO_PARSE_DATA_TYPE"_s << QJsonObject();
    QTest::newRow("101 ids") << contacts + u"?ids="_s + many.join(u',') << u"UNABLE_TO_PARSE_DATA_TYPE"_s
                             << QJsonObject();
    QTest::newRow("module") << u"/crm/v8/Nope?ids=1"_s << u"INVALID_MODULE"_s
                            << QJsonObject{{u"resource_path_index"_s, 0}};
}

void ConfRecords::deleteErrors()
{
    QFETCH(QString, path);
    QFETCH(QString, code);
    QFETCH(QJsonObject, details);
    const Reply reply = m_server.send("DELETE", path);
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), code);
    QCOMPARE(reply.json()[u"details"].toObject(), details);
}

void ConfRecords::states_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QJsonObject>("ofUpdate");
    QTest::addColumn<QJsonObject>("ofDelete"); // besides the id of a locked one
    const QJsonObject action{{u"action"_s, u"record_locking"_s}};
    const QJsonObject locked{
        {u"action"_s, u"record_locking"_s}, {u"api_name"_s, u"id"_s}, {u"json_path"_s, u"$.data[0].id"_s}};
    QTest::newRow("locked") << u"locked"_s << u"RECORD_LOCKED"_s << locked << action;
    QTest::newRow("blocked") << u"blocked"_s << u"RECORD_LOCKED"_s << locked << action;
    QTest::newRow("waiting for approval")
        << u"waiting"_s << u"NOT_APPROVED"_s << QJsonObject{{u"resource_path_index"_s, 1}} << QJsonObject();
}

void ConfRecords::states()
{
    QFETCH(QString, state);
    QFETCH(QString, code);
    QFETCH(QJsonObject, ofUpdate);
    QFETCH(QJsonObject, ofDelete);
    TestServer server;
    const QString id = insert(server, contact(u"A"_s, u"a@example.com"_s));
    setState(server, id, state);
    const QJsonArray change{QJsonObject{{u"id"_s, id}, {u"Title"_s, u"T"_s}}};
    const Reply updated = server.put(contacts, bodyOf(change));
    QCOMPARE(updated.status, 400);
    QCOMPARE(codesOf(updated), code);
    QCOMPARE(detailsOf(updated.element()), ofUpdate);
    QCOMPARE(codesOf(server.post(contacts + u"/upsert"_s, bodyOf({contact(u"B"_s, u"a@example.com"_s)}))), code);
    const Reply removed = server.send("DELETE", contacts + u"?ids="_s + id);
    QCOMPARE(codesOf(removed), code);
    if (!ofDelete.isEmpty())
        ofDelete.insert(u"id"_s, id);
    QCOMPARE(detailsOf(removed.element()), ofDelete);
    QCOMPARE(server.sql(u"select Last_Name || ifnull(Title, '-') from Contacts"_s), u"A-"_s);
    setState(server, id, u"none"_s);
    QCOMPARE(server.put(contacts, bodyOf(change)).status, 200);
}

void ConfRecords::workflowsByTrigger_data()
{
    QTest::addColumn<QJsonObject>("body");
    QTest::addColumn<QStringList>("events");
    const QStringList both{u"create"_s, u"edit"_s};
    QTest::newRow("omitted") << QJsonObject() << both;
    QTest::newRow("workflow") << QJsonObject{{u"trigger"_s, QJsonArray{u"workflow"_s}}} << both;
    QTest::newRow("none") << QJsonObject{{u"trigger"_s, QJsonArray()}} << QStringList();
    QTest::newRow("others") << QJsonObject{{u"trigger"_s, QJsonArray{u"approval"_s, u"blueprint"_s}}} << QStringList();
}

void ConfRecords::workflowsByTrigger()
{
    QFETCH(QJsonObject, body);
    QFETCH(QStringList, events);
    TestServer server;
    const Reply made = server.post(contacts, bodyOf({contact(u"A"_s)}, body));
    const QJsonObject change{{u"id"_s, detailsOf(made.element())[u"id"]}, {u"Title"_s, u"T"_s}};
    QCOMPARE(server.put(contacts, bodyOf({change}, body)).status, 200);
    QCOMPARE(eventsOf(server), events);
}

void ConfRecords::workflowsOfDelete()
{
    TestServer server;
    const QJsonObject quiet{{u"trigger"_s, QJsonArray()}};
    const Reply made = server.post(contacts, bodyOf({contact(u"A"_s), contact(u"B"_s)}, quiet));
    const auto id = [&made](int n) { return detailsOf(made.element(n))[u"id"].toString(); };
    server.send("DELETE", contacts + u"?wf_trigger=false&ids="_s + id(0));
    QCOMPARE(eventsOf(server), QStringList());
    server.send("DELETE", contacts + u"?ids="_s + id(1));
    QCOMPARE(eventsOf(server), QStringList{u"delete"_s});
}

QTEST_GUILESS_MAIN(ConfRecords)
#include "tst_conf_records.moc"
