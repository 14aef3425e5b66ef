// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance/testserver.h"

#include <QtTest>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

namespace {

const QString contacts = u"/crm/v8/Contacts"_s;

QJsonObject bodyOf(const QJsonArray& records)
{
    return {{u"data"_s, records}};
}

QJsonObject contact(const QString& lastName, const QString& email, const QJsonObject& more = {})
{
    QJsonObject json = more;
    json.insert(u"Last_Name"_s, lastName);
    json.insert(u"Email"_s, email);
    return json;
}

} // namespace

class SandboxRecords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void insertAndRead();
    void insertErrors_data();
    void insertErrors();
    void wholeCallErrors();
    void update();
    void upsert();
    void remove();
    void paging();
    void count();
    void coql_data();
    void coql();
    void coqlErrors_data();
    void coqlErrors();

private:
    QString insert(TestServer& server, const QJsonObject& record)
    {
        return server.post(contacts, bodyOf({record})).element()[u"details"].toObject()[u"id"].toString();
    }
};

void SandboxRecords::insertAndRead()
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
    const QJsonObject details = reply.element()[u"details"].toObject();
    QVERIFY(details.contains(u"Created_Time") && details.contains(u"Created_By"));
    const Reply read = server.get(contacts + u'/' + details[u"id"].toString());
    const QJsonObject shown = read.element();
    QCOMPARE(shown[u"Last_Name"].toString(), u"Müller"_s);
    QCOMPARE(shown[u"Date_of_Birth"].toString(), u"1970-12-24"_s);
    QCOMPARE(shown[u"Annual_Value"].toDouble(), 1200.5);
    QCOMPARE(shown[u"Email_Opt_Out"].toBool(), true);
    QCOMPARE(shown[u"Account_Name"].toObject(), QJsonObject({{u"id"_s, account}, {u"name"_s, u"Delft Foods S.A."_s}}));
    QVERIFY(!shown[u"Created_Time"].toString().startsWith(u"2001"_s)); // it cannot be set, and nothing says so
    QCOMPARE(shown[u"Created_Time"].toString(), details[u"Created_Time"].toString());
}

void SandboxRecords::insertErrors_data()
{
    QTest::addColumn<QJsonObject>("record");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("apiName");
    const QString bad = u"INVALID_DATA"_s;
    QTest::newRow("mandatory") << QJsonObject{{u"Email"_s, u"x@example.com"_s}} << u"MANDATORY_NOT_FOUND"_s
                               << u"Last_Name"_s;
    QTest::newRow("email") << contact(u"A"_s, u"x(at)example.com"_s) << bad << u"Email"_s;
    QTest::newRow("taken") << contact(u"A"_s, u"TAKEN@example.com"_s) << u"DUPLICATE_DATA"_s << u"Email"_s;
    QTest::newRow("date") << contact(u"A"_s, {}, {{u"Date_of_Birth"_s, u"24/12/1970"_s}}) << bad << u"Date_of_Birth"_s;
    QTest::newRow("text as number") << contact(u"A"_s, {}, {{u"Annual_Value"_s, u"12"_s}}) << bad << u"Annual_Value"_s;
    QTest::newRow("number as text") << contact(u"A"_s, {}, {{u"Title"_s, 12}}) << bad << u"Title"_s;
    QTest::newRow("boolean") << contact(u"A"_s, {}, {{u"Email_Opt_Out"_s, u"yes"_s}}) << bad << u"Email_Opt_Out"_s;
    QTest::newRow("lookup") << contact(u"A"_s, {}, {{u"Account_Name"_s, QJsonObject{{u"id"_s, u"1"_s}}}}) << bad
                            << u"Account_Name"_s;
    QTest::newRow("two") << contact({}, u"x"_s) << u"MULTIPLE_OR_MULTI_ERRORS"_s << QString();
}

void SandboxRecords::insertErrors()
{
    QFETCH(QJsonObject, record);
    QFETCH(QString, code);
    QFETCH(QString, apiName);
    static TestServer server(Options{.tokenLimit = 0});
    const QString taken = server.sql(u"select id from Contacts where Email='taken@example.com'"_s);
    if (taken.isEmpty())
        insert(server, contact(u"T"_s, u"taken@example.com"_s));
    const Reply reply = server.post(contacts, bodyOf({record}));
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.element()[u"code"].toString(), code);
    QCOMPARE(reply.element()[u"status"].toString(), u"error"_s);
    const QJsonObject details = reply.element()[u"details"].toObject();
    QCOMPARE(details[u"api_name"].toString(), apiName);
    if (code == u"DUPLICATE_DATA"_s)
        QCOMPARE(details[u"duplicate_record"].toObject()[u"id"].toString(), taken);
    if (apiName.isEmpty())
        QCOMPARE(details[u"errors"].toArray().size(), 2);
}

void SandboxRecords::wholeCallErrors()
{
    TestServer server;
    QCOMPARE(server.post(u"/crm/v8/Nope"_s, bodyOf({QJsonObject()})).code(), u"INVALID_MODULE"_s);
    QCOMPARE(server.post(contacts, {}).code(), u"MANDATORY_NOT_FOUND"_s);
    QCOMPARE(server.post(contacts, bodyOf({})).code(), u"INVALID_DATA"_s);
    QJsonArray many;
    while (many.size() <= 100)
        many.append(contact(u"A"_s, {}));
    QCOMPARE(server.post(contacts, bodyOf(many)).code(), u"LIMIT_EXCEEDED"_s);
    const Reply mixed = server.post(contacts, bodyOf({contact(u"A"_s, {}), contact({}, {})}));
    QCOMPARE(mixed.status, 207);
    QCOMPARE(mixed.element(0)[u"status"].toString(), u"success"_s);
    QCOMPARE(mixed.element(1)[u"status"].toString(), u"error"_s);
    QCOMPARE(server.sql(u"select count(*) from Contacts"_s), u"1"_s);
}

void SandboxRecords::update()
{
    TestServer server;
    const QString id = insert(server, contact(u"A"_s, u"a@example.com"_s, {{u"Phone"_s, u"1"_s}}));
    const QJsonObject change{{u"id"_s, id}, {u"Phone"_s, QJsonValue::Null}, {u"Title"_s, u"Boss"_s}};
    const Reply reply = server.put(contacts, bodyOf({change, QJsonObject{{u"id"_s, u"1"_s}}, QJsonObject()}));
    QCOMPARE(reply.status, 207);
    QCOMPARE(reply.element(0)[u"message"].toString(), u"record updated"_s);
    QCOMPARE(reply.element(1)[u"code"].toString(), u"INVALID_DATA"_s);
    QCOMPARE(reply.element(2)[u"code"].toString(), u"MANDATORY_NOT_FOUND"_s);
    QCOMPARE(server.sql(u"select Last_Name || Title || ifnull(Phone, '-') from Contacts"_s), u"ABoss-"_s);
    QCOMPARE(server.put(contacts + u'/' + id, bodyOf({QJsonObject{{u"Last_Name"_s, u"B"_s}}})).status, 200);
    QCOMPARE(server.sql(u"select Last_Name from Contacts"_s), u"B"_s);
    const Reply blanked = server.put(contacts + u'/' + id, bodyOf({QJsonObject{{u"Last_Name"_s, QString()}}}));
    QCOMPARE(blanked.element()[u"code"].toString(), u"MANDATORY_NOT_FOUND"_s);
}

void SandboxRecords::upsert()
{
    TestServer server;
    const QString id = insert(server, contact(u"A"_s, u"a@example.com"_s, {{u"Legacy_ID"_s, u"L-1"_s}}));
    QJsonObject body = bodyOf({contact(u"AA"_s, u"A@example.com"_s), contact(u"B"_s, u"b@example.com"_s)});
    const Reply reply = server.post(contacts + u"/upsert"_s, body);
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.element(0)[u"action"].toString(), u"update"_s);
    QCOMPARE(reply.element(0)[u"duplicate_field"].toString(), u"Email"_s);
    QCOMPARE(reply.element(0)[u"details"].toObject()[u"id"].toString(), id);
    QCOMPARE(reply.element(1)[u"action"].toString(), u"insert"_s);
    body = bodyOf({contact(u"C"_s, u"c@example.com"_s, {{u"Legacy_ID"_s, u"l-1"_s}})});
    body.insert(u"duplicate_check_fields"_s, QJsonArray{u"Legacy_ID"_s});
    QCOMPARE(server.post(contacts + u"/upsert"_s, body).element()[u"duplicate_field"].toString(), u"Legacy_ID"_s);
    QCOMPARE(server.sql(u"select Email from Contacts where id="_s + id), u"c@example.com"_s);
    body.insert(u"duplicate_check_fields"_s, QJsonArray{u"Phone"_s});
    QCOMPARE(server.post(contacts + u"/upsert"_s, body).code(), u"INVALID_DATA"_s);
}

void SandboxRecords::remove()
{
    TestServer server;
    const QString first = insert(server, contact(u"A"_s, {}));
    const QString second = insert(server, contact(u"B"_s, {}));
    const Reply reply = server.send("DELETE", contacts + u"?ids="_s + first + u",1&wf_trigger=false"_s);
    QCOMPARE(reply.status, 207);
    QCOMPARE(reply.element(0)[u"message"].toString(), u"record deleted"_s);
    QCOMPARE(reply.element(1)[u"code"].toString(), u"INVALID_DATA"_s);
    QCOMPARE(server.send("DELETE", contacts).code(), u"REQUIRED_PARAM_MISSING"_s);
    QCOMPARE(server.send("DELETE", contacts + u'/' + second).status, 200);
    QCOMPARE(server.get(contacts + u'/' + second).status, 204);
    QCOMPARE(server.sql(u"select count(*) from Contacts"_s), u"0"_s);
}

void SandboxRecords::paging()
{
    TestServer server;
    for (int i = 0; i < 5; ++i)
        insert(server, contact(u"N%1"_s.arg(i), {}));
    const QString list = contacts + u"?fields=Last_Name&per_page=2&sort_by=id&sort_order=asc&page="_s;
    QCOMPARE(server.get(list + u'1').json()[u"data"].toArray().size(), 2);
    QVERIFY(server.get(list + u'2').json()[u"info"].toObject()[u"more_records"].toBool());
    const Reply last = server.get(list + u'3');
    QCOMPARE(last.element()[u"Last_Name"].toString(), u"N4"_s);
    QVERIFY(!last.json()[u"info"].toObject()[u"more_records"].toBool());
    QCOMPARE(server.get(list + u'4').status, 204);
    QCOMPARE(server.get(contacts).code(), u"REQUIRED_PARAM_MISSING"_s);
    QCOMPARE(server.get(contacts + u"?fields=id&sort_by=Email"_s).code(), u"INVALID_DATA"_s);
    QCOMPARE(server.get(contacts + u"?fields=Last_Name&sort_by=Created_Time&sort_order=desc&per_page=1"_s)
                 .element()[u"Last_Name"]
                 .toString(),
             u"N4"_s);
}

void SandboxRecords::count()
{
    TestServer plain;
    QCOMPARE(plain.get(u"/crm/v8/Accounts/actions/count"_s).code(), u"OAUTH_SCOPE_MISMATCH"_s);
    TestServer server(
        Options{.scopes = u"ZohoSearch.securesearch.READ,ZohoCRM.modules.ALL,ZohoCRM.settings.layouts.READ"_s});
    QCOMPARE(server.get(u"/crm/v8/Accounts/actions/count"_s).json()[u"count"].toInt(), 120);
}

void SandboxRecords::coql_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("names");
    const QString select = u"select Last_Name from Contacts where "_s;
    QTest::newRow("equal") << select + u"Email = 'B@example.com'"_s << u"B"_s;
    QTest::newRow("not equal") << select + u"Email != 'b@example.com' and id is not null"_s << u"A C"_s;
    QTest::newRow("in") << select + u"Email in ('a@example.com', 'c@example.com')"_s << u"A C"_s;
    QTest::newRow("like") << select + u"Last_Name like 'a%' or Last_Name like '%c'"_s << u"A C"_s;
    QTest::newRow("parentheses")
        << select + u"(Annual_Value > 1 and Annual_Value <= 3) and (Last_Name = 'B' or Last_Name = 'A')"_s << u"B"_s;
    QTest::newRow("order and limit") << select + u"id is not null order by Annual_Value desc limit 1, 1"_s << u"B"_s;
    QTest::newRow("time") << select + u"Created_Time >= '2026-01-01T00:00:00+00:00'"_s << u"A B C"_s;
    QTest::newRow("time to come") << select + u"Created_Time >= '2200-01-01T00:00:00+00:00'"_s << QString();
    QTest::newRow("boolean") << select + u"Email_Opt_Out = 'true'"_s << u"C"_s;
    QTest::newRow("quote") << select + u"Last_Name = 'O\\'Neill'"_s << QString();
    QTest::newRow("injection") << select + u"Last_Name = 'x; drop table Contacts'"_s << QString();
}

void SandboxRecords::coql()
{
    QFETCH(QString, query);
    QFETCH(QString, names);
    static TestServer server(Options{.tokenLimit = 0});
    if (server.sql(u"select count(*) from Contacts"_s) == u"0"_s) {
        insert(server, contact(u"A"_s, u"a@example.com"_s, {{u"Annual_Value"_s, 1}}));
        insert(server, contact(u"B"_s, u"b@example.com"_s, {{u"Annual_Value"_s, 2}}));
        insert(server, contact(u"C"_s, u"c@example.com"_s, {{u"Annual_Value"_s, 3}, {u"Email_Opt_Out"_s, true}}));
    }
    const Reply reply = server.post(u"/crm/v8/coql"_s, {{u"select_query"_s, query}});
    QCOMPARE(reply.status, names.isEmpty() ? 204 : 200);
    QStringList found;
    for (const QJsonValue& record : reply.json()[u"data"].toArray()) {
        QVERIFY(record.toObject().contains(u"id"));
        found.append(record.toObject()[u"Last_Name"].toString());
    }
    QCOMPARE(found.join(u' '), names);
}

void SandboxRecords::coqlErrors_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("code");
    QTest::newRow("empty") << QString() << u"SYNTAX_ERROR"_s;
    QTest::newRow("no where") << u"select id from Contacts"_s << u"SYNTAX_ERROR"_s;
    QTest::newRow("module") << u"select id from sandbox_clients where id is not null"_s << u"INVALID_QUERY"_s;
    QTest::newRow("column") << u"select secret from Contacts where id is not null"_s << u"INVALID_QUERY"_s;
    QTest::newRow("condition") << u"select id from Contacts where Nope = 1"_s << u"INVALID_QUERY"_s;
    QTest::newRow("comment") << u"select id from Contacts where id = 1 -- x"_s << u"SYNTAX_ERROR"_s;
    QTest::newRow("open") << u"select id from Contacts where (id = 1"_s << u"SYNTAX_ERROR"_s;
    QTest::newRow("deep") << u"select id from Contacts where "_s + QString(5000, u'(') << u"SYNTAX_ERROR"_s;
    QTest::newRow("60 parentheses") << u"select id from Contacts where "_s + QString(60, u'(') + u"id = 1"_s +
                                           QString(60, u')')
                                    << u"SYNTAX_ERROR"_s;
    QTest::newRow("limit") << u"select id from Contacts where id = 1 limit 3000"_s << u"LIMIT_EXCEEDED"_s;
    QTest::newRow("tail") << u"select id from Contacts where id = 1 limit 5 junk"_s << u"SYNTAX_ERROR"_s;
}

void SandboxRecords::coqlErrors()
{
    QFETCH(QString, query);
    QFETCH(QString, code);
    static TestServer server(Options{.tokenLimit = 0});
    const Reply reply = server.post(u"/crm/v8/coql"_s, {{u"select_query"_s, query}});
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), code);
}

QTEST_GUILESS_MAIN(SandboxRecords)
#include "tst_sandbox_records.moc"
