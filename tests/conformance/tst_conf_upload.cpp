// SPDX-License-Identifier: GPL-3.0-or-later
// Bulk write, Upload file.
#include "conformance/signinclient.h"

#include <QDir>
#include <QtTest>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

namespace {

const QHash<QByteArray, QByteArray> goodHeaders{{"feature", "bulk-write"}, {"X-CRM-ORG", "700000001"}};

QByteArray multipart(const QByteArray& name, const QByteArray& bytes)
{
    return "--b\r\nContent-Disposition: form-data; name=\"" + name +
           "\"; filename=\"x.zip\"\r\nContent-Type: application/zip\r\n\r\n" + bytes + "\r\n--b--\r\n";
}

/// A good zip of just this size: a zip may have anything in front of its first entry, as self-extracting ones do.
QByteArray zipOfSize(qsizetype size)
{
    const QByteArray zip = zipOf({{u"data.csv"_s, "Last_Name\nA\n"}});
    return "PK" + QByteArray(size - zip.size() - 2, 'x') + zip;
}

} // namespace

class Upload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answer();
    void fileIdAsNumber();
    void slashesInFrontAreTolerated();
    void missingHeaders_data();
    void missingHeaders();
    void codedErrors_data();
    void codedErrors();
    void otherFeature();
    void noFilePart_data();
    void noFilePart();
    void notAZip_data();
    void notAZip();
    void largest();
    void tooLarge();
    void wrongVerb();
    void scope();
    void readOnlyProfile();
    void unknownToOtherUsers();
    void knownToOtherUsersByQuirk();
    void usedAgain();
    void refusedUploadsLeaveNothing();
    void diskFull();

private:
    Reply send(const QByteArray& body, const QHash<QByteArray, QByteArray>& headers = goodHeaders)
    {
        return m_server.send("POST", u"/crm/v8/upload"_s, body, "multipart/form-data; boundary=b", true, headers);
    }
    TestServer m_server{Options{.tokenLimit = 0, .credits = 1'000'000}};
};

void Upload::answer()
{
    const Reply reply = m_server.uploadBytes(zipOf({{u"data.csv"_s, "Last_Name\nA\n"}}));
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.code(), u"FILE_UPLOAD_SUCCESS"_s);
    QCOMPARE(reply.json()[u"status"].toString(), u"success"_s);
    QCOMPARE(reply.json()[u"message"].toString(), u"file uploaded."_s);
    const QJsonObject details = reply.json()[u"details"].toObject();
    QCOMPARE(details.keys(), QStringList({u"created_time"_s, u"file_id"_s}));
    QVERIFY(details[u"file_id"].isString());
    QVERIFY(QDateTime::fromString(details[u"created_time"].toString(), Qt::ISODate).isValid());
}

void Upload::fileIdAsNumber()
{
    TestServer server(Options{.quirks = {Quirk::FileIdNumber}});
    const Reply reply = server.uploadBytes(zipOf({{u"data.csv"_s, "Last_Name\nA\n"}}));
    QVERIFY(reply.json()[u"details"].toObject()[u"file_id"].isDouble());
}

void Upload::slashesInFrontAreTolerated()
{
    const QByteArray body = multipart("file", zipOf({{u"data.csv"_s, "Last_Name\nA\n"}}));
    QCOMPARE(
        m_server.send("POST", u"//crm/v8/upload"_s, body, "multipart/form-data; boundary=b", true, goodHeaders).status,
        200);
}

void Upload::missingHeaders_data()
{
    QTest::addColumn<QByteArray>("feature");
    QTest::addColumn<QByteArray>("org");
    QTest::newRow("no feature") << QByteArray() << QByteArray("700000001");
    QTest::newRow("no org") << QByteArray("bulk-write") << QByteArray();
    QTest::newRow("another org") << QByteArray("bulk-write") << QByteArray("700000002");
    QTest::newRow("neither") << QByteArray() << QByteArray();
}

void Upload::missingHeaders()
{
    QFETCH(QByteArray, feature);
    QFETCH(QByteArray, org);
    QHash<QByteArray, QByteArray> headers;
    if (!feature.isEmpty())
        headers.insert("feature", feature);
    if (!org.isEmpty())
        headers.insert("X-CRM-ORG", org);
    const Reply reply = send(multipart("file", zipOf({{u"data.csv"_s, "Last_Name\nA\n"}})), headers);
    QCOMPARE(reply.status, 400);
    QVERIFY(!reply.json().contains(u"code"));
    QCOMPARE(reply.json()[u"ERROR_MESSAGE"].toString(), u"Bad Request"_s);
    QCOMPARE(reply.json()[u"x-error"].toString(), u"check if headers [feature, X-CRM-ORG] are present and valid"_s);
}

void Upload::codedErrors_data()
{
    QTest::addColumn<QByteArray>("feature");
    QTest::addColumn<QByteArray>("org");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    const QString missing = u"MANDATORY_NOT_FOUND"_s;
    QTest::newRow("no feature") << QByteArray() << QByteArray("700000001") << missing
                                << u"Required key feature is not available"_s;
    QTest::newRow("no org") << QByteArray("bulk-write") << QByteArray() << missing
                            << u"Required key x-crm-org is not available"_s;
    QTest::newRow("another org") << QByteArray("bulk-write") << QByteArray("1") << u"INVALID_DATA"_s
                                 << u"Invalid data - x-crm-org"_s;
}

void Upload::codedErrors()
{
    QFETCH(QByteArray, feature);
    QFETCH(QByteArray, org);
    QFETCH(QString, code);
    QFETCH(QString, message);
    m_server.server().quirks().set(Quirk::UploadErrorsCoded, true);
    const auto off = qScopeGuard([this] { m_server.server().quirks().set(Quirk::UploadErrorsCoded, false); });
    QHash<QByteArray, QByteArray> headers;
    if (!feature.isEmpty())
        headers.insert("feature", feature);
    if (!org.isEmpty())
        headers.insert("X-CRM-ORG", org);
    const Reply reply = send(multipart("file", zipOf({{u"data.csv"_s, "Last_Name\nA\n"}})), headers);
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), code);
    QCOMPARE(reply.json()[u"message"].toString(), message);
}

void Upload::otherFeature()
{
    const Reply reply = send(multipart("file", "PK"), {{"feature", "photos"}, {"X-CRM-ORG", "700000001"}});
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), u"NOT_SUPPORTED_FEATURE"_s);
}

void Upload::noFilePart_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    QTest::newRow("another name") << multipart("content", "PK") << u"MANDATORY_NOT_FOUND"_s;
    QTest::newRow("no part") << QByteArray("--b--\r\n") << u"MANDATORY_NOT_FOUND"_s;
    QTest::newRow("no multipart") << QByteArray("hello") << u"MANDATORY_NOT_FOUND"_s;
    QTest::newRow("broken off") << QByteArray("--b\r\nContent-Disposition: form-data; name=\"file\"; filen")
                                << u"MANDATORY_NOT_FOUND"_s;
    QTest::newRow("empty file") << multipart("file", {}) << u"INVALID_DATA"_s;
}

void Upload::noFilePart()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, code);
    const Reply reply = send(body);
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), code);
}

void Upload::notAZip_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("a CSV") << QByteArray("a,b\n1,2\n");
    QTest::newRow("an empty zip") << zipOf({});
    QTest::newRow("gzip") << QByteArray("\x1f\x8b\x08\0\0\0\0\0", 8);
    QTest::newRow("only its first bytes") << QByteArray("PK\x03\x04 but not a zip");
    QTest::newRow("cut off") << zipOf({{u"data.csv"_s, QByteArray(5000, 'x')}}).chopped(30);
}

void Upload::notAZip()
{
    QFETCH(QByteArray, bytes);
    const Reply reply = send(multipart("file", bytes));
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), u"INVALID_FILE_FORMAT"_s);
    QCOMPARE(reply.json()[u"message"].toString(), u"invalid file format. only zip format is supported"_s);
}

void Upload::largest()
{
    QCOMPARE(send(multipart("file", zipOfSize(25 * 1024 * 1024))).code(), u"FILE_UPLOAD_SUCCESS"_s);
}

void Upload::tooLarge()
{
    const QByteArray body = multipart("file", zipOfSize(25 * 1024 * 1024 + 1));
    const Reply reply = send(body);
    QCOMPARE(reply.status, 413);
    QCOMPARE(reply.code(), u"FILE_TOO_LARGE"_s);
    QCOMPARE(reply.json()[u"message"].toString(), u"File size too large to process"_s);
    m_server.server().quirks().set(Quirk::UploadErrorsCoded, true);
    const auto off = qScopeGuard([this] { m_server.server().quirks().set(Quirk::UploadErrorsCoded, false); });
    QCOMPARE(send(body).status, 400);
    QCOMPARE(send(body).json()[u"message"].toString(), u"Import file size should be less than 25 mb."_s);
}

void Upload::wrongVerb()
{
    const Reply reply = m_server.get(u"/crm/v8/upload"_s);
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), u"INVALID_REQUEST_METHOD"_s);
}

void Upload::scope()
{
    TestServer server(Options{.scopes = u"ZohoCRM.bulk.ALL,ZohoCRM.modules.ALL"_s});
    const Reply reply = server.uploadBytes(zipOf({{u"data.csv"_s, "Last_Name\nA\n"}}));
    QCOMPARE(reply.status, 401);
    QCOMPARE(reply.code(), u"OAUTH_SCOPE_MISMATCH"_s);
}

void Upload::readOnlyProfile()
{
    m_server.useToken(SignInClient(m_server).accessToken(viewer));
    const auto back = qScopeGuard([this] { m_server.useToken({}); });
    const Reply reply = m_server.uploadBytes(zipOf({{u"data.csv"_s, "Last_Name\nA\n"}}));
    QCOMPARE(reply.status, 403);
    QCOMPARE(reply.code(), u"NO_PERMISSION"_s);
}

void Upload::unknownToOtherUsers()
{
    const QString file = m_server.upload("Last_Name\nA\n");
    m_server.useToken(SignInClient(m_server).accessToken(colleague));
    const auto back = qScopeGuard([this] { m_server.useToken({}); });
    QCOMPARE(m_server.createOn(file, jobOf(u"insert"_s, u"Contacts"_s)).code(), u"INVALID_FILE_ID"_s);
}

void Upload::knownToOtherUsersByQuirk()
{
    TestServer server(Options{.tokenLimit = 0, .quirks = {Quirk::JobsShared}});
    const QString file = server.upload("Last_Name\nA\n");
    server.useToken(SignInClient(server).accessToken(colleague));
    QCOMPARE(server.createOn(file, jobOf(u"insert"_s, u"Contacts"_s)).status, 201);
}

void Upload::usedAgain()
{
    const QString file = m_server.upload("Last_Name\nA\n");
    const QJsonObject job = jobOf(u"insert"_s, u"Contacts"_s);
    QCOMPARE(m_server.createOn(file, job).status, 201);
    QCOMPARE(m_server.createOn(file, job).status, 201);
    m_server.server().quirks().set(Quirk::FileIdOnce, true);
    const auto off = qScopeGuard([this] { m_server.server().quirks().set(Quirk::FileIdOnce, false); });
    const Reply reply = m_server.createOn(file, job);
    QCOMPARE(reply.code(), u"INVALID_FILE_ID"_s);
    QCOMPARE(reply.json()[u"message"].toString(), u"improper file id"_s);
}

void Upload::refusedUploadsLeaveNothing()
{
    const QDir uploads(m_server.folder() + u"/uploads"_s);
    const QStringList before = uploads.entryList(QDir::Files);
    send(multipart("file", "no zip"));
    send(multipart("content", zipOf({{u"data.csv"_s, "Last_Name\nA\n"}})));
    m_server.send("POST", u"/crm/v8/upload"_s, multipart("file", "PK"), "multipart/form-data; boundary=b", false);
    m_server.send("POST", u"/oauth/v2/token"_s, multipart("file", "PK"), "multipart/form-data; boundary=b", false);
    QCOMPARE(uploads.entryList(QDir::Files), before);
}

void Upload::diskFull()
{
    const QDir uploads(m_server.folder() + u"/uploads"_s);
    const QStringList before = uploads.entryList(QDir::Files);
    m_server.control(
        u"scenario"_s,
        {{u"rules"_s, QJsonArray{QJsonObject{{u"on"_s, u"upload"_s}, {u"do"_s, u"disk-full"_s}, {u"nth"_s, 1}}}}});
    const Reply reply = m_server.uploadBytes(zipOf({{u"data.csv"_s, "Last_Name\nA\n"}}));
    QCOMPARE(reply.status, 500);
    QCOMPARE(reply.code(), u"INTERNAL_ERROR"_s);
    QCOMPARE(uploads.entryList(QDir::Files), before);
    QCOMPARE(m_server.uploadBytes(zipOf({{u"data.csv"_s, "Last_Name\nA\n"}})).status, 200);
}

QTEST_GUILESS_MAIN(Upload)
#include "tst_conf_upload.moc"
