// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance/testserver.h"

#include <QtTest>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

class ConfCoql : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void finds_data();
    void finds();
    void dottedColumns();
    void countAlone_data();
    void countAlone();
    void infoTellsOfMore();
    void nothingIs204();
    void refusals_data();
    void refusals();
    void bodies_data();
    void bodies();
    void hostileQueries_data();
    void hostileQueries();
    void creditsByRows_data();
    void creditsByRows();
    void needsItsScope();

private:
    Reply ask(const QString& query) { return m_server.post(u"/crm/v8/coql"_s, {{u"select_query"_s, query}}); }

    TestServer m_server{Options{.tokenLimit = 0}};
    QString m_account;
};

void ConfCoql::initTestCase()
{
    m_account = m_server.sql(u"select id from Accounts where Account_Name='Delft Foods S.A.'"_s);
    const auto contact = [](const QString& name, int value, const QJsonObject& more = {}) {
        QJsonObject json = more;
        json.insert(u"Last_Name"_s, name);
        json.insert(u"Email"_s, name.toLower() + u"@example.com"_s);
        json.insert(u"Annual_Value"_s, value);
        return json;
    };
    const QJsonArray records{contact(u"A"_s, 1),
                             contact(u"B"_s, 2, {{u"Account_Name"_s, QJsonObject{{u"id"_s, m_account}}}}),
                             contact(u"C"_s, 3, {{u"Email_Opt_Out"_s, true}, {u"Date_of_Birth"_s, u"1970-12-24"_s}})};
    QCOMPARE(m_server.post(u"/crm/v8/Contacts"_s, {{u"data"_s, records}}).status, 201);
}

void ConfCoql::finds_data()
{
    QTest::addColumn<QString>("condition");
    QTest::addColumn<QString>("names");
    const auto row = [](const char* name, const QString& condition, const char* names) {
        QTest::newRow(name) << condition << QString::fromLatin1(names);
    };
    row("=", u"Email = 'B@example.com'"_s, "B");
    row("!=", u"Email != 'b@example.com' and id is not null"_s, "A C");
    row("<>", u"Annual_Value <> 2"_s, "A C");
    row("< and >=", u"Annual_Value < 3 and Annual_Value >= 2"_s, "B");
    row("in", u"Email in ('a@example.com', 'c@example.com')"_s, "A C");
    row("not in", u"Last_Name not in ('A', 'C')"_s, "B");
    row("like", u"Last_Name like 'a%' or Last_Name like '%c'"_s, "A C");
    row("not like", u"Email not like 'a%'"_s, "B C");
    row("between", u"Annual_Value between 2 and 3"_s, "B C");
    row("is null", u"Account_Name is null"_s, "A C");
    row("is not null", u"Account_Name is not null"_s, "B");
    row("is null through a lookup", u"Account_Name.Account_Name is null"_s, "A C");
    row("parentheses", u"(Annual_Value > 1 and Annual_Value <= 3) and (Last_Name = 'B' or Last_Name = 'A')"_s, "B");
    row("order and limit", u"id is not null order by Annual_Value desc limit 1, 1"_s, "B");
    row("offset", u"id is not null order by Annual_Value desc limit 1 offset 2"_s, "A");
    row("time", u"Created_Time >= '2026-01-01T00:00:00+00:00'"_s, "A B C");
    row("date", u"Date_of_Birth = '1970-12-24'"_s, "C");
    row("true", u"Email_Opt_Out = 'true'"_s, "C");
    row("false", u"Email_Opt_Out = false"_s, "A B");
    row("keywords in capitals", u"Last_Name IN ('A') ORDER BY id DESC LIMIT 5"_s, "A");
    row("dotted condition", u"Account_Name.Account_Name = 'Delft Foods S.A.'"_s, "B");
    row("dotted id", u"Account_Name.id is not null"_s, "B");
    row("dotted order", u"Annual_Value > 1 order by Account_Name.Account_Name desc"_s, "B C");
}

void ConfCoql::finds()
{
    QFETCH(QString, condition);
    QFETCH(QString, names);
    const Reply reply = ask(u"select Last_Name from Contacts where "_s + condition);
    QCOMPARE(reply.status, 200);
    QStringList found;
    for (const QJsonValue& record : reply.json()[u"data"].toArray()) {
        QVERIFY(record.toObject().contains(u"id"));
        found.append(record.toObject()[u"Last_Name"].toString());
    }
    QCOMPARE(found.join(u' '), names);
}

void ConfCoql::dottedColumns()
{
    const Reply reply = ask(u"select Account_Name, Account_Name.Account_Name, Account_Name.id, Account_Name.Owner, "
                            "Account_Name.Parent_Account from Contacts where Last_Name in ('A', 'B')"_s);
    const QJsonObject without = reply.element(0);
    QVERIFY(without[u"Account_Name.Account_Name"].isNull());
    QVERIFY(without[u"Account_Name.id"].isNull());
    const QJsonObject record = reply.element(1);
    QCOMPARE(record[u"Account_Name"].toObject(),
             QJsonObject({{u"id"_s, m_account}, {u"name"_s, u"Delft Foods S.A."_s}}));
    QCOMPARE(record[u"Account_Name.Account_Name"].toString(), u"Delft Foods S.A."_s);
    QCOMPARE(record[u"Account_Name.id"].toString(), m_account);
    QCOMPARE(record[u"Account_Name.Owner"].toObject()[u"name"].toString(), u"Ada Admin"_s);
    QVERIFY(record[u"Account_Name.Parent_Account"].isNull());
}

void ConfCoql::countAlone_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QJsonObject>("record");
    QTest::newRow("all") << u"select COUNT(id) from Contacts where id is not null"_s
                         << QJsonObject{{u"COUNT(id)"_s, 3}};
    QTest::newRow("small letters") << u"select count(id) from Contacts where Email_Opt_Out = 'true'"_s
                                   << QJsonObject{{u"COUNT(id)"_s, 1}};
    QTest::newRow("alias") << u"select count(id) as n from Contacts where Last_Name = 'Z'"_s
                           << QJsonObject{{u"n"_s, 0}};
}

void ConfCoql::countAlone()
{
    QFETCH(QString, query);
    QFETCH(QJsonObject, record);
    const Reply reply = ask(query);
    QCOMPARE(reply.json()[u"data"].toArray(), QJsonArray{record});
    QCOMPARE(reply.json()[u"info"].toObject(), QJsonObject({{u"count"_s, 1}, {u"more_records"_s, false}}));
}

void ConfCoql::infoTellsOfMore()
{
    const QString query = u"select id from Contacts where id is not null limit "_s;
    QCOMPARE(ask(query + u'2').json()[u"info"].toObject(), QJsonObject({{u"count"_s, 2}, {u"more_records"_s, true}}));
    QCOMPARE(ask(query + u'3').json()[u"info"].toObject(), QJsonObject({{u"count"_s, 3}, {u"more_records"_s, false}}));
    QCOMPARE(ask(query + u"2, 2"_s).json()[u"info"].toObject(),
             QJsonObject({{u"count"_s, 1}, {u"more_records"_s, false}}));
}

void ConfCoql::nothingIs204()
{
    const Reply reply = ask(u"select id from Contacts where Created_Time >= '2200-01-01T00:00:00+00:00'"_s);
    QCOMPARE(reply.status, 204);
    QVERIFY(reply.body.isEmpty());
}

void ConfCoql::refusals_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QJsonObject>("details");
    const QString some = u"select id from Contacts where id = 1"_s;
    const auto row = [](const char* name, const QString& query, const char* code, const QJsonObject& details) {
        QTest::newRow(name) << query << QString::fromLatin1(code) << details;
    };
    const auto near = [](const QString& text) { return QJsonObject{{u"near"_s, text}}; };
    const auto column = [](const QString& name) { return QJsonObject{{u"column_name"_s, name}}; };
    row("empty", {}, "SYNTAX_ERROR", near({}));
    row("no select", u"selekt id"_s, "SYNTAX_ERROR", near(u"selekt"_s));
    row("no from", u"select id"_s, "SYNTAX_ERROR", {{u"clause"_s, u"from"_s}});
    row("no where", u"select id from Contacts"_s, "SYNTAX_ERROR", {{u"clause"_s, u"where"_s}});
    row("sign", some + u" -- x"_s, "SYNTAX_ERROR", {});
    row("open", u"select id from Contacts where (id = 1"_s, "SYNTAX_ERROR", near({}));
    row("tail", some + u" limit 5 junk"_s, "SYNTAX_ERROR", near(u"junk"_s));
    row("module", u"select id from Nope where id = 1"_s, "INVALID_QUERY", {{u"module"_s, u"Nope"_s}});
    row("table of ours", u"select id from sandbox_clients where id is not null"_s, "INVALID_QUERY",
        {{u"module"_s, u"sandbox_clients"_s}});
    row("module out of reach", u"select id from Notes where id = 1"_s, "INVALID_MODULE", {});
    row("column", u"select secret from Contacts where id = 1"_s, "INVALID_QUERY", column(u"secret"_s));
    row("column of the condition", u"select id from Contacts where Nope = 1"_s, "INVALID_QUERY", column(u"Nope"_s));
    row("column of the order", some + u" order by Nope"_s, "INVALID_QUERY", column(u"Nope"_s));
    row("dotted column", u"select Account_Name.Nope from Contacts where id = 1"_s, "INVALID_QUERY",
        column(u"Account_Name.Nope"_s));
    row("dot after no lookup", u"select Email.id from Contacts where id = 1"_s, "INVALID_QUERY", column(u"Email.id"_s));
    row("two steps", u"select Account_Name.Parent_Account.Phone from Contacts where id = 1"_s, "INVALID_QUERY",
        column(u"Account_Name.Parent_Account.Phone"_s));
    row("column twice", u"select Email, Email from Contacts where id = 1"_s, "DUPLICATE_DATA", column(u"Email"_s));
    row("value of a time", u"select id from Contacts where Created_Time > 'yesterday'"_s, "INVALID_QUERY",
        column(u"Created_Time"_s));
    row("value of a date", u"select id from Contacts where Date_of_Birth = '24/12/1970'"_s, "INVALID_QUERY",
        column(u"Date_of_Birth"_s));
    row("value of a number", u"select id from Contacts where Annual_Value = 'many'"_s, "INVALID_QUERY",
        column(u"Annual_Value"_s));
    row("value of a boolean", u"select id from Contacts where Email_Opt_Out = 'maybe'"_s, "INVALID_QUERY",
        column(u"Email_Opt_Out"_s));
    row("value of an id", u"select id from Contacts where id = 'x'"_s, "INVALID_QUERY", column(u"id"_s));
    row("limit that is no number", some + u" limit s"_s, "INVALID_QUERY", {{u"limit"_s, u"s"_s}});
    row("offset that is no number", some + u" limit 2 offset s"_s, "INVALID_QUERY", {{u"offset"_s, u"s"_s}});
    row("offset below 0", some + u" limit -1, 2"_s, "INVALID_QUERY", {{u"offset"_s, u"-1"_s}});
    row("limit 0", some + u" limit 0"_s, "INVALID_DATA", {});
    row("limit 2001", some + u" limit 2001"_s, "LIMIT_EXCEEDED", {{u"limit"_s, 2000}});
    row("other aggregate", u"select SUM(Annual_Value) from Contacts where id = 1"_s, "INVALID_DATA",
        {{u"reason"_s, u"unsupported aggregate function"_s}, {u"column"_s, u"SUM(Annual_Value)"_s}});
    row("count beside a column", u"select count(id), Email from Contacts where id = 1"_s, "SYNTAX_ERROR",
        {{u"clause"_s, u"group by"_s}});
}

void ConfCoql::refusals()
{
    QFETCH(QString, query);
    QFETCH(QString, code);
    QFETCH(QJsonObject, details);
    const Reply reply = ask(query);
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), code);
    QCOMPARE(reply.json()[u"details"].toObject(), details);
    QCOMPARE(reply.json()[u"status"].toString(), u"error"_s);
}

void ConfCoql::bodies_data()
{
    QTest::addColumn<QJsonObject>("body");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QJsonObject>("details");
    QTest::newRow("no query") << QJsonObject() << u"MANDATORY_NOT_FOUND"_s
                              << QJsonObject{{u"api_name"_s, u"select_query"_s}};
    QTest::newRow("number") << QJsonObject{{u"select_query"_s, 7}} << u"INVALID_DATA"_s
                            << QJsonObject{{u"expected_data_type"_s, u"string"_s},
                                           {u"api_name"_s, u"select_query"_s},
                                           {u"json_path"_s, u"$.select_query"_s}};
}

void ConfCoql::bodies()
{
    QFETCH(QJsonObject, body);
    QFETCH(QString, code);
    QFETCH(QJsonObject, details);
    const Reply reply = m_server.post(u"/crm/v8/coql"_s, body);
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), code);
    QCOMPARE(reply.json()[u"details"].toObject(), details);
}

void ConfCoql::hostileQueries_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    const QString start = u"select id from Contacts where "_s;
    QTest::newRow("quote") << start + u"Last_Name = 'O\\'Neill'"_s << 204 << QString();
    QTest::newRow("injection") << start + u"Last_Name = 'x; drop table Contacts'"_s << 204 << QString();
    QTest::newRow("endless parentheses") << start + QString(5000, u'(') << 400 << u"SYNTAX_ERROR"_s;
    QTest::newRow("60 parentheses") << start + QString(60, u'(') + u"id = 1"_s + QString(60, u')') << 400
                                    << u"SYNTAX_ERROR"_s;
    QTest::newRow("endless conditions") << start + u"id = 1 or "_s.repeated(5000) + u"id = 1"_s << 400
                                        << u"LIMIT_EXCEEDED"_s;
    QTest::newRow("endless list") << start + u"id in ("_s + u"1, "_s.repeated(50'000) + u"1)"_s << 400
                                  << u"LIMIT_EXCEEDED"_s;
}

void ConfCoql::hostileQueries()
{
    QFETCH(QString, query);
    QFETCH(int, status);
    QFETCH(QString, code);
    const Reply reply = ask(query);
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.code(), code);
    QCOMPARE(m_server.sql(u"select count(*) from Contacts"_s), u"3"_s);
}

void ConfCoql::creditsByRows_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<int>("credits");
    const QString some = u"select id from Contacts where id = 1 limit "_s;
    QTest::newRow("200") << some + u"200"_s << 1;
    QTest::newRow("201") << some + u"201"_s << 2;
    QTest::newRow("1000") << some + u"1000"_s << 2;
    QTest::newRow("1001") << some + u"1001"_s << 3;
    QTest::newRow("2000") << some + u"0, 2000"_s << 3;
    QTest::newRow("no limit") << u"select id from Contacts where id = 1"_s << 1;
    QTest::newRow("count") << u"select count(id) from Contacts where id = 1"_s << 1;
}

void ConfCoql::creditsByRows()
{
    QFETCH(QString, query);
    QFETCH(int, credits);
    TestServer server(Options{.credits = 4});
    QCOMPARE(server.get(u"/crm/v8/org"_s).status, 200);
    QCOMPARE(server.get(u"/crm/v8/org"_s).headers.value("x-api-credits-remaining"), "2");
    const Reply reply = server.post(u"/crm/v8/coql"_s, {{u"select_query"_s, query}});
    if (credits > 2)
        QCOMPARE(reply.status, 429);
    else
        QCOMPARE(reply.headers.value("x-api-credits-remaining").toInt(), 2 - credits);
}

void ConfCoql::needsItsScope()
{
    TestServer server(Options{.scopes = u"ZohoCRM.modules.ALL"_s});
    const Reply reply = server.post(u"/crm/v8/coql"_s, {{u"select_query"_s, u"select id from Leads where id = 1"_s}});
    QCOMPARE(reply.code(), u"OAUTH_SCOPE_MISMATCH"_s);
}

QTEST_GUILESS_MAIN(ConfCoql)
#include "tst_conf_coql.moc"
