// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance/recordbodies.h"

#include <QtTest>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

namespace {

const QString contacts = u"/crm/v8/Contacts"_s;

} // namespace

class ConfCount : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countAll();
    void countScopes();
    void countLags();
    void countFound_data();
    void countFound();
    void countErrors_data();
    void countErrors();

private:
    static QString insert(TestServer& server, const QJsonObject& record)
    {
        return detailsOf(server.post(contacts, bodyOf({record})).element())[u"id"].toString();
    }

    TestServer m_server{Options{.tokenLimit = 0}};
};

void ConfCount::countAll()
{
    const Reply reply = m_server.get(u"/crm/v8/Accounts/actions/count"_s);
    QCOMPARE(reply.json(), QJsonObject({{u"count"_s, 120}})); // with the scopes that a client has at first
}

void ConfCount::countScopes()
{
    const QString all = u"ZohoSearch.securesearch.READ,ZohoCRM.modules.READ,ZohoCRM.settings.layouts.READ"_s;
    const auto answer = [](const QString& scopes) {
        TestServer server(Options{.scopes = scopes});
        return server.get(u"/crm/v8/Accounts/actions/count"_s);
    };
    QCOMPARE(answer(all).status, 200);
    for (const QString& missing : all.split(u',')) {
        QStringList others = all.split(u',');
        others.removeOne(missing);
        QCOMPARE(answer(others.join(u',')).code(), u"OAUTH_SCOPE_MISMATCH"_s);
    }
}

void ConfCount::countLags()
{
    TestServer server(Options{.quirks = {Quirk::CountLags}});
    const auto count = [&server] { return server.get(contacts + u"/actions/count"_s).json()[u"count"].toInt(-1); };
    QCOMPARE(count(), 0);
    insert(server, contact(u"A"_s));
    QCOMPARE(count(), 0);
    server.server().clock().advance(300'000);
    QCOMPARE(count(), 1);
}

void ConfCount::countFound_data()
{
    QTest::addColumn<QString>("parameters");
    QTest::addColumn<int>("count");
    const auto row = [](const char* name, const char* parameters, int count) {
        QTest::newRow(name) << QString::fromLatin1(parameters) << count;
    };
    row("email", "email=burns%40example.com", 1);
    row("email in another field", "email=second%40example.com", 1);
    row("phone", "phone=555", 2);
    row("word", "word=burn", 2);
    row("word with a sign of patterns", "word=%25%25", 0);
    row("equals contains", "criteria=(Last_Name:equals:burn)", 2);
    row("starts_with", "criteria=(Last_Name:starts_with:Burns)", 1);
    row("escaped comma", "criteria=(Last_Name:equals:Burns%5C%2CB)", 1);
    row("in", "criteria=(Last_Name:in:Coburn,Zed)", 1);
    row("not_equal", "criteria=(Title:not_equal:Boss)", 2);
    row("picklist equals", "criteria=(Lead_Source:equals:Part)", 0);
    row("picklist", "criteria=(Lead_Source:equals:partner)", 1);
    row("boolean", "criteria=(Email_Opt_Out:equals:false)", 2);
    row("between", "criteria=(Annual_Value:between:5,15)", 1);
    row("greater_than", "criteria=(Annual_Value:greater_than:5)", 2);
    row("date", "criteria=(Date_of_Birth:less_than:2000-01-01)", 1);
    row("and", "criteria=((Last_Name:equals:burn)%20and%20(Phone:starts_with:555))", 1);
    row("or", "criteria=((Title:equals:Boss)or(Last_Name:equals:Coburn))", 2);
    row("groups", "criteria=(((Title:equals:Boss)or(Title:equals:x))and(Phone:equals:555))", 1);
}

void ConfCount::countFound()
{
    QFETCH(QString, parameters);
    QFETCH(int, count);
    static TestServer server(Options{.tokenLimit = 0});
    if (server.sql(u"select count(*) from Contacts"_s) == u"0"_s) {
        const QJsonArray records{
            contact(u"Burns,B"_s, u"burns@example.com"_s,
                    {{u"Phone"_s, u"555 1"_s}, {u"Title"_s, u"Boss"_s}, {u"Annual_Value"_s, 10}}),
            contact(u"Coburn"_s, u"c@example.com"_s,
                    {{u"Secondary_Email"_s, u"second@example.com"_s},
                     {u"Mobile"_s, u"0 555"_s},
                     {u"Annual_Value"_s, 20},
                     {u"Date_of_Birth"_s, u"1970-12-24"_s}}),
            contact(u"Smith"_s, {}, {{u"Lead_Source"_s, u"Partner"_s}, {u"Email_Opt_Out"_s, true}})};
        QCOMPARE(server.post(contacts, bodyOf(records)).status, 201);
    }
    const Reply reply = server.get(contacts + u"/actions/count?"_s + parameters);
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.json()[u"count"].toInt(-1), count);
}

void ConfCount::countErrors_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QJsonObject>("details");
    const auto row = [](const char* name, const QString& parameters, const char* code, const QJsonObject& details) {
        QTest::newRow(name) << contacts + u"/actions/count?"_s + parameters << QString::fromLatin1(code) << details;
    };
    const auto due = [](const QStringList& names) {
        QJsonArray all;
        for (const QString& name : names)
            all.append(QJsonObject{{u"param_name"_s, name}});
        return QJsonObject{{u"ambiguity_due_to"_s, all}};
    };
    const auto parameter = [](const QString& name) { return QJsonObject{{u"param_name"_s, name}}; };
    row("view and search", u"email=a%40b.cd&cvid=1"_s, "AMBIGUITY_DURING_PROCESSING", due({u"cvid"_s, u"email"_s}));
    row("two searches", u"word=ab&phone=12"_s, "AMBIGUITY_DURING_PROCESSING", due({u"phone"_s, u"word"_s}));
    row("unknown view", u"cvid=999"_s, "INVALID_DATA", parameter(u"cvid"_s));
    row("one letter", u"word=a"_s, "INVALID_DATA", parameter(u"word"_s));
    row("criteria without parentheses", u"criteria=Last_Name:equals:x"_s, "INVALID_QUERY", parameter(u"criteria"_s));
    row("criteria that end too early", u"criteria=((Last_Name:equals:x)"_s, "INVALID_QUERY", parameter(u"criteria"_s));
    row("nested endlessly", u"criteria="_s + QString(1000, u'('), "INVALID_QUERY", parameter(u"criteria"_s));
    row("unknown field", u"criteria=(Nope:equals:x)"_s, "INVALID_QUERY", parameter(u"criteria"_s));
    row("operator", u"criteria=(Email:greater_than:x)"_s, "INVALID_QUERY",
        {{u"reason"_s, u"invalid operator found"_s}, {u"operator"_s, u"greater_than"_s}, {u"api_name"_s, u"Email"_s}});
    row("value", u"criteria=(Annual_Value:equals:many)"_s, "INVALID_QUERY",
        {{u"reason"_s, u"invalid value for search"_s},
         {u"expected_data_type"_s, u"currency"_s},
         {u"api_name"_s, u"Annual_Value"_s}});
    row("101 values", u"criteria=(Last_Name:in:"_s + u"a,"_s.repeated(100) + u"a)"_s, "INVALID_QUERY",
        {{u"reason"_s, u"Only 100 values are allowed in \"IN\" criteria"_s}, {u"api_name"_s, u"Last_Name"_s}});
    row("11 criteria", u"criteria=("_s + u"(Title:equals:x)or"_s.repeated(10) + u"(Title:equals:x))"_s,
        "CRITERIA_LIMIT_EXCEEDED", {});
    QTest::newRow("no such field type") << u"/crm/v8/Accounts/actions/count?email=ab"_s << u"FIELD_TYPE_UNAVAILABLE"_s
                                        << QJsonObject();
    QTest::newRow("module") << u"/crm/v8/Nope/actions/count"_s << u"INVALID_MODULE"_s
                            << QJsonObject{{u"resource_path_index"_s, 0}};
}

void ConfCount::countErrors()
{
    QFETCH(QString, path);
    QFETCH(QString, code);
    QFETCH(QJsonObject, details);
    const Reply reply = m_server.get(path);
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), code);
    QCOMPARE(reply.json()[u"details"].toObject(), details);
}

QTEST_GUILESS_MAIN(ConfCount)
#include "tst_conf_count.moc"
