// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance/recordbodies.h"
#include "conformance/signinclient.h"

#include <QtTest>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

namespace {

const QString contacts = u"/crm/v8/Contacts"_s;
constexpr qint64 day = 24LL * 3600 * 1000;

} // namespace

class ConfRecordList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listInfo();
    void listInfoOfTheOnlyPage();
    void listErrors_data();
    void listErrors();
    void atMost200APage();
    void listSorted();
    void listByIds();
    void listOfAView();
    void firstTwoThousandByPage();
    void tokenTurnsPages();
    void tokenExpires();
    void tokenIsBound_data();
    void tokenIsBound();
    void tokenIsOneUsers();
    void tokenAndPage();
    void tokensEndAtAHundredThousand();
    void oneRecordWithFields();
    void oneRecordErrors_data();
    void oneRecordErrors();

private:
    static QString insert(TestServer& server, const QJsonObject& record)
    {
        return detailsOf(server.post(contacts, bodyOf({record})).element())[u"id"].toString();
    }
    /// A list of the accounts in pages of 50.
    static QString accounts(const QString& more = {}) { return u"/crm/v8/Accounts?fields=id&per_page=50"_s + more; }
    static QString nextToken(const Reply& reply) { return infoOf(reply)[u"next_page_token"].toString(); }

    TestServer m_server{Options{.tokenLimit = 0}};
};

void ConfRecordList::listInfo()
{
    const QJsonObject info = infoOf(m_server.get(accounts(u"&page=2"_s)));
    QCOMPARE(info[u"page"].toInt(), 2);
    QCOMPARE(info[u"per_page"].toInt(), 50);
    QCOMPARE(info[u"count"].toInt(), 50);
    QCOMPARE(info[u"more_records"], QJsonValue(true));
    QCOMPARE(info[u"sort_by"].toString(), u"id"_s);
    QCOMPARE(info[u"sort_order"].toString(), u"desc"_s);
    for (const auto& key : {u"next_page_token"_s, u"previous_page_token"_s}) {
        QVERIFY2(!info[key].toString().isEmpty(), qPrintable(key));
        QVERIFY(info[key].toString().size() <= 96);
    }
    QVERIFY(QDateTime::fromString(info[u"page_token_expiry"].toString(), Qt::ISODate).isValid());
    QCOMPARE(m_server.get(accounts(u"&page=4"_s)).status, 204);
}

void ConfRecordList::listInfoOfTheOnlyPage()
{
    const QJsonObject info = infoOf(m_server.get(u"/crm/v8/Accounts?fields=id"_s));
    QCOMPARE(info[u"count"].toInt(), 120);
    QCOMPARE(info[u"more_records"], QJsonValue(false));
    for (const auto& key : {u"next_page_token"_s, u"previous_page_token"_s, u"page_token_expiry"_s})
        QVERIFY2(info.contains(key) && info[key].isNull(), qPrintable(key));
}

void ConfRecordList::listErrors_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QJsonObject>("details");
    const auto row = [](const char* name, const QString& query, const char* code, const QJsonObject& details) {
        QTest::newRow(name) << contacts + query << QString::fromLatin1(code) << details;
    };
    const auto parameter = [](const QString& name) { return QJsonObject{{u"param_name"_s, name}}; };
    QStringList many;
    while (many.size() <= 100)
        many.append(QString::number(1000 + many.size()));
    row("no fields", {}, "REQUIRED_PARAM_MISSING", parameter(u"fields"_s));
    row("blank fields", u"?fields=,"_s, "REQUIRED_PARAM_MISSING", parameter(u"fields"_s));
    row("51 fields", u"?fields="_s + QStringList(many.first(51)).join(u','), "LIMIT_EXCEEDED",
        {{u"limit"_s, 50}, {u"param_name"_s, u"fields"_s}});
    row("101 ids", u"?fields=id&ids="_s + many.join(u','), "LIMIT_EXCEEDED",
        {{u"limit"_s, 100}, {u"param_name"_s, u"ids"_s}});
    row("id that is none", u"?fields=id&ids=1,x"_s, "INVALID_DATA", parameter(u"ids"_s));
    row("sort_by", u"?fields=id&sort_by=Email"_s, "INVALID_DATA",
        {{u"param_name"_s, u"sort_by"_s},
         {u"supported_values"_s, QJsonArray{u"id"_s, u"Created_Time"_s, u"Modified_Time"_s}}});
    row("sort_order", u"?fields=id&sort_order=up"_s, "INVALID_DATA",
        {{u"param_name"_s, u"sort_order"_s}, {u"supported_values"_s, QJsonArray{u"desc"_s, u"asc"_s}}});
    row("unknown view", u"?fields=id&cvid=999"_s, "INVALID_DATA", parameter(u"cvid"_s));
    row("page_token", u"?fields=id&page_token=nope"_s, "TOKEN_BOUND_DATA_MISMATCH", parameter(u"page_token"_s));
    row("beyond 2,000", u"?fields=id&page=11&per_page=200"_s, "DISCRETE_PAGINATION_LIMIT_EXCEEDED",
        {{u"limit"_s, 2000}});
    QTest::newRow("module") << u"/crm/v8/Nope?fields=id"_s << u"INVALID_MODULE"_s
                            << QJsonObject{{u"resource_path_index"_s, 0}};
}

void ConfRecordList::listErrors()
{
    QFETCH(QString, path);
    QFETCH(QString, code);
    QFETCH(QJsonObject, details);
    const Reply reply = m_server.get(path);
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), code);
    QCOMPARE(reply.json()[u"details"].toObject(), details);
}

void ConfRecordList::atMost200APage()
{
    TestServer server;
    QCOMPARE(server.server().fill(u"Vendors"_s, 201, 1), QString());
    for (const QString& asked : {QString(), u"&per_page=200"_s, u"&per_page=500"_s}) {
        const QJsonObject info = infoOf(server.get(u"/crm/v8/Vendors?fields=id"_s + asked));
        QCOMPARE(info[u"per_page"].toInt(), 200);
        QCOMPARE(info[u"count"].toInt(), 200);
        QCOMPARE(info[u"more_records"], QJsonValue(true));
    }
}

void ConfRecordList::listSorted()
{
    TestServer server;
    for (int i = 0; i < 5; ++i)
        insert(server, contact(u"N%1"_s.arg(i)));
    const auto first = [&server](const QString& order) {
        return server.get(contacts + u"?fields=Last_Name&per_page=1&"_s + order).element()[u"Last_Name"].toString();
    };
    QCOMPARE(first({}), u"N4"_s); // the newest first
    QCOMPARE(first(u"sort_by=id&sort_order=asc"_s), u"N0"_s);
    QCOMPARE(first(u"sort_by=Created_Time&sort_order=desc"_s), u"N4"_s);
    QCOMPARE(first(u"sort_by=id&sort_order=asc&page=3"_s), u"N2"_s);
}

void ConfRecordList::listByIds()
{
    const QString id = m_server.sql(u"select id from Accounts where Account_Name='Delft Foods S.A.'"_s);
    const Reply reply = m_server.get(u"/crm/v8/Accounts?fields=Account_Name&ids=1,"_s + id);
    QCOMPARE(reply.json()[u"data"].toArray().size(), 1);
    QCOMPARE(reply.element()[u"Account_Name"].toString(), u"Delft Foods S.A."_s);
    QCOMPARE(m_server.get(u"/crm/v8/Accounts?fields=id&ids=1"_s).status, 204);
}

void ConfRecordList::listOfAView()
{
    const auto view = [this](const QString& module, int position) {
        const Reply reply = m_server.get(u"/crm/v8/settings/custom_views?module="_s + module);
        return reply.json()[u"custom_views"].toArray().at(position).toObject()[u"id"].toString();
    };
    const QString list = u"/crm/v8/%1?fields=id&cvid=%2"_s;
    QCOMPARE(infoOf(m_server.get(list.arg(u"Accounts"_s, view(u"Accounts"_s, 0))))[u"count"].toInt(), 120);
    insert(m_server, {{u"Last_Name"_s, u"In"_s}, {u"Email_Opt_Out"_s, true}});
    insert(m_server, {{u"Last_Name"_s, u"Out"_s}});
    const Reply chosen = m_server.get(u"/crm/v8/Contacts?fields=Last_Name&cvid="_s + view(u"Contacts"_s, 1));
    QCOMPARE(infoOf(chosen)[u"count"].toInt(), 1);
    QCOMPARE(chosen.element()[u"Last_Name"].toString(), u"In"_s);
    QCOMPARE(m_server.get(u"/crm/v8/Contacts/actions/count?cvid="_s + view(u"Contacts"_s, 1)).json()[u"count"].toInt(),
             1);
}

void ConfRecordList::firstTwoThousandByPage()
{
    QCOMPARE(m_server.get(accounts(u"&page=40"_s)).status, 204); // records 1,951 to 2,000
    QCOMPARE(m_server.get(accounts(u"&page=41"_s)).code(), u"DISCRETE_PAGINATION_LIMIT_EXCEEDED"_s);
}

void ConfRecordList::tokenTurnsPages()
{
    const Reply first = m_server.get(accounts());
    const Reply second = m_server.get(accounts(u"&page_token="_s + nextToken(first)));
    QCOMPARE(second.json()[u"data"], m_server.get(accounts(u"&page=2"_s)).json()[u"data"]);
    QCOMPARE(infoOf(second)[u"page"].toInt(), 2);
    const Reply third = m_server.get(accounts(u"&page_token="_s + nextToken(second)));
    QCOMPARE(infoOf(third)[u"count"].toInt(), 20);
    QVERIFY(infoOf(third)[u"next_page_token"].isNull());
    const QString back = infoOf(second)[u"previous_page_token"].toString();
    QCOMPARE(m_server.get(accounts(u"&page_token="_s + back)).json()[u"data"], first.json()[u"data"]);
}

void ConfRecordList::tokenExpires()
{
    TestServer server;
    const QString turned = accounts(u"&page_token="_s + nextToken(server.get(accounts())));
    server.server().clock().advance(day - 60'000);
    server.restart(); // tokens outlive the server's runs
    server.server().clock().advance(day - 60'000);
    QCOMPARE(server.get(turned).status, 200);
    server.server().clock().advance(120'000);
    const Reply late = server.get(turned);
    QCOMPARE(late.status, 400);
    QCOMPARE(late.code(), u"EXPIRED_VALUE"_s);
    QCOMPARE(late.json()[u"details"].toObject(),
             QJsonObject({{u"api_name"_s, u"page_token"_s}, {u"json_path"_s, u"$.query.page_token"_s}}));
}

void ConfRecordList::tokenIsBound_data()
{
    QTest::addColumn<QString>("path");
    const QString start = u"/crm/v8/Accounts?"_s;
    QTest::newRow("altered") << start + u"fields=id&per_page=20"_s;
    QTest::newRow("added") << start + u"fields=id&per_page=50&sort_order=asc"_s;
    QTest::newRow("left out") << start + u"fields=id"_s;
    QTest::newRow("module") << u"/crm/v8/Leads?fields=id&per_page=50"_s;
}

void ConfRecordList::tokenIsBound()
{
    QFETCH(QString, path);
    const QString token = nextToken(m_server.get(accounts()));
    QCOMPARE(m_server.get(path + u"&page_token="_s + token).code(), u"TOKEN_BOUND_DATA_MISMATCH"_s);
}

void ConfRecordList::tokenIsOneUsers()
{
    const QString token = nextToken(m_server.get(accounts()));
    SignInClient client(m_server);
    const QString other = client.signIn({}, 1)[u"access_token"].toString();
    const Reply reply = m_server.send("GET", accounts(u"&page_token="_s + token), {}, {}, false,
                                      {{"Authorization", "Zoho-oauthtoken " + other.toUtf8()}});
    QCOMPARE(reply.code(), u"TOKEN_BOUND_DATA_MISMATCH"_s);
}

void ConfRecordList::tokenAndPage()
{
    const QString token = nextToken(m_server.get(accounts()));
    const Reply reply = m_server.get(accounts(u"&page=2&page_token="_s + token));
    QCOMPARE(reply.code(), u"AMBIGUITY_DURING_PROCESSING"_s);
    const QJsonArray names{QJsonObject{{u"param_name"_s, u"page"_s}}, QJsonObject{{u"param_name"_s, u"page_token"_s}}};
    QCOMPARE(reply.json()[u"details"].toObject()[u"ambiguity_due_to"].toArray(), names);
}

void ConfRecordList::tokensEndAtAHundredThousand()
{
    TestServer server;
    QByteArray csv = "Last_Name\n";
    for (int i = 0; i < 25'000; ++i)
        csv += "A\n";
    for (int part = 0; part < 4; ++part)
        QCOMPARE(server.run(csv, jobOf(u"insert"_s, u"Contacts"_s))[u"status"].toString(), u"COMPLETED"_s);
    insert(server, contact(u"One more"_s));
    QString token;
    const auto page = [&] {
        return server.get(contacts + u"?fields=id&per_page=200"_s +
                          (token.isEmpty() ? QString() : u"&page_token="_s + token));
    };
    for (int turned = 0; turned < 500; ++turned)
        token = nextToken(page());
    QVERIFY(!token.isEmpty());
    const Reply reply = page();
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), u"PAGINATION_LIMIT_EXCEEDED"_s);
    QCOMPARE(reply.json()[u"details"].toObject(), QJsonObject({{u"param_name"_s, u"page_token"_s}}));
}

void ConfRecordList::oneRecordWithFields()
{
    const QString id = insert(m_server, contact(u"Fields"_s, {}, {{u"Phone"_s, u"1"_s}}));
    const QJsonObject whole = m_server.get(contacts + u'/' + id).element();
    QVERIFY(whole.contains(u"Created_By") && whole.contains(u"Title"));
    const Reply some = m_server.get(contacts + u'/' + id + u"?fields=Last_Name,Phone,Nope"_s);
    QCOMPARE(some.element(), QJsonObject({{u"id"_s, id}, {u"Last_Name"_s, u"Fields"_s}, {u"Phone"_s, u"1"_s}}));
}

void ConfRecordList::oneRecordErrors_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::newRow("unknown") << contacts + u"/4876876000000000001"_s << 204 << QString();
    QTest::newRow("no id") << contacts + u"/abc"_s << 400 << u"INVALID_DATA"_s;
    QTest::newRow("module") << u"/crm/v8/Nope/1"_s << 400 << u"INVALID_MODULE"_s;
    QTest::newRow("51 fields") << contacts + u"/1?fields="_s + u"a,"_s.repeated(51) << 400 << u"LIMIT_EXCEEDED"_s;
}

void ConfRecordList::oneRecordErrors()
{
    QFETCH(QString, path);
    QFETCH(int, status);
    QFETCH(QString, code);
    const Reply reply = m_server.get(path);
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.code(), code);
}

QTEST_GUILESS_MAIN(ConfRecordList)
#include "tst_conf_recordlist.moc"
