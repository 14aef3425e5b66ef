// SPDX-License-Identifier: GPL-3.0-or-later
// Bulk write with subforms and multi-select lookups: Create bulk write job, "Parent and child records".
#include "conformance/testserver.h"

#include <QtTest>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

namespace {

using Files = QList<std::pair<QString, QByteArray>>;

QJsonObject resource(const QString& module, const QString& file, const QJsonArray& mappings)
{
    return {{u"type"_s, u"data"_s},
            {u"module"_s, QJsonObject{{u"api_name"_s, module}}},
            {u"file_names"_s, QJsonArray{file}},
            {u"field_mappings"_s, mappings}};
}

const QJsonArray dealMappings{mapping(u"Deal_Name"_s, 1), mapping(u"Stage"_s, 2)};
const QJsonArray lineMappings{mapping(u"Parent_Id"_s, 0, {{u"parent_column_index"_s, 0}}), mapping(u"Line_Text"_s, 1),
                              mapping(u"Quantity"_s, 2)};
const QJsonArray linkMappings{mapping(u"Deals"_s, 0, {{u"parent_column_index"_s, 0}}),
                              mapping(u"Products"_s, 1, {{u"find_by"_s, u"Product_Name"_s}})};

QJsonObject jobWith(const QJsonArray& resources, const QString& operation = u"insert"_s)
{
    return {{u"operation"_s, operation}, {u"resource"_s, resources}};
}

const QJsonObject parentAndLines = jobWith(
    {resource(u"Deals"_s, u"deals.csv"_s, dealMappings), resource(u"Deal_Lines"_s, u"lines.csv"_s, lineMappings)});

const QByteArray deals = "key,Deal_Name,Stage\nd1,First,Qualification\nd2,Second,Qualification\nd3,,Qualification\n";

} // namespace

class WriteChildren : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void subformRows();
    void multiSelectLookup();
    void multiUserLookup();
    void subformAlone();
    void keysThatRepeat();
    void childOfAnUpdatedRecord();
    void twoHundredRowsForAParent();
    void twoHundredRowsForTheFile();
    void errors_data();
    void errors();
    void childrenShareTheFile();
    void goesOnAfterRestart();
    void deletingTheParentDeletesItsRows();

private:
    QJsonObject run(TestServer& server, const Files& files, const QJsonObject& job)
    {
        const Reply reply = server.createOn(server.uploadFiles(files), job);
        return reply.status == 201 ? server.waitFor(reply.json()[u"details"].toObject()[u"id"].toString())
                                   : reply.json();
    }
};

void WriteChildren::subformRows()
{
    TestServer server;
    const QByteArray lines =
        "deal,text,quantity\nd2,Pump,2\nd1,Valve,1\nd2,Hose,3\nd3,Lost,1\nd9,Nobody's,1\n,None's,1\n";
    const QJsonObject details = run(server, {{u"deals.csv"_s, deals}, {u"lines.csv"_s, lines}}, parentAndLines);
    QCOMPARE(details[u"status"].toString(), u"COMPLETED"_s);
    QCOMPARE(details[u"resource"].toArray().size(), 2);
    QCOMPARE(fileOf(details, 0)[u"added_count"].toInt(), 2);
    QCOMPARE(fileOf(details, 0)[u"skipped_count"].toInt(), 1);
    QCOMPARE(fileOf(details, 1)[u"added_count"].toInt(), 3);
    QCOMPARE(fileOf(details, 1)[u"skipped_count"].toInt(), 3);
    QCOMPARE(server.resultNames(details), QStringList({u"Deals-deals.csv"_s, u"Deal_Lines-lines.csv"_s}));
    QCOMPARE(outcomes(server.result(details, 0)),
             QStringList({u"added"_s, u"added"_s, u"skipped MANDATORY_NOT_FOUND-Deal_Name"_s}));
    // d3 was refused, d9 is in no row, and the last line names none.
    QCOMPARE(outcomes(server.result(details, 1)),
             QStringList({u"added"_s, u"added"_s, u"added"_s, u"skipped RESOURCE_NOT_FOUND-deal"_s,
                          u"skipped RESOURCE_NOT_FOUND-deal"_s, u"skipped MANDATORY_NOT_FOUND-deal"_s}));
    QVERIFY(server.result(details, 1).startsWith("deal,text,quantity,STATUS,RECORD_ID,ERRORS\n"));
    QCOMPARE(server.sql(u"select group_concat(Deal_Name || ':' || Line_Text || ':' || Quantity) from "
                        "(select * from Deal_Lines l join Deals d on d.id = l.Parent_Id order by l.id)"_s),
             u"Second:Pump:2,First:Valve:1,Second:Hose:3"_s);
}

void WriteChildren::multiSelectLookup()
{
    TestServer server;
    server.run("Product_Name\nPump\nValve\n", jobOf(u"insert"_s, u"Products"_s));
    const QJsonObject job = jobWith({resource(u"Deals"_s, u"deals.csv"_s, dealMappings),
                                     resource(u"Deal_Lines"_s, u"lines.csv"_s, lineMappings),
                                     resource(u"Deals_X_Products"_s, u"links.csv"_s, linkMappings)});
    const QJsonObject details = run(server,
                                    {{u"deals.csv"_s, deals},
                                     {u"lines.csv"_s, "deal,text,quantity\nd1,Pump,2\n"},
                                     {u"links.csv"_s, "deal,product\nd1,Pump\nd1,Valve\nd2,Pump\nd2,Boat\n"}},
                                    job);
    QCOMPARE(fileOf(details, 2)[u"added_count"].toInt(), 3);
    QCOMPARE(outcomes(server.result(details, 2)).last(), u"skipped RESOURCE_NOT_FOUND-product"_s);
    QCOMPARE(server.sql(u"select group_concat(Deal_Name || ':' || Product_Name) from Deals_X_Products x "
                        "join Deals d on d.id = x.Deals join Products p on p.id = x.Products"_s),
             u"First:Pump,First:Valve,Second:Pump"_s);
}

void WriteChildren::multiUserLookup()
{
    TestServer server;
    const QJsonArray team{mapping(u"Deals"_s, 0, {{u"parent_column_index"_s, 0}}),
                          mapping(u"Deal_Team"_s, 1, {{u"find_by"_s, u"email"_s}})};
    const QJsonObject job = jobWith(
        {resource(u"Deals"_s, u"deals.csv"_s, dealMappings), resource(u"Deals_X_Users"_s, u"team.csv"_s, team)});
    const QJsonObject details = run(
        server,
        {{u"deals.csv"_s, deals}, {u"team.csv"_s, "deal,user\nd1,jonas.keller@example.com\nd1,nobody@example.com\n"}},
        job);
    QCOMPARE(outcomes(server.result(details, 1)), QStringList({u"added"_s, u"skipped RESOURCE_NOT_FOUND-user"_s}));
}

void WriteChildren::subformAlone()
{
    TestServer server;
    server.run("Deal_Name,Stage\nFirst,Qualification\n", jobOf(u"insert"_s, u"Deals"_s));
    const QByteArray id = server.sql(u"select id from Deals"_s).toUtf8();
    const QJsonArray mappings{mapping(u"Parent_Id"_s, 0, {{u"find_by"_s, u"id"_s}}), mapping(u"Line_Text"_s, 1)};
    const QJsonObject details = server.run("deal,text\n" + id + ",Pump\n" + id + ",Valve\n1,Lost\n",
                                           jobOf(u"insert"_s, u"Deal_Lines"_s, mappings));
    QCOMPARE(outcomes(server.result(details)),
             QStringList({u"added"_s, u"added"_s, u"skipped RESOURCE_NOT_FOUND-deal"_s}));
}

/// Not documented; nothing may be lost, and the first record is as good as any.
void WriteChildren::keysThatRepeat()
{
    TestServer server;
    run(server,
        {{u"deals.csv"_s, "key,Deal_Name,Stage\nd1,First,Qualification\nd1,Twin,Qualification\n"},
         {u"lines.csv"_s, "deal,text,quantity\nd1,Pump,2\n"}},
        parentAndLines);
    QCOMPARE(server.sql(u"select Deal_Name from Deal_Lines l join Deals d on d.id = l.Parent_Id"_s), u"First"_s);
}

void WriteChildren::childOfAnUpdatedRecord()
{
    TestServer server;
    server.run("Deal_Name,Stage\nFirst,Qualification\n", jobOf(u"insert"_s, u"Deals"_s));
    QJsonObject parent = resource(u"Deals"_s, u"deals.csv"_s, dealMappings);
    parent.insert(u"find_by"_s, u"Deal_Name"_s);
    const QJsonObject job = jobWith({parent, resource(u"Deal_Lines"_s, u"lines.csv"_s, lineMappings)}, u"upsert"_s);
    const QJsonObject details = run(server,
                                    {{u"deals.csv"_s, "key,Deal_Name,Stage\nd1,First,Closed Won\n"},
                                     {u"lines.csv"_s, "deal,text,quantity\nd1,Pump,2\n"}},
                                    job);
    QCOMPARE(fileOf(details, 0)[u"updated_count"].toInt(), 1);
    QCOMPARE(fileOf(details, 1)[u"added_count"].toInt(), 1);
    QCOMPARE(server.sql(u"select count(*) from Deals"_s), u"1"_s);
}

static QByteArray linesOf(const QByteArray& deal, int count)
{
    QByteArray lines;
    for (int i = 0; i < count; ++i)
        lines += deal + ",L" + QByteArray::number(i) + ",1\n";
    return lines;
}

void WriteChildren::twoHundredRowsForAParent()
{
    TestServer server;
    const QByteArray lines = "deal,text,quantity\n" + linesOf("d1", 201) + linesOf("d2", 200);
    const QJsonObject details = run(server, {{u"deals.csv"_s, deals}, {u"lines.csv"_s, lines}}, parentAndLines);
    QCOMPARE(fileOf(details, 1)[u"added_count"].toInt(), 400);
    QCOMPARE(outcomes(server.result(details, 1)).value(200), u"skipped LIMIT_EXCEEDED-deal"_s);
}

void WriteChildren::twoHundredRowsForTheFile()
{
    TestServer server(Options{.quirks = {Quirk::SubformLimitPerFile}});
    const QByteArray lines = "deal,text,quantity\n" + linesOf("d1", 150) + linesOf("d2", 150);
    const QJsonObject details = run(server, {{u"deals.csv"_s, deals}, {u"lines.csv"_s, lines}}, parentAndLines);
    QCOMPARE(fileOf(details, 1)[u"added_count"].toInt(), 200);
    QCOMPARE(outcomes(server.result(details, 1)).value(200), u"skipped LIMIT_EXCEEDED-deal"_s);
}

void WriteChildren::errors_data()
{
    QTest::addColumn<QJsonObject>("job");
    QTest::addColumn<QString>("code");
    const QJsonObject parent = resource(u"Deals"_s, u"deals.csv"_s, dealMappings);
    const QJsonObject child = resource(u"Deal_Lines"_s, u"lines.csv"_s, lineMappings);
    const auto changed = [](QJsonObject json, const QString& key, const QJsonValue& value) {
        json.insert(key, value);
        return json;
    };
    QTest::newRow("no parent_column_index")
        << jobWith({parent, resource(u"Deal_Lines"_s, u"lines.csv"_s, {mapping(u"Line_Text"_s, 1)})})
        << u"MANDATORY_NOT_FOUND"_s;
    QTest::newRow("parent_column_index of a plain field")
        << jobWith({parent, resource(u"Deal_Lines"_s, u"lines.csv"_s,
                                     {mapping(u"Line_Text"_s, 1, {{u"parent_column_index"_s, 0}})})})
        << u"INVALID_DATA"_s;
    QTest::newRow("parent_column_index beyond the parent's columns")
        << jobWith({parent, resource(u"Deal_Lines"_s, u"lines.csv"_s,
                                     {mapping(u"Parent_Id"_s, 0, {{u"parent_column_index"_s, 3}})})})
        << u"INVALID_DATA"_s;
    QTest::newRow("the child first") << jobWith({child, parent}) << u"MANDATORY_NOT_FOUND"_s;
    QTest::newRow("the same module twice") << jobWith({parent, child, child}) << u"MODULE_NOT_AVAILABLE"_s;
    QTest::newRow("no child of this parent")
        << jobWith({resource(u"Contacts"_s, u"deals.csv"_s, {mapping(u"Last_Name"_s, 1)}), child})
        << u"MODULE_NOT_AVAILABLE"_s;
    QTest::newRow("no file names") << jobWith({parent, changed(child, u"file_names"_s, QJsonValue::Undefined)})
                                   << u"MISSING_REQUIRED_KEY"_s;
    QTest::newRow("a file that is not there")
        << jobWith({parent, changed(child, u"file_names"_s, QJsonArray{u"other.csv"_s})}) << u"FILE_NOT_FOUND"_s;
    QTest::newRow("a CSV too many") << jobWith({parent}) << u"FILE_NOT_SUPPORTED"_s;
}

void WriteChildren::errors()
{
    QFETCH(QJsonObject, job);
    QFETCH(QString, code);
    static TestServer server(Options{.tokenLimit = 0, .credits = 1'000'000});
    const QString file =
        server.uploadFiles({{u"deals.csv"_s, deals}, {u"lines.csv"_s, "deal,text,quantity\nd1,P,2\n"}});
    QCOMPARE(server.createOn(file, job).code(), code);
}

/// "Within one job parent and children share one file_id."
void WriteChildren::childrenShareTheFile()
{
    TestServer server;
    QJsonArray resources = parentAndLines[u"resource"].toArray();
    for (int i = 0; i < 2; ++i) {
        QJsonObject one = resources[i].toObject();
        one.insert(u"file_id"_s, server.uploadFiles({{u"deals.csv"_s, deals}, {u"lines.csv"_s, "a,b,c\nd1,P,2\n"}}));
        resources[i] = one;
    }
    const Reply reply = server.post(u"/crm/bulk/v8/write"_s, jobWith(resources));
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), u"INVALID_FILE_ID"_s);
    QCOMPARE(reply.json()[u"details"][u"json_path"].toString(), u"$.resource[1].file_id"_s);
}

void WriteChildren::goesOnAfterRestart()
{
    Options slow;
    slow.rowsPerSecond = 100;
    TestServer server(slow);
    QByteArray parents = "key,Deal_Name,Stage\n";
    QByteArray lines = "deal,text,quantity\n";
    for (int i = 0; i < 40; ++i) {
        parents += 'd' + QByteArray::number(i) + ",Deal " + QByteArray::number(i) + ",Qualification\n";
        lines += 'd' + QByteArray::number(i) + ",Line,1\n";
    }
    const Reply reply =
        server.createOn(server.uploadFiles({{u"deals.csv"_s, parents}, {u"lines.csv"_s, lines}}), parentAndLines);
    const QString id = reply.json()[u"details"].toObject()[u"id"].toString();
    QTRY_VERIFY(server.sql(u"select count(*) from Deal_Lines"_s).toInt() > 5);
    server.restart();
    const QJsonObject details = server.waitFor(id);
    QCOMPARE(fileOf(details, 0)[u"added_count"].toInt(), 40);
    QCOMPARE(fileOf(details, 1)[u"added_count"].toInt(), 40);
    QCOMPARE(server.sql(u"select count(distinct Parent_Id) from Deal_Lines"_s), u"40"_s);
    QCOMPARE(server.sql(u"select count(*) from sandbox_write_keys"_s), u"0"_s);
}

void WriteChildren::deletingTheParentDeletesItsRows()
{
    TestServer server;
    run(server, {{u"deals.csv"_s, deals}, {u"lines.csv"_s, "deal,text,quantity\nd1,Pump,2\nd2,Hose,1\n"}},
        parentAndLines);
    const QString id = server.sql(u"select id from Deals where Deal_Name='First'"_s);
    QCOMPARE(server.send("DELETE", u"/crm/v8/Deals?ids="_s + id).status, 200);
    QCOMPARE(server.sql(u"select group_concat(Line_Text) from Deal_Lines"_s), u"Hose"_s);
}

QTEST_GUILESS_MAIN(WriteChildren)
#include "tst_conf_writechildren.moc"
