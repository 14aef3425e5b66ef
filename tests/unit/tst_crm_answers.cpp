// SPDX-License-Identifier: GPL-3.0-or-later
// What is concluded from the CRM's answers: the verdict table, and the pure JSON readers.
#include "crm/apifailure.h"
#include "crm/bulkjson.h"
#include "crm/connection.h"
#include "crm/httpdate.h"
#include "crm/metadatajson.h"
#include "crm/readjson.h"
#include "crm/recordsjson.h"
#include "crm/trust.h"
#include "crm/verdict.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace stevedore;

Q_DECLARE_METATYPE(Verdict)

namespace {

HttpOutcome reply(int status, const QByteArray& body)
{
    return HttpReply{status, {}, body};
}

HttpOutcome broken(HttpFailure::Proof proof)
{
    return tl::unexpected<HttpFailure>(HttpFailure{proof, Failure{FailureKind::Network, u"broke"_s, {}, {}}});
}

const QByteArray created =
    R"({"status":"success","code":"SUCCESS","message":"success","details":{"id":"4876876000000541999","created_by":{"id":"1"}}})";

} // namespace

class TestCrmAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void datesOfServers_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("known");
        QTest::newRow("as it is sent") << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT") << true;
        QTest::newRow("RFC 850") << QByteArray("Sunday, 06-Nov-94 08:49:37 GMT") << true;
        QTest::newRow("no such hour") << QByteArray("Sun, 06 Nov 1994 25:49:37 GMT") << false;
        QTest::newRow("asctime") << QByteArray("Sun Nov  6 08:49:37 1994") << true;
        QTest::newRow("with an offset") << QByteArray("Sun, 06 Nov 1994 09:49:37 +0100") << true;
        QTest::newRow("blanks around it") << QByteArray(" Sun, 06 Nov 1994 08:49:37 GMT ") << true;
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("no date") << QByteArray("yesterday") << false;
        QTest::newRow("ISO") << QByteArray("1994-11-06T08:49:37Z") << false;
    }
    void datesOfServers()
    {
        QFETCH(QByteArray, value);
        QFETCH(bool, known);
        const QDateTime moment(QDate(1994, 11, 6), QTime(8, 49, 37), Qt::UTC);
        QCOMPARE(httpDate(value) == moment, known);
        QCOMPARE(httpDate(value).isValid(), known);
        // Of two digits of a year that one counts that is not far ahead.
        QCOMPARE(httpDate("Sunday, 29-Nov-26 08:49:37 GMT").date(), QDate(2026, 11, 29));
        // An hour that some places do not have, when they change to summer time.
        QVERIFY(httpDate("Sun, 29 Mar 2026 02:30:00 GMT").isValid());
    }

    void verdictOnCreate_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Verdict>("verdict");
        QTest::addColumn<bool>("again");
        QTest::newRow("201 with id") << 201 << created << Verdict::Done << false;
        QTest::newRow("200 with id") << 200 << created << Verdict::Done << false;
        QTest::newRow("id as number") << 201
                                      << QByteArray(R"({"status":"success","details":{"id":4876876000000541999}})")
                                      << Verdict::Done << false;
        QTest::newRow("success without id")
            << 201 << QByteArray(R"({"status":"success","details":{}})") << Verdict::Unknown << false;
        QTest::newRow("2xx with error word")
            << 200 << QByteArray(R"({"status":"error","code":"INTERNAL_ERROR","details":{"id":"1"}})")
            << Verdict::Unknown << false;
        QTest::newRow("2xx empty") << 201 << QByteArray() << Verdict::Unknown << false;
        QTest::newRow("2xx html") << 200 << QByteArray("<html>login</html>") << Verdict::Unknown << false;
        QTest::newRow("2xx cut json") << 201 << created.left(created.size() - 5) << Verdict::Unknown << false;
        QTest::newRow("400 documented")
            << 400
            << QByteArray(
                   R"({"status":"error","code":"INVALID_FIELD","message":"invalid mapping. invalid api_name X.","details":{}})")
            << Verdict::NotDone << false;
        QTest::newRow("401 stale token")
            << 401
            << QByteArray(R"({"status":"error","code":"INVALID_TOKEN","message":"invalid oauth token","details":{}})")
            << Verdict::NotDone << true;
        QTest::newRow("401 scope")
            << 401 << QByteArray(R"({"status":"error","code":"OAUTH_SCOPE_MISMATCH","message":"x","details":{}})")
            << Verdict::NotDone << false;
        QTest::newRow("429 documented")
            << 429 << QByteArray(R"({"status":"error","code":"TOO_MANY_REQUESTS","message":"x","details":{}})")
            << Verdict::NotDone << true;
        QTest::newRow("429 of a proxy") << 429 << QByteArray("slow down") << Verdict::Unknown << false;
        QTest::newRow("400 of a proxy") << 400 << QByteArray("<html>") << Verdict::Unknown << false;
        QTest::newRow("408 with object") << 408 << QByteArray(R"({"status":"error","code":"TIMEOUT","details":{}})")
                                         << Verdict::Unknown << false;
        QTest::newRow("500 with object") << 500
                                         << QByteArray(R"({"status":"error","code":"INTERNAL_ERROR","details":{}})")
                                         << Verdict::Unknown << false;
        QTest::newRow("503") << 503 << QByteArray() << Verdict::Unknown << false;
        QTest::newRow("307") << 307 << QByteArray() << Verdict::Unknown << false;
        QTest::newRow("100") << 100 << QByteArray() << Verdict::Unknown << false;
    }

    void verdictOnCreate()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(Verdict, verdict);
        QFETCH(bool, again);
        const CreateVerdict out = createVerdict(reply(status, body));
        QCOMPARE(out.verdict, verdict);
        QCOMPARE(out.again, again);
        QCOMPARE(out.jobId, verdict == Verdict::Done ? u"4876876000000541999"_s : QString());
        QCOMPARE(out.failure.sentence.isEmpty(), verdict == Verdict::Done);
        QCOMPARE(out.failure.kind == FailureKind::Doubt, verdict == Verdict::Unknown);
    }

    /// Every prefix of a good answer is never "created".
    void prefixesAreNeverCreated()
    {
        for (qsizetype length = 0; length < created.size(); ++length)
            QVERIFY(createVerdict(reply(201, created.left(length))).verdict != Verdict::Done);
    }

    void verdictOnBrokenExchanges()
    {
        QCOMPARE(createVerdict(broken(HttpFailure::Proof::NotSent)).verdict, Verdict::NotDone);
        QVERIFY(createVerdict(broken(HttpFailure::Proof::NotSent)).again);
        QCOMPARE(createVerdict(broken(HttpFailure::Proof::Incomplete)).verdict, Verdict::NotDone);
        QCOMPARE(createVerdict(broken(HttpFailure::Proof::None)).verdict, Verdict::Unknown);
        QCOMPARE(recordsVerdict(broken(HttpFailure::Proof::None), 1).verdict, Verdict::Unknown);
    }

    void verdictOnRecords()
    {
        const QByteArray two =
            R"({"data":[{"code":"SUCCESS","details":{"id":"4801"},"message":"record added","status":"success"},
            {"code":"DUPLICATE_DATA","details":{"api_name":"Email","duplicate_record":{"id":"4800"}},"message":"duplicate data","status":"error"}]})";
        const RecordsVerdict out = recordsVerdict(reply(207, two), 2);
        QCOMPARE(out.verdict, Verdict::Done);
        QVERIFY(out.answers[0].success);
        QCOMPARE(out.answers[0].id, u"4801"_s);
        QCOMPARE(out.answers[1].code, u"DUPLICATE_DATA"_s);
        QCOMPARE(out.answers[1].field, u"Email"_s);
        QCOMPARE(out.answers[1].id, u"4800"_s);
        QCOMPARE(recordsVerdict(reply(201, two), 3).verdict, Verdict::Unknown);
        const QByteArray one =
            R"({"data":[{"code":"INVALID_DATA","details":{"api_name":"Email"},"message":"invalid data","status":"error"}]})";
        QCOMPARE(recordsVerdict(reply(400, one), 1).verdict, Verdict::Done);
        QCOMPARE(recordsVerdict(reply(500, one), 1).verdict, Verdict::Unknown);
    }

    void createBody()
    {
        WriteJobRequest request{u"upsert"_s,
                                u"Contacts"_s,
                                u"4876876000000541958"_s,
                                u"c.csv"_s,
                                u"Email"_s,
                                true,
                                {{u"Email"_s, 0, {}, {}},
                                 {u"Account_Name"_s, 1, u"Account_Name"_s, {}},
                                 {u"Date_of_Birth"_s, 2, {}, u"yyyy-MM-dd"_s}}};
        const QJsonObject body = QJsonDocument::fromJson(writeJobBody(request)).object();
        QCOMPARE(body[u"operation"].toString(), u"upsert"_s);
        QCOMPARE(body[u"ignore_empty"].toBool(), true);
        const QJsonObject resource = body[u"resource"][0].toObject();
        QCOMPARE(resource[u"ignore_empty"].toBool(), true);
        QCOMPARE(resource[u"find_by"].toString(), u"Email"_s);
        QCOMPARE(resource[u"file_id"].toString(), u"4876876000000541958"_s);
        QCOMPARE(resource[u"file_names"].toArray(), QJsonArray{u"c.csv"_s});
        QCOMPARE(resource[u"field_mappings"][1][u"find_by"].toString(), u"Account_Name"_s);
        QVERIFY(!resource[u"field_mappings"][0].toObject().contains(u"find_by"));
        QCOMPARE(resource[u"field_mappings"][2][u"format"].toString(), u"yyyy-MM-dd"_s);
        QCOMPARE(resource[u"field_mappings"].toArray().size(), 3);

        // "Layout: constant mapping" of Create job: no index, and behind all columns.
        request.layout = u"4876876000000091033"_s;
        const QJsonObject withLayout = QJsonDocument::fromJson(writeJobBody(request)).object();
        const QJsonArray mappings = withLayout[u"resource"][0][u"field_mappings"].toArray();
        QCOMPARE(mappings.size(), 4);
        QCOMPARE(mappings.last().toObject(),
                 (QJsonObject{{u"api_name"_s, u"Layout"_s},
                              {u"default_value"_s, QJsonObject{{u"value"_s, u"4876876000000091033"_s}}}}));
    }

    void fileIdAsTextOrNumber()
    {
        QCOMPARE(uploadedFileId(R"({"status":"success","details":{"file_id":"5725767000002094001"}})").value(),
                 u"5725767000002094001"_s);
        QCOMPARE(uploadedFileId(R"({"status":"success","details":{"file_id":5725767000002094001}})").value(),
                 u"5725767000002094001"_s);
        QVERIFY(!uploadedFileId(R"({"status":"success","details":{}})"));
        QVERIFY(!uploadedFileId("<html>"));
    }

    void jobStates_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("state");
        QTest::newRow("added") << u"ADDED"_s << int(JobState::Queued);
        QTest::newRow("blank") << u"IN PROGRESS"_s << int(JobState::Working);
        QTest::newRow("joined") << u"INPROGRESS"_s << int(JobState::Working);
        QTest::newRow("completed") << u"COMPLETED"_s << int(JobState::Completed);
        QTest::newRow("failed") << u"FAILED"_s << int(JobState::Failed);
        QTest::newRow("skipped") << u"SKIPPED"_s << int(JobState::Skipped);
        QTest::newRow("nobody knows") << u"PONDERING"_s << int(JobState::Working);
    }

    void jobStates()
    {
        QFETCH(QString, word);
        QFETCH(int, state);
        QByteArray body =
            R"({"status":"WORD","id":"1","resource":[{"file":{"name":"c.csv","added_count":480,"skipped_count":20,"updated_count":0,"total_count":500}}],
            "result":{"download_url":"/v8/crm/org1/bulk-write/1/1.zip"}})";
        body.replace("WORD", word.toUtf8());
        const auto details = jobDetailsFromJson(body);
        QVERIFY(details);
        QCOMPARE(int(details->state), state);
        QCOMPARE(details->added, 480);
        QCOMPARE(details->total, 500);
        QCOMPARE(details->downloadUrl, u"/v8/crm/org1/bulk-write/1/1.zip"_s);
    }

    void apiErrorsInAllForms()
    {
        QCOMPARE(apiErrorOf(R"({"code":"INVALID_DATA","details":{"api_name":"Email"},"message":"m","status":"error"})")
                     .value(),
                 (ApiError{u"INVALID_DATA"_s, u"m"_s, u"Email"_s}));
        QCOMPARE(apiErrorOf(R"({"data":[{"code":"X","message":"m","status":"error"}]})")->code, u"X"_s);
        QVERIFY(
            apiErrorOf(R"({"ERROR_CODE":400,"ERROR_MESSAGE":"Bad Request","x-error":"check if headers are present"})"));
        QVERIFY(!apiErrorOf("<html>"));
        QVERIFY(!apiErrorOf(R"({"status":"success","code":"SUCCESS"})"));
    }

    void fieldMetadata()
    {
        const QByteArray body = R"({"fields":[
          {"id":"1","api_name":"Email","field_label":"E-Mail","data_type":"email","length":100,"unique":{"case_sensitive":false},"operation_type":{"api_create":true,"api_update":true}},
          {"id":"2","api_name":"Rating","field_label":"Rating","data_type":"picklist","pick_list_values":[{"display_value":"-None-","actual_value":"-None-"},{"display_value":"Hot","actual_value":"hot","type":"used"}]},
          {"id":"3","api_name":"Code","field_label":"Code","data_type":"text","unique":{"casesensitive":true}},
          {"id":"4","api_name":"Created_Time","field_label":"Created","data_type":"datetime"},
          {"id":"5","api_name":"Owner","field_label":"Owner","data_type":"ownerlookup","field_read_only":true,"operation_type":{"api_create":true,"api_update":true}},
          {"id":"6","api_name":"Account_Name","field_label":"Account","data_type":"lookup","lookup":{"module":{"api_name":"Accounts","id":"9"}}},
          {"id":"7","api_name":"Score","field_label":"Score","data_type":"formula"}]})";
        const auto fields = fieldsFromJson(body);
        QVERIFY(fields);
        const ModuleMeta meta{{{}, u"Contacts"_s, {}, {}}, *fields};
        QVERIFY(meta.field(u"Email"_s)->unique && !meta.field(u"Email"_s)->uniqueCaseSensitive);
        QVERIFY(meta.field(u"Code"_s)->uniqueCaseSensitive);
        QCOMPARE(meta.field(u"Rating"_s)->picklist, (QList<PicklistValue>{{u"Hot"_s, u"hot"_s}}));
        QVERIFY(!meta.field(u"Created_Time"_s)->isWritable());
        QVERIFY(meta.field(u"Owner"_s)->isWritable());
        QVERIFY(!meta.field(u"Score"_s)->isWritable());
        QCOMPARE(meta.field(u"Account_Name"_s)->lookupModule, u"Accounts"_s);
        QCOMPARE(meta.matchKeys(), (QStringList{u"id"_s, u"Email"_s, u"Code"_s}));
    }

    void layouts()
    {
        const QByteArray body = R"({"layouts":[
            {"id":"1","name":"Off","status":"inactive","sections":[{"fields":[{"api_name":"Phone","required":true}]}]},
            {"id":"2","name":"Standard","status":"active","sections":[
                {"fields":[{"api_name":"Last_Name","required":true},{"api_name":"Email","required":false}]},
                {"fields":[{"api_name":"Company","required":true},{"api_name":"Score","required":true}]}]},
            {"id":3,"name":"Partners","sections":[{"fields":[{"api_name":"Email","required":true}]}]},
            {"name":"without id"}]})";
        const QList<Layout> read = layoutsFromJson(body);
        QCOMPARE(read, (QList<Layout>{{u"2"_s, u"Standard"_s, {u"Last_Name"_s, u"Company"_s, u"Score"_s}},
                                      {u"3"_s, u"Partners"_s, {u"Email"_s}}}));
        for (const char* strange : {"", "[]", "{}", R"({"layouts":{}})", R"({"layouts":[1,"a",null]})",
                                    R"({"layouts":[{"id":"1","status":"inactive"}]})"})
            QCOMPARE(layoutsFromJson(strange), QList<Layout>());
    }

    void whatALayoutAsksFor()
    {
        ModuleMeta meta{{{}, u"Leads"_s, {}, {}},
                        {},
                        {{u"2"_s, u"Standard"_s, {u"Company"_s, u"Score"_s}}, {u"3"_s, u"Partners"_s, {u"Email"_s}}}};
        for (const char* name : {"Last_Name", "Company", "Email", "Score"}) {
            Field field;
            field.apiName = QString::fromLatin1(name);
            meta.fields.append(field);
        }
        meta.fields[0].systemMandatory = true;
        meta.fields[3].type = FieldType::Unsupported;
        const auto mandatory = [](const ModuleMeta& of) {
            QStringList names;
            for (const Field& field : of.fields) {
                if (field.mandatory)
                    names.append(field.apiName);
            }
            return names;
        };
        const QStringList standard{u"Last_Name"_s, u"Company"_s};
        const QStringList partners{u"Last_Name"_s, u"Email"_s};
        QCOMPARE(mandatory(meta.forLayout({})), standard);
        QCOMPARE(mandatory(meta.forLayout(u"3"_s)), partners);
        QCOMPARE(mandatory(meta.forLayout(u"3"_s).forLayout(u"2"_s)), standard);
        QCOMPARE(mandatory(meta.forLayout(u"3"_s).forLayout(u"3"_s)), partners);
        QCOMPARE(mandatory(meta.forLayout(u"gone"_s)), standard);
        // Where layouts may not be read, what was known stays.
        meta.layouts.clear();
        meta.fields[1].mandatory = true;
        QCOMPARE(meta.forLayout(u"3"_s), meta);
    }

    void tokensGoToKnownHostsOnly()
    {
        Connection real;
        real.apiUrl = QUrl(u"https://www.zohoapis.eu"_s);
        real.uploadUrl = QUrl(u"https://content.zohoapis.eu"_s);
        real.accountsUrl = QUrl(u"https://accounts.zoho.eu"_s);
        for (const QString& good : {u"https://download-accl.zoho.com/v2/x.zip"_s, u"https://www.zohoapis.eu/crm"_s,
                                    u"https://files.zoho.sa/x"_s})
            QVERIFY2(mayReceiveToken(QUrl(good), real), qPrintable(good));
        for (const QString& bad :
             {u"http://www.zohoapis.eu/x"_s, u"https://zohoapis.eu.evil.example/x"_s, u"https://evilzoho.com/x"_s,
              u"https://www.zohoapis.eu:8443/x"_s, u"https://user@www.zohoapis.eu/x"_s, u"https://192.0.2.1/x"_s,
              u"http://127.0.0.1/x"_s, u"ftp://www.zohoapis.eu/"_s})
            QVERIFY2(!mayReceiveToken(QUrl(bad), real), qPrintable(bad));
        Connection local;
        local.apiUrl = local.uploadUrl = local.accountsUrl = QUrl(u"http://127.0.0.1:8765"_s);
        QVERIFY(mayReceiveToken(QUrl(u"http://127.0.0.1:8765/x"_s), local));
        QVERIFY(!mayReceiveToken(QUrl(u"http://127.0.0.1:9999/x"_s), local));
        QVERIFY(!mayReceiveToken(QUrl(u"https://www.zohoapis.com/x"_s), local));
    }

    void connectionFiles()
    {
        QTemporaryDir dir;
        const auto written = [&](const QByteArray& json) {
            QFile file(dir.filePath(u"c.json"_s));
            if (file.open(QIODevice::WriteOnly))
                file.write(json);
            file.close();
            return readConnectionFile(file.fileName());
        };
        const QByteArray good =
            R"({"name":"n","kind":"local sandbox","accounts_url":"http://127.0.0.1:1","api_url":"http://127.0.0.1:1","upload_url":"http://127.0.0.1:1","client_id":"c","client_secret":"s","refresh_token":"r"})";
        QVERIFY(written(good));
        QVERIFY(written(QByteArray(good).replace("\"client_id\":\"c\"", "\"client_id\":\"\""))
                    .error()
                    .sentence.contains(u"client_id"_s));
        QVERIFY(written(QByteArray(good).replace("\"api_url\":\"http://127.0.0.1:1\"",
                                                 "\"api_url\":\"http://example.com\""))
                    .error()
                    .sentence.contains(u"api_url"_s));
        QVERIFY(written(QByteArray(good).replace("local sandbox", "moon")).error().sentence.contains(u"kind"_s));
        QCOMPARE(written("[]").error().kind, FailureKind::SignIn);
        QVERIFY(!readConnectionFile(dir.filePath(u"none.json"_s)));
    }

    // -- bulk read and COQL

    void readJobBodies()
    {
        const auto query = [](const ReadJobRequest& request) {
            return QJsonDocument::fromJson(readJobBody(request)).object()[u"query"].toObject();
        };
        const QJsonObject criteria{{u"field"_s, QJsonObject{{u"api_name"_s, u"Email"_s}}},
                                   {u"comparator"_s, u"equal"_s},
                                   {u"value"_s, u"x"_s}};
        const QJsonObject full = query({u"Contacts"_s, {u"Email"_s, u"Owner.email"_s}, criteria});
        QCOMPARE(full[u"module"][u"api_name"].toString(), u"Contacts"_s);
        QCOMPARE(full[u"fields"].toArray(), (QJsonArray{u"Email"_s, u"Owner.email"_s}));
        QCOMPARE(full[u"criteria"].toObject(), criteria);
        QCOMPARE(full[u"page"].toInt(), 1);
        QVERIFY(!query({u"Contacts"_s}).contains(u"criteria"_s));
        QVERIFY(!query({u"Contacts"_s}).contains(u"fields"_s));
        // With a token goes nothing else.
        QCOMPARE(query({u"Contacts"_s, {u"Email"_s}, criteria, u"1"_s, false, 2, u"tok"_s}),
                 (QJsonObject{{u"page_token"_s, u"tok"_s}}));
        QCOMPARE(query({u"Contacts"_s, {}, {}, u"4876876000000087501"_s})[u"cvid"].toString(),
                 u"4876876000000087501"_s);
        QVERIFY(!full.contains(u"cvid"_s));
        const ReadJobRequest meetings{u"Events"_s, {}, {}, {}, true};
        QCOMPARE(QJsonDocument::fromJson(readJobBody(meetings))[u"file_type"].toString(), u"ics"_s);
    }

    void recordCounts()
    {
        QCOMPARE(recordCountFromJson(R"({"count":694})"), std::optional<qint64>(694));
        QCOMPARE(recordCountFromJson(R"({"count":"694"})"), std::optional<qint64>(694));
        for (const char* const wrong : {R"({"count":-1})", R"({"count":"many"})", "{}", "<html>", ""})
            QCOMPARE(recordCountFromJson(wrong), std::nullopt);
    }

    void customViews()
    {
        const auto page = viewsFromJson(
            R"({"custom_views":[{"id":"1","name":"all","display_value":"All Contacts","system_name":"ALLVIEWS"},)"
            R"({"id":2,"name":"Mine"},{"id":"3","name":"Shared","system_name":"SHARED_TO_ME"},{"name":"no id"}],)"
            R"("info":{"more_records":true}})");
        QVERIFY(page);
        QCOMPARE(page->views, (QList<CustomView>{{u"1"_s, u"All Contacts"_s}, {u"2"_s, u"Mine"_s}}));
        QVERIFY(page->more);
        QCOMPARE(viewsFromJson(""), std::optional(ViewPage{}));
        QCOMPARE(viewsFromJson("[]"), std::nullopt);
    }

    void readJobVerdicts()
    {
        const QByteArray added =
            R"({"data":[{"status":"success","code":"ADDED_SUCCESSFULLY","message":"Added successfully.","details":{"id":"48001","operation":"read","state":"ADDED"}}],"info":{}})";
        QCOMPARE(createReadVerdict(reply(201, added)).jobId, u"48001"_s);
        const CreateVerdict lost = createReadVerdict(broken(HttpFailure::Proof::None));
        QCOMPARE(lost.verdict, Verdict::Unknown);
        QCOMPARE(lost.failure.kind, FailureKind::Network);
        QVERIFY(!lost.again);
        QCOMPARE(createReadVerdict(reply(500, {})).failure.kind, FailureKind::Server);
        QVERIFY(createReadVerdict(broken(HttpFailure::Proof::NotSent)).again);
        const CreateVerdict refused = createReadVerdict(reply(
            400,
            R"({"data":[{"status":"error","code":"FIELD_NOT_AVAILABLE","message":"x","details":{"api_name":"A.B"}}]})"));
        QCOMPARE(refused.verdict, Verdict::NotDone);
        QCOMPARE(refused.failure.code, u"FIELD_NOT_AVAILABLE"_s);
        for (qsizetype length = 0; length < added.size(); ++length)
            QVERIFY(createReadVerdict(reply(201, added.left(length))).verdict != Verdict::Done);
    }

    void readJobDetails()
    {
        const auto done = readJobDetailsFromJson(
            R"({"data":[{"id":"48001","operation":"read","state":"COMPLETED","result":{"page":1,"per_page":200000,"count":7,)"
            R"("download_url":"/crm/bulk/v8/read/48001/result","more_records":true,"next_page_token":"bca"}}]})");
        QVERIFY(done);
        QCOMPARE(*done, (ReadJobDetails{u"48001"_s,
                                        JobState::Completed,
                                        u"COMPLETED"_s,
                                        7,
                                        true,
                                        u"bca"_s,
                                        u"/crm/bulk/v8/read/48001/result"_s,
                                        {},
                                        {}}));
        const auto stateOf = [](const QByteArray& word) {
            return readJobDetailsFromJson(R"({"id":48001,"state":")" + word + R"("})").value().state;
        };
        QCOMPARE(stateOf("ADDED"), JobState::Queued);
        QCOMPARE(stateOf("QUEUED"), JobState::Queued);
        QCOMPARE(stateOf("IN PROGRESS"), JobState::Working);
        QCOMPARE(stateOf("INPROGRESS"), JobState::Working);
        QCOMPARE(stateOf("SOMETHING"), JobState::Working);
        const auto failed = readJobDetailsFromJson(
            R"({"data":[{"id":"1","state":"FAILURE","result":{"error_message":{"code":"INTERNAL_ERROR","message":"sorry","details":{},"status":"error"}}}]})");
        QCOMPARE(failed->state, JobState::Failed);
        QCOMPARE(failed->code, u"INTERNAL_ERROR"_s);
        QCOMPARE(failed->message, u"sorry"_s);
        QCOMPARE(failed->count, -1);
        for (const char* body :
             {"", "[]", "{}", R"({"state":"ADDED"})", R"({"data":[]})", R"({"id":"1","status":"error"})"})
            QVERIFY2(!readJobDetailsFromJson(body), body);
    }

    void coqlPages()
    {
        const auto page =
            coqlPageFromJson(200, R"({"data":[{"id":"1"},{"id":"2"}],"info":{"count":2,"more_records":true}})");
        QVERIFY(page && page->more);
        QCOMPARE(page->records.size(), 2);
        QCOMPARE(*coqlPageFromJson(204, {}), CoqlPage());
        // No body is "no records" only where the status says so.
        QVERIFY(!coqlPageFromJson(200, {}));
        QVERIFY(!coqlPageFromJson(200, R"({"data":["x"]})"));
        QVERIFY(!coqlPageFromJson(200, R"({"code":"X","status":"error"})"));
    }
};

QTEST_GUILESS_MAIN(TestCrmAnswers)
#include "tst_crm_answers.moc"
