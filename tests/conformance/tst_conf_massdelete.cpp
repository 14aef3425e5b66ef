// SPDX-License-Identifier: GPL-3.0-or-later
// Mass delete records, Get mass delete status.
#include "conformance/signinclient.h"

#include <QtTest>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

namespace {

const QString path = u"/crm/v8/Contacts/actions/mass_delete"_s;
const QString scopes =
    u"ZohoCRM.modules.ALL,ZohoCRM.settings.ALL,ZohoCRM.bulk.ALL,ZohoFiles.files.ALL,ZohoCRM.mass_delete.ALL,ZohoCRM.org.READ"_s;

} // namespace

class MassDeletes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void byIds();
    void someAreGone();
    void noneIsThere();
    void stringsAndNumbers();
    void errors_data();
    void errors();
    void scopesAreAsked();
    void readOnlyProfile();
    void ofAView();
    void fiveHundredIds();
    void atMost50000OfAView();
    void oneJobAtATime();
    void lockedRecordsFail();
    void goesOnAfterRestart();
    void statusErrors_data();
    void statusErrors();
    void jobsAreTheUsersOwn();

private:
    /// Makes contacts, every other of them opted out; their ids, oldest first.
    QStringList contacts(TestServer& server, int count)
    {
        QByteArray csv = "Last_Name,Email_Opt_Out\n";
        for (int i = 0; i < count; ++i)
            csv += 'N' + QByteArray::number(i) + (i % 2 ? ",true\n" : ",false\n");
        server.run(csv, jobOf(u"insert"_s, u"Contacts"_s));
        return server.sql(u"select group_concat(id) from (select id from Contacts order by id)"_s).split(u',');
    }
    Reply remove(TestServer& server, const QJsonObject& body) { return server.post(path, body); }
    QString optedOut(TestServer& server)
    {
        for (const CustomView& view : server.server().org().module(u"Contacts"_s)->views)
            if (view.name == u"Opted out"_s)
                return QString::number(view.id);
        return {};
    }
    Reply status(TestServer& server, const QString& job) { return server.get(path + u"?job_id="_s + job); }
};

void MassDeletes::byIds()
{
    TestServer server(Options{.scopes = scopes});
    const QStringList ids = contacts(server, 3);
    const Reply reply = remove(server, {{u"ids"_s, QJsonArray{ids[0], ids[2]}}});
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.element(0)[u"message"].toString(), u"record is deleted"_s);
    QCOMPARE(reply.element(1)[u"details"].toObject(), QJsonObject({{u"id"_s, ids[2]}}));
    QCOMPARE(server.sql(u"select group_concat(id) from Contacts"_s), ids[1]);
}

void MassDeletes::someAreGone()
{
    TestServer server(Options{.scopes = scopes});
    const QStringList ids = contacts(server, 1);
    const Reply reply = remove(server, {{u"ids"_s, QJsonArray{ids[0], u"4876876000000000001"_s}}});
    QCOMPARE(reply.status, 207);
    QCOMPARE(reply.element(1)[u"code"].toString(), u"INVALID_DATA"_s);
    QCOMPARE(reply.element(1)[u"details"].toObject()[u"id"].toString(), u"4876876000000000001"_s);
}

void MassDeletes::noneIsThere()
{
    TestServer server(Options{.scopes = scopes});
    const Reply reply = remove(server, {{u"ids"_s, QJsonArray{u"4876876000000000001"_s}}});
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), u"INVALID_DATA"_s);
    QCOMPARE(
        reply.json()[u"details"].toObject(),
        QJsonObject({{u"api_name"_s, u"ids"_s}, {u"json_path"_s, u"$.ids[0]"_s}, {u"id"_s, u"4876876000000000001"_s}}));
}

void MassDeletes::stringsAndNumbers()
{
    TestServer server(Options{.scopes = scopes});
    const QStringList ids = contacts(server, 1);
    QCOMPARE(remove(server, {{u"ids"_s, QJsonArray{ids[0].toLongLong()}}}).status, 200);
}

void MassDeletes::errors_data()
{
    QTest::addColumn<QString>("module");
    QTest::addColumn<QJsonObject>("body");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    QJsonArray many;
    while (many.size() <= 500)
        many.append(u"4876876000000000001"_s);
    const QString contacts = u"Contacts"_s;
    QTest::newRow("module") << u"Nope"_s << QJsonObject{{u"ids"_s, QJsonArray{u"1"_s}}} << u"INVALID_MODULE"_s
                            << u"the module name given seems to be invalid"_s;
    QTest::newRow("neither") << contacts << QJsonObject() << u"MANDATORY_NOT_FOUND"_s << u"required field not found"_s;
    QTest::newRow("501 ids") << contacts << QJsonObject{{u"ids"_s, many}} << u"INVALID_DATA"_s
                             << u"only 500 records can be deleted in a call"_s;
    QTest::newRow("no id") << contacts << QJsonObject{{u"ids"_s, QJsonArray{u"abc"_s}}} << u"INVALID_DATA"_s
                           << u"the id given seems to be invalid"_s;
    QTest::newRow("no such view") << contacts << QJsonObject{{u"cvid"_s, u"1"_s}} << u"INVALID_DATA"_s
                                  << u"the id given seems to be invalid"_s;
}

void MassDeletes::errors()
{
    QFETCH(QString, module);
    QFETCH(QJsonObject, body);
    QFETCH(QString, code);
    QFETCH(QString, message);
    static TestServer server(Options{.scopes = scopes, .tokenLimit = 0});
    const Reply reply = server.post(u"/crm/v8/"_s + module + u"/actions/mass_delete"_s, body);
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), code);
    QCOMPARE(reply.json()[u"message"].toString(), message);
}

void MassDeletes::scopesAreAsked()
{
    TestServer server(Options{.scopes = u"ZohoCRM.modules.ALL,ZohoCRM.mass_delete.READ"_s});
    QCOMPARE(remove(server, {{u"ids"_s, QJsonArray{u"1"_s}}}).code(), u"OAUTH_SCOPE_MISMATCH"_s);
    QCOMPARE(status(server, u"1"_s).status, 400); // reading is allowed, but there is no such job
    TestServer other(Options{.scopes = u"ZohoCRM.modules.ALL,ZohoCRM.mass_delete.Leads.DELETE"_s});
    QCOMPARE(remove(other, {{u"ids"_s, QJsonArray{u"1"_s}}}).status, 401);
}

void MassDeletes::readOnlyProfile()
{
    TestServer server(Options{.scopes = scopes});
    server.useToken(SignInClient(server).signIn({{u"scope"_s, scopes}}, viewer)[u"access_token"].toString());
    const Reply reply = remove(server, {{u"ids"_s, QJsonArray{u"1"_s}}});
    QCOMPARE(reply.status, 403);
    QCOMPARE(reply.code(), u"NO_PERMISSION"_s);
}

void MassDeletes::ofAView()
{
    TestServer server(Options{.scopes = scopes});
    contacts(server, 1'201);
    const Reply reply = remove(server, {{u"cvid"_s, optedOut(server)}});
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.element()[u"message"].toString(), u"mass delete scheduled successfully"_s);
    const QString job = reply.element()[u"details"].toObject()[u"job_id"].toString();
    QTRY_COMPARE(status(server, job).element()[u"Status"].toString(), u"COMPLETED"_s);
    QCOMPARE(status(server, job).element(), QJsonObject({{u"Status"_s, u"COMPLETED"_s},
                                                         {u"Total_Count"_s, 600},
                                                         {u"Deleted_Count"_s, 600},
                                                         {u"Failed_Count"_s, 0}}));
    QCOMPARE(server.sql(u"select count(*) from Contacts"_s), u"601"_s);
    QCOMPARE(server.sql(u"select count(*) from Contacts where Email_Opt_Out"_s), u"0"_s);
    QCOMPARE(remove(server, {{u"cvid"_s, optedOut(server)}}).code(), u"NO_RECORDS_FOUND"_s);
}

void MassDeletes::fiveHundredIds()
{
    TestServer server(Options{.scopes = scopes});
    const Reply reply = remove(server, {{u"ids"_s, QJsonArray::fromStringList(contacts(server, 500))}});
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.json()[u"data"].toArray().size(), 500);
}

void MassDeletes::atMost50000OfAView()
{
    TestServer server(Options{.scopes = scopes, .queueDelay = std::chrono::hours(1)});
    QCOMPARE(server.server().fill(u"Vendors"_s, 50'001, 1), QString());
    const QString all = QString::number(server.server().org().module(u"Vendors"_s)->views.front().id);
    const QString vendors = u"/crm/v8/Vendors/actions/mass_delete"_s;
    const QString job = server.post(vendors, {{u"cvid"_s, all}}).element()[u"details"].toObject()[u"job_id"].toString();
    QCOMPARE(server.get(vendors + u"?job_id="_s + job).element()[u"Total_Count"].toInt(), 50'000);
}

void MassDeletes::oneJobAtATime()
{
    TestServer server(Options{.scopes = scopes, .queueDelay = std::chrono::milliseconds(500)});
    contacts(server, 4);
    const QString job =
        remove(server, {{u"cvid"_s, optedOut(server)}}).element()[u"details"].toObject()[u"job_id"].toString();
    const Reply second = remove(server, {{u"cvid"_s, optedOut(server)}});
    QCOMPARE(second.code(), u"ALREADY_SCHEDULED"_s);
    QTRY_COMPARE(status(server, job).element()[u"Status"].toString(), u"COMPLETED"_s);
    contacts(server, 4);
    QCOMPARE(remove(server, {{u"cvid"_s, optedOut(server)}}).status, 200);
}

void MassDeletes::lockedRecordsFail()
{
    TestServer server(Options{.scopes = scopes});
    const QStringList ids = contacts(server, 4);
    server.control(u"record-states"_s,
                   {{u"module"_s, u"Contacts"_s}, {u"ids"_s, QJsonArray{ids[1]}}, {u"state"_s, u"locked"_s}});
    const QString job =
        remove(server, {{u"cvid"_s, optedOut(server)}}).element()[u"details"].toObject()[u"job_id"].toString();
    QTRY_COMPARE(status(server, job).element()[u"Status"].toString(), u"COMPLETED"_s);
    QCOMPARE(status(server, job).element()[u"Failed_Count"].toInt(), 1);
    QCOMPARE(status(server, job).element()[u"Deleted_Count"].toInt(), 1);
}

void MassDeletes::goesOnAfterRestart()
{
    Options later{.scopes = scopes, .queueDelay = std::chrono::hours(1)};
    TestServer server(Options{.scopes = scopes});
    contacts(server, 4);
    server.restart(later);
    const QString job =
        remove(server, {{u"cvid"_s, optedOut(server)}}).element()[u"details"].toObject()[u"job_id"].toString();
    QCOMPARE(status(server, job).element()[u"Status"].toString(), u"RUNNING"_s);
    server.restart(Options{.scopes = scopes});
    QTRY_COMPARE(status(server, job).element()[u"Status"].toString(), u"COMPLETED"_s);
    QCOMPARE(server.sql(u"select count(*) from Contacts"_s), u"2"_s);
}

void MassDeletes::statusErrors_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    QTest::newRow("no job") << QString() << u"MANDATORY_NOT_FOUND"_s << u"mandatory param missing"_s;
    QTest::newRow("unknown") << u"?job_id=1"_s << u"INVALID_DATA"_s << u"The jobid given seems to be invalid"_s;
    QTest::newRow("no number") << u"?job_id=abc"_s << u"INVALID_DATA"_s << u"The jobid given seems to be invalid"_s;
}

void MassDeletes::statusErrors()
{
    QFETCH(QString, query);
    QFETCH(QString, code);
    QFETCH(QString, message);
    static TestServer server(Options{.scopes = scopes, .tokenLimit = 0});
    const Reply reply = server.get(path + query);
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), code);
    QCOMPARE(reply.json()[u"message"].toString(), message);
}

void MassDeletes::jobsAreTheUsersOwn()
{
    TestServer server(Options{.scopes = scopes});
    contacts(server, 4);
    const QString job =
        remove(server, {{u"cvid"_s, optedOut(server)}}).element()[u"details"].toObject()[u"job_id"].toString();
    server.useToken(SignInClient(server).signIn({{u"scope"_s, scopes}}, colleague)[u"access_token"].toString());
    QCOMPARE(status(server, job).code(), u"INVALID_DATA"_s);
}

QTEST_GUILESS_MAIN(MassDeletes)
#include "tst_conf_massdelete.moc"
