// SPDX-License-Identifier: GPL-3.0-or-later
// Bulk write, Create bulk write job.
#include "conformance/signinclient.h"

#include <QJsonDocument>
#include <QtTest>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

namespace {

const QJsonArray goodMappings{mapping(u"Last_Name"_s, 0), mapping(u"Email"_s, 1)};
const QJsonObject goodJob = jobOf(u"insert"_s, u"Contacts"_s, goodMappings);

} // namespace

class WriteCreate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answer();
    void samples_data();
    void samples();
    void errors_data();
    void errors();
    void errorDetails_data();
    void errorDetails();
    void improperFiles_data();
    void improperFiles();
    void largestFile();
    void bodies_data();
    void bodies();
    void wrongVerb();
    void wrongUrl();
    void scopes_data();
    void scopes();
    void readOnlyProfile();
    void layoutMandatoryFields();
    void mandatoryFields_data();
    void mandatoryFields();
    void supportedModules_data();
    void supportedModules();
    void unsupportedModules_data();
    void unsupportedModules();
    void refusedJobsLeaveNothing();

private:
    TestServer m_server{Options{.tokenLimit = 0, .credits = 1'000'000}};
};

void WriteCreate::answer()
{
    const Reply reply = m_server.create("Last,Mail\nA,a@example.com\n", goodJob);
    QCOMPARE(reply.status, 201);
    QCOMPARE(reply.code(), u"SUCCESS"_s);
    QCOMPARE(reply.json()[u"message"].toString(), u"success"_s);
    QCOMPARE(reply.json()[u"status"].toString(), u"success"_s);
    const QJsonObject details = reply.json()[u"details"].toObject();
    QCOMPARE(details.keys(), QStringList({u"created_by"_s, u"id"_s}));
    QVERIFY(details[u"id"].isString());
    QCOMPARE(details[u"created_by"].toObject()[u"name"].toString(), u"Ada Admin"_s);
}

void WriteCreate::samples_data()
{
    QTest::addColumn<QJsonObject>("job");
    QTest::newRow("no mappings: by the header") << jobOf(u"insert"_s, u"Contacts"_s);
    QTest::newRow("insert with a key that is not mapped") << jobOf(u"insert"_s, u"Contacts"_s, goodMappings, u"id"_s);
    QJsonObject job = goodJob;
    job.insert(u"callback"_s, QJsonObject{{u"url"_s, u"https://hook.example.org/z"_s}, {u"method"_s, u"post"_s}});
    QTest::newRow("callback") << job;
    job = goodJob;
    job.insert(u"character_encoding"_s, u"UTF-8"_s);
    job.insert(u"ignore_empty"_s, true);
    job.insert(u"callBack"_s, QJsonObject()); // so spelled in the page's own sample
    QTest::newRow("keys that mean nothing") << job;
    QJsonArray mappings = goodMappings;
    mappings.append(
        mapping(u"Layout"_s, -1, {{u"default_value"_s, QJsonObject{{u"value"_s, u"4876876000000091033"_s}}}}));
    QTest::newRow("layout as a constant") << jobOf(u"insert"_s, u"Contacts"_s, mappings);
    mappings = goodMappings;
    mappings.append(mapping(u"Phone"_s, 2,
                            {{u"find_by"_s, QJsonValue()},
                             {u"format"_s, QJsonValue()},
                             {u"module"_s, QJsonValue()},
                             {u"parent_column_index"_s, QJsonValue()},
                             {u"default_value"_s, QJsonValue()}}));
    QTest::newRow("null members") << jobOf(u"insert"_s, u"Contacts"_s, mappings);
    mappings = goodMappings;
    while (mappings.size() < 200)
        mappings.append(mapping(u"Title"_s, 2));
    QTest::newRow("200 mappings") << jobOf(u"insert"_s, u"Contacts"_s, mappings);
    job = goodJob;
    QJsonObject resource = job[u"resource"][0].toObject();
    resource.insert(u"file_names"_s, QJsonArray{u"data.csv"_s});
    job.insert(u"resource"_s, QJsonArray{resource});
    QTest::newRow("file name") << job;
}

void WriteCreate::samples()
{
    QFETCH(QJsonObject, job);
    const Reply reply = m_server.create("Last_Name,Email,Phone\nA,sample@example.com,1\n", job);
    QCOMPARE(reply.status, 201);
}

void WriteCreate::errors_data()
{
    QTest::addColumn<QJsonObject>("job");
    QTest::addColumn<QString>("code");
    const auto changed = [](const QString& key, const QJsonValue& value) {
        QJsonObject job = jobOf(u"insert"_s, u"Contacts"_s, goodMappings);
        if (value.isUndefined())
            job.remove(key);
        else
            job.insert(key, value);
        return job;
    };
    const auto resource = [](const QString& key, const QJsonValue& value) {
        QJsonObject job = jobOf(u"insert"_s, u"Contacts"_s, goodMappings);
        QJsonObject one = job[u"resource"].toArray().first().toObject();
        one.insert(u"file_id"_s, u"FILE"_s);
        one.remove(value.isUndefined() ? key : QString());
        if (!value.isUndefined())
            one.insert(key, value);
        job.insert(u"resource"_s, QJsonArray{one});
        return job;
    };
    const auto mapped = [](const QString& operation, const QJsonObject& more, const QString& findBy = {}) {
        QJsonArray mappings = goodMappings;
        mappings.append(more);
        return jobOf(operation, u"Contacts"_s, mappings, findBy);
    };
    const QString insert = u"insert"_s;
    const QJsonValue none(QJsonValue::Undefined);
    QTest::newRow("no operation") << changed(u"operation"_s, none) << u"MISSING_REQUIRED_KEY"_s;
    QTest::newRow("operation") << changed(u"operation"_s, u"delete"_s) << u"INVALID_DATA"_s;
    QTest::newRow("no resource") << changed(u"resource"_s, none) << u"MISSING_REQUIRED_KEY"_s;
    QTest::newRow("empty resource") << changed(u"resource"_s, QJsonArray()) << u"INVALID_DATA"_s;
    QTest::newRow("callback url") << changed(u"callback"_s,
                                             QJsonObject{{u"url"_s, u"nowhere"_s}, {u"method"_s, u"post"_s}})
                                  << u"INVALID_CALLBACK_URL"_s;
    QTest::newRow("callback method") << changed(u"callback"_s, QJsonObject{{u"url"_s, u"https://hook.example.org/z"_s},
                                                                           {u"method"_s, u"get"_s}})
                                     << u"INVALID_CALLBACK_METHOD"_s;
    QTest::newRow("type") << resource(u"type"_s, u"file"_s) << u"INVALID_DATA"_s;
    QTest::newRow("no module") << resource(u"module"_s, none) << u"MISSING_REQUIRED_KEY"_s;
    QTest::newRow("module") << resource(u"module"_s, QJsonObject{{u"api_name"_s, u"Calls"_s}})
                            << u"MODULE_NOT_AVAILABLE"_s;
    QTest::newRow("file id") << resource(u"file_id"_s, u"4876876000000000001"_s) << u"INVALID_FILE_ID"_s;
    QTest::newRow("file name") << resource(u"file_names"_s, QJsonArray{u"other.csv"_s}) << u"FILE_NOT_FOUND"_s;
    QTest::newRow("no find_by") << jobOf(u"upsert"_s, u"Contacts"_s, goodMappings) << u"MANDATORY_NOT_FOUND"_s;
    QTest::newRow("find_by not unique") << mapped(u"update"_s, mapping(u"Phone"_s, 2), u"Phone"_s) << u"INVALID_DATA"_s;
    QTest::newRow("find_by unknown") << jobOf(u"update"_s, u"Contacts"_s, goodMappings, u"Nope"_s)
                                     << u"INVALID_FIELD"_s;
    QTest::newRow("find_by not mapped") << jobOf(u"update"_s, u"Contacts"_s, goodMappings, u"Legacy_ID"_s)
                                        << u"MANDATORY_NOT_FOUND"_s;
    QTest::newRow("mandatory") << jobOf(insert, u"Contacts"_s, {mapping(u"Email"_s, 1)})
                               << u"MANDATORY_FIELDS_NOT_MAPPED"_s;
    QTest::newRow("field") << mapped(insert, mapping(u"Nope"_s, 2)) << u"INVALID_FIELD"_s;
    QTest::newRow("read-only field") << mapped(insert, mapping(u"Created_Time"_s, 2)) << u"INVALID_FIELD"_s;
    QTest::newRow("id in an insert") << mapped(insert, mapping(u"id"_s, 2)) << u"INVALID_FIELD"_s;
    QTest::newRow("negative index") << mapped(insert, {{u"api_name"_s, u"Phone"_s}, {u"index"_s, -4}})
                                    << u"COLUMN_INDEX_NOT_FOUND"_s;
    QTest::newRow("no index") << mapped(insert, mapping(u"Phone"_s, -1)) << u"COLUMN_INDEX_NOT_FOUND"_s;
    QTest::newRow("index too large") << mapped(insert, mapping(u"Phone"_s, 3)) << u"COLUMN_INDEX_NOT_FOUND"_s;
    QTest::newRow("lookup") << mapped(insert, mapping(u"Account_Name"_s, 2)) << u"MANDATORY_NOT_FOUND"_s;
    QTest::newRow("owner") << mapped(insert, mapping(u"Owner"_s, 2)) << u"MANDATORY_NOT_FOUND"_s;
    QTest::newRow("lookup by another field")
        << mapped(insert, mapping(u"Account_Name"_s, 2, {{u"find_by"_s, u"Phone"_s}})) << u"INVALID_FIELD"_s;
    QTest::newRow("owner by name") << mapped(insert, mapping(u"Owner"_s, 2, {{u"find_by"_s, u"full_name"_s}}))
                                   << u"INVALID_FIELD"_s;
    QTest::newRow("no type") << resource(u"type"_s, none) << u"MISSING_REQUIRED_KEY"_s;
    QTest::newRow("no api_name") << mapped(insert, {{u"index"_s, 2}}) << u"MISSING_REQUIRED_KEY"_s;
    QTest::newRow("charset") << changed(u"character_encoding"_s, u"Klingon-1"_s) << u"INVALID_DATA"_s;
    QTest::newRow("no file names in the list") << resource(u"file_names"_s, QJsonArray()) << u"INVALID_DATA"_s;
    QJsonArray names;
    while (names.size() <= 10)
        names.append(u"data.csv"_s);
    QTest::newRow("11 file names") << resource(u"file_names"_s, names) << u"INVALID_DATA"_s;
    QJsonArray hundred;
    while (hundred.size() <= 100)
        hundred.append(goodJob[u"resource"][0]);
    QTest::newRow("101 resources") << changed(u"resource"_s, hundred) << u"INVALID_DATA"_s;
    QTest::newRow("two keys") << mapped(insert, mapping(u"Account_Name"_s, 2,
                                                        {{u"find_by"_s, u"id"_s}, {u"parent_column_index"_s, 0}}))
                              << u"COEXISTENCE_NOT_ALLOWED"_s;
    QTest::newRow("date format") << mapped(insert, mapping(u"Date_of_Birth"_s, 2, {{u"format"_s, u"nonsense"_s}}))
                                 << u"INVALID_FORMAT"_s;
    QTest::newRow("date without a year") << mapped(insert, mapping(u"Date_of_Birth"_s, 2, {{u"format"_s, u"dd/MM"_s}}))
                                         << u"INVALID_FORMAT"_s;
    QJsonArray many = goodMappings;
    while (many.size() <= 200)
        many.append(mapping(u"Phone"_s, 2));
    QTest::newRow("201 mappings") << jobOf(insert, u"Contacts"_s, many) << u"HEADER_LIMIT_EXCEEDED"_s;
    QJsonObject child = jobOf(insert, u"Contacts"_s, goodMappings);
    QJsonArray two = child[u"resource"].toArray();
    QJsonObject second = two.first().toObject();
    second.insert(u"file_id"_s, u"FILE"_s);
    two = QJsonArray{second, second};
    child.insert(u"resource"_s, two);
    QTest::newRow("a child that is none") << child << u"MANDATORY_NOT_FOUND"_s;
}

void WriteCreate::errors()
{
    QFETCH(QJsonObject, job);
    QFETCH(QString, code);
    const QString file = m_server.upload("Last,Mail,Third\nA,a@example.com,x\n");
    QJsonArray resources;
    for (const QJsonValue& value : std::as_const(job)[u"resource"].toArray()) {
        QJsonObject resource = value.toObject();
        if (!resource.contains(u"file_id") || resource[u"file_id"].toString() == u"FILE"_s)
            resource.insert(u"file_id"_s, file);
        resources.append(resource);
    }
    if (job.contains(u"resource"))
        job.insert(u"resource"_s, resources);
    const QString before = m_server.sql(u"select count(*) from sandbox_write_jobs"_s);
    const Reply reply = m_server.post(u"/crm/bulk/v8/write"_s, job);
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), code);
    QCOMPARE(reply.json()[u"status"].toString(), u"error"_s);
    QCOMPARE(m_server.sql(u"select count(*) from sandbox_write_jobs"_s), before);
}

void WriteCreate::errorDetails_data()
{
    QTest::addColumn<QJsonObject>("job");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QJsonObject>("details");
    const auto without = [](const QString& key) {
        QJsonObject job = goodJob;
        job.remove(key);
        return job;
    };
    const auto mapped = [](const QJsonObject& more) {
        QJsonArray mappings = goodMappings;
        mappings.append(more);
        return jobOf(u"insert"_s, u"Contacts"_s, mappings);
    };
    QTest::newRow("operation") << without(u"operation"_s) << u"MISSING_REQUIRED_KEY"_s
                               << u"required key operation is not found in request body."_s
                               << QJsonObject{{u"json_path"_s, u"$.operation"_s}};
    QTest::newRow("find_by") << jobOf(u"update"_s, u"Contacts"_s, goodMappings) << u"MANDATORY_NOT_FOUND"_s
                             << u"Required key find_by is not available"_s
                             << QJsonObject{{u"api_name"_s, u"find_by"_s},
                                            {u"json_path"_s, u"$.resource[0].find_by"_s}};
    QTest::newRow("find_by of a lookup") << mapped(mapping(u"Account_Name"_s, 2)) << u"MANDATORY_NOT_FOUND"_s
                                         << u"Required key find_by is not available"_s
                                         << QJsonObject{{u"api_name"_s, u"Account_Name"_s},
                                                        {u"json_path"_s, u"$.resource[0].field_mappings[2].find_by"_s}};
    QTest::newRow("mandatory fields") << jobOf(u"insert"_s, u"Contacts"_s, {mapping(u"Email"_s, 1)})
                                      << u"MANDATORY_FIELDS_NOT_MAPPED"_s
                                      << u"All mandatory fields are not mapped for the layout"_s
                                      << QJsonObject{{u"api_name"_s, u"Last_Name"_s}};
    QTest::newRow("field") << mapped(mapping(u"ast_Name"_s, 2)) << u"INVALID_FIELD"_s
                           << u"invalid mapping. invalid api_name ast_Name."_s
                           << QJsonObject{{u"api_name"_s, u"ast_Name"_s},
                                          {u"json_path"_s, u"$.resource[0].field_mappings[2].api_name"_s}};
    QTest::newRow("index") << mapped(mapping(u"Phone"_s, -1)) << u"COLUMN_INDEX_NOT_FOUND"_s
                           << u"required key index for field Phone is not found in request body."_s
                           << QJsonObject{{u"api_name"_s, u"Phone"_s},
                                          {u"json_path"_s, u"$.resource[0].field_mappings[2].index"_s}};
    QTest::newRow("module") << jobOf(u"insert"_s, u"asdf"_s) << u"MODULE_NOT_AVAILABLE"_s
                            << u"Requested module 'asdf' is not available."_s << QJsonObject();
    QJsonObject job = goodJob;
    job.insert(u"callback"_s, QJsonObject{{u"url"_s, u"https://hook.example.org/z"_s}, {u"method"_s, u"get"_s}});
    QTest::newRow("callback") << job << u"INVALID_CALLBACK_METHOD"_s << u"Invalid callback method."_s
                              << QJsonObject{{u"supported_callback_methods"_s, QJsonArray{u"post"_s}}};
    QTest::newRow("two keys")
        << mapped(mapping(u"Account_Name"_s, 2, {{u"find_by"_s, u"id"_s}, {u"parent_column_index"_s, 0}}))
        << u"COEXISTENCE_NOT_ALLOWED"_s << u"find_by and parent_column_index cannot be given together"_s
        << QJsonObject{{u"api_name"_s, u"find_by"_s}, {u"json_path"_s, u"$.resource[0].field_mappings[2].find_by"_s}};
}

void WriteCreate::errorDetails()
{
    QFETCH(QJsonObject, job);
    QFETCH(QString, code);
    QFETCH(QString, message);
    QFETCH(QJsonObject, details);
    const Reply reply = m_server.create("Last,Mail,Third\nA,a@example.com,x\n", job);
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), code);
    QCOMPARE(reply.json()[u"message"].toString(), message);
    QCOMPARE(reply.json()[u"details"].toObject(), details);
}

void WriteCreate::improperFiles_data()
{
    QTest::addColumn<QByteArray>("zip");
    const QByteArray good = "Last_Name\nA\n";
    QByteArray rows = "Last_Name\n";
    for (int i = 0; i <= 25'000; ++i)
        rows += "A\n";
    QByteArray columns = "Last_Name";
    for (int i = 1; i <= 200; ++i)
        columns += ",c" + QByteArray::number(i);
    QTest::newRow("25,001 records") << zipOf({{u"data.csv"_s, rows}});
    QTest::newRow("201 columns") << zipOf({{u"data.csv"_s, columns + "\nA\n"}});
    QTest::newRow("two CSVs") << zipOf({{u"data.csv"_s, good}, {u"b.csv"_s, good}});
    QTest::newRow("no CSV") << zipOf({{u"data.txt"_s, good}});
    QTest::newRow("an empty CSV") << zipOf({{u"data.csv"_s, {}}});
    QTest::newRow("a path") << zipOf({{u"../data.csv"_s, good}});
    QTest::newRow("a folder") << zipOf({{u"x/data.csv"_s, good}});
    QTest::newRow("a drive") << zipOf({{u"C:data.csv"_s, good}});
    QTest::newRow("the same name twice") << zipOf({{u"data.csv"_s, good}, {u"data.csv"_s, good}});
    QTest::newRow("a record without end") << zipOf({{u"data.csv"_s, "Last_Name\n\"" + QByteArray(70'000'000, 'x')}});
    QTest::newRow("broken data") << [&good] {
        QByteArray zip = zipOf({{u"data.csv"_s, good + QByteArray(1000, 'A') + QByteArray(1000, 'B')}});
        zip[60] = static_cast<char>(zip[60] ^ 0x55);
        return zip;
    }();
}

void WriteCreate::improperFiles()
{
    QFETCH(QByteArray, zip);
    const QString file = m_server.uploadBytes(zip).json()[u"details"].toObject()[u"file_id"].toString();
    QVERIFY(!file.isEmpty());
    const Reply reply = m_server.createOn(file, jobOf(u"insert"_s, u"Contacts"_s));
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), u"FILE_NOT_SUPPORTED"_s);
    QCOMPARE(reply.json()[u"message"].toString(), u"File not supported for bulk write"_s);
}

void WriteCreate::largestFile()
{
    QByteArray csv = "Last_Name";
    for (int i = 1; i < 200; ++i)
        csv += ",c" + QByteArray::number(i);
    csv += '\n';
    for (int i = 0; i < 25'000; ++i)
        csv += "A\n";
    QCOMPARE(m_server.create(csv, jobOf(u"insert"_s, u"Contacts"_s, {mapping(u"Last_Name"_s, 0)})).status, 201);
}

void WriteCreate::bodies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QString>("code");
    const QByteArray json = "application/json";
    QTest::newRow("not JSON") << QByteArray("{") << json << u"INVALID_REQUEST"_s;
    QTest::newRow("a list") << QByteArray("[1]") << json << u"INVALID_REQUEST"_s;
    QTest::newRow("nothing") << QByteArray() << json << u"INVALID_REQUEST"_s;
    QTest::newRow("XML") << QByteArray("<a/>") << QByteArray("text/xml") << u"REQUEST_BODY_NOT_SUPPORTED"_s;
    QTest::newRow("deep") << QByteArray(100'000, '[') << json << u"INVALID_REQUEST"_s;
    QTest::newRow("resource is no list") << QByteArray(R"({"operation":"insert","resource":{"a":1}})") << json
                                         << u"INVALID_DATA"_s;
    QTest::newRow("no file_id")
        << QByteArray(R"({"operation":"insert","resource":[{"type":"data","module":{"api_name":"Leads"}}]})") << json
        << u"MISSING_REQUIRED_KEY"_s;
    QTest::newRow("resource of numbers") << QByteArray(R"({"operation":"insert","resource":[1]})") << json
                                         << u"INVALID_DATA"_s;
}

void WriteCreate::bodies()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, type);
    QFETCH(QString, code);
    const Reply reply = m_server.send("POST", u"/crm/bulk/v8/write"_s, body, type);
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), code);
}

void WriteCreate::wrongVerb()
{
    const Reply reply = m_server.send("PUT", u"/crm/bulk/v8/write"_s, "{}");
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), u"INVALID_REQUEST_METHOD"_s);
    QCOMPARE(reply.json()[u"message"].toString(), u"The http request method type is not a valid one"_s);
}

void WriteCreate::wrongUrl()
{
    const Reply reply = m_server.send("POST", u"/crm/bulk/v8/wrote"_s, "{}");
    QCOMPARE(reply.status, 404);
    QCOMPARE(reply.code(), u"INVALID_URL_PATTERN"_s);
    QCOMPARE(reply.json()[u"message"].toString(), u"Please check if the URL trying to access is a correct one"_s);
}

void WriteCreate::scopes_data()
{
    QTest::addColumn<QString>("scopes");
    QTest::addColumn<int>("status");
    QTest::newRow("bulk and all modules") << u"ZohoFiles.files.ALL,ZohoCRM.bulk.ALL,ZohoCRM.modules.ALL"_s << 201;
    QTest::newRow("create of this module")
        << u"ZohoFiles.files.ALL,ZohoCRM.bulk.CREATE,ZohoCRM.modules.Contacts.CREATE"_s << 201;
    QTest::newRow("all of this module") << u"ZohoFiles.files.ALL,ZohoCRM.bulk.CREATE,ZohoCRM.modules.contacts.ALL"_s
                                        << 201;
    QTest::newRow("another module") << u"ZohoFiles.files.ALL,ZohoCRM.bulk.ALL,ZohoCRM.modules.Leads.ALL"_s << 401;
    QTest::newRow("reading only") << u"ZohoFiles.files.ALL,ZohoCRM.bulk.READ,ZohoCRM.modules.ALL"_s << 401;
    QTest::newRow("no modules") << u"ZohoFiles.files.ALL,ZohoCRM.bulk.ALL"_s << 401;
}

void WriteCreate::scopes()
{
    QFETCH(QString, scopes);
    QFETCH(int, status);
    TestServer server(Options{.scopes = scopes});
    const Reply reply = server.create("Last_Name\nA\n", jobOf(u"insert"_s, u"Contacts"_s));
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.code(), status == 201 ? u"SUCCESS"_s : u"OAUTH_SCOPE_MISMATCH"_s);
}

void WriteCreate::readOnlyProfile()
{
    m_server.useToken(SignInClient(m_server).accessToken(viewer));
    const auto back = qScopeGuard([this] { m_server.useToken({}); });
    const Reply reply = m_server.createOn(u"1"_s, goodJob);
    QCOMPARE(reply.status, 403);
    QCOMPARE(reply.code(), u"NO_PERMISSION"_s);
}

void WriteCreate::layoutMandatoryFields()
{
    const QJsonObject job = jobOf(u"insert"_s, u"Leads"_s); // its layout wants Company
    QCOMPARE(m_server.create("Last_Name\nA\n", job).code(), u"MANDATORY_FIELDS_NOT_MAPPED"_s);
    m_server.server().quirks().set(Quirk::LayoutRequiredIgnored, true);
    const auto off = qScopeGuard([this] { m_server.server().quirks().set(Quirk::LayoutRequiredIgnored, false); });
    QCOMPARE(m_server.create("Last_Name\nA\n", job).status, 201);
    QCOMPARE(m_server.create("Company\nA\n", job).code(), u"MANDATORY_FIELDS_NOT_MAPPED"_s);
}

/// "System-defined mandatory fields" of Insert records: a job that maps all of a module's but one is refused.
void WriteCreate::mandatoryFields_data()
{
    QTest::addColumn<QStringList>("fields");
    const auto row = [](const char* module, const QStringList& fields) { QTest::newRow(module) << fields; };
    row("Contacts", {u"Last_Name"_s});
    row("Accounts", {u"Account_Name"_s});
    row("Deals", {u"Deal_Name"_s, u"Stage"_s});
    row("Tasks", {u"Subject"_s});
    row("Products", {u"Product_Name"_s});
    row("Campaigns", {u"Campaign_Name"_s});
    row("Vendors", {u"Vendor_Name"_s});
    row("Cases", {u"Case_Origin"_s, u"Status"_s, u"Subject"_s});
    row("Solutions", {u"Solution_Title"_s});
}

void WriteCreate::mandatoryFields()
{
    QFETCH(QStringList, fields);
    const QString module = QString::fromLatin1(QTest::currentDataTag());
    for (const QString& missing : fields) {
        QJsonArray mappings{mapping(u"Owner"_s, 0, {{u"find_by"_s, u"email"_s}})};
        for (const QString& other : fields)
            if (other != missing)
                mappings.append(mapping(other, 0));
        const Reply refused = m_server.create("a\nb\n", jobOf(u"insert"_s, module, mappings));
        QCOMPARE(refused.code(), u"MANDATORY_FIELDS_NOT_MAPPED"_s);
        QCOMPARE(refused.json()[u"details"][u"api_name"].toString(), missing);
        mappings.append(mapping(missing, 0));
        QCOMPARE(m_server.create("a\nb\n", jobOf(u"insert"_s, module, mappings)).status, 201);
    }
}

void WriteCreate::supportedModules_data()
{
    QTest::addColumn<QString>("module");
    for (const char* module : {"Leads", "Accounts", "Contacts", "Deals", "Campaigns", "Cases", "Solutions", "Products",
                               "Vendors", "Price_Books", "Tasks", "Equipment"}) // the last one is a custom module
        QTest::newRow(module) << QString::fromLatin1(module);
}

void WriteCreate::supportedModules()
{
    QFETCH(QString, module);
    const QJsonArray byId{mapping(u"id"_s, 0)};
    QCOMPARE(m_server.create("id\n1\n", jobOf(u"update"_s, module, byId, u"id"_s)).status, 201);
}

void WriteCreate::unsupportedModules_data()
{
    QTest::addColumn<QString>("module");
    for (const char* module : {"Attachments", "Notes", "Events", "Calls", "Users", "Emails"})
        QTest::newRow(module) << QString::fromLatin1(module);
}

void WriteCreate::unsupportedModules()
{
    QFETCH(QString, module);
    const Reply reply = m_server.create("id\n1\n", jobOf(u"update"_s, module, {mapping(u"id"_s, 0)}, u"id"_s));
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), u"MODULE_NOT_AVAILABLE"_s);
    QCOMPARE(reply.json()[u"message"].toString(), u"Requested module '%1' is not available."_s.arg(module));
}

void WriteCreate::refusedJobsLeaveNothing()
{
    const QString before = m_server.sql(u"select count(*) from sandbox_write_jobs"_s);
    m_server.create("Last_Name\nA\n", jobOf(u"update"_s, u"Contacts"_s));
    QCOMPARE(m_server.sql(u"select count(*) from sandbox_write_jobs"_s), before);
}

QTEST_GUILESS_MAIN(WriteCreate)
#include "tst_conf_writecreate.moc"
