// SPDX-License-Identifier: GPL-3.0-or-later
// What is no request, no multipart, no JSON and no honest zip: refused with an answer, and the server goes on.
#include "conformance/testserver.h"
#include "sandbox/data/uploadedcsv.h"

#include <QDir>
#include <QJsonDocument>
#include <QNetworkInterface>
#include <QTcpSocket>
#include <QtTest>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

namespace {

const QByteArray end = "\r\n\r\n";

/// The most memory that this process has had since the last call, in bytes; begins anew.
qint64 peakMemory()
{
    qint64 peak = 0;
    QFile status(u"/proc/self/status"_s);
    if (status.open(QIODevice::ReadOnly))
        for (const QByteArray& line : status.readAll().split('\n'))
            if (line.startsWith("VmHWM:"))
                peak = line.mid(6).replace("kB", "").trimmed().toLongLong() * 1024;
    QFile reset(u"/proc/self/clear_refs"_s);
    if (reset.open(QIODevice::WriteOnly))
        reset.write("5");
    return peak;
}

} // namespace

class Hostile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyThisMachine();
    void requests_data();
    void requests();
    void paths_data();
    void paths();
    void multipart_data();
    void multipart();
    void manyParts();
    void brokenOffUpload();
    void hugeBody();
    void json_data();
    void json();
    void zipBombs_data();
    void zipBombs();
    void bombInAnHonestSize();
    void csvs_data();
    void csvs();
    void namesThatAreSql();

private:
    /// What comes back on a connection of its own; the server may close it or not.
    QByteArray raw(const QByteArray& request)
    {
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, static_cast<quint16>(QUrl(m_server.server().baseUrl()).port()));
        if (!socket.waitForConnected(5'000))
            return "not connected";
        socket.write(request);
        QByteArray answer;
        while (!answer.contains(end) && socket.waitForReadyRead(10'000))
            answer += socket.readAll();
        return answer;
    }
    bool isAlive() { return m_server.get(u"/crm/v8/org"_s).status == 200; }

    TestServer m_server{Options{.tokenLimit = 0, .credits = 100'000'000}};
};

void Hostile::onlyThisMachine()
{
    const auto port = static_cast<quint16>(QUrl(m_server.server().baseUrl()).port());
    for (const QHostAddress& address : QNetworkInterface::allAddresses()) {
        if (address.isLoopback() || address.protocol() != QAbstractSocket::IPv4Protocol)
            continue;
        QTcpSocket socket;
        socket.connectToHost(address, port);
        QVERIFY2(!socket.waitForConnected(2'000), qPrintable(address.toString()));
    }
}

void Hostile::requests_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("nonsense") << QByteArray("hello world\r\n\r\n");
    QTest::newRow("no version") << QByteArray("GET /crm/v8/org\r\n\r\n");
    QTest::newRow("unknown verb") << QByteArray("BREW /crm/v8/org HTTP/1.1\r\nHost: x\r\n\r\n");
    QTest::newRow("no colon in a header") << QByteArray("GET /crm/v8/org HTTP/1.1\r\nHost\r\n\r\n");
    QTest::newRow("a header without end") << "GET /crm/v8/org HTTP/1.1\r\nX: " + QByteArray(200'000, 'x') + "\r\n\r\n";
    QTest::newRow("many headers") << "GET /crm/v8/org HTTP/1.1\r\n" + QByteArray("X: y\r\n").repeated(20'000) + "\r\n";
    QTest::newRow("a long path") << "GET /" + QByteArray(100'000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n";
    QTest::newRow("a negative length") << QByteArray("POST /crm/v8/coql HTTP/1.1\r\nContent-Length: -5\r\n\r\n");
    QTest::newRow("a length beyond everything")
        << QByteArray("POST /crm/v8/coql HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n");
    QTest::newRow("a chunk that is none")
        << QByteArray("POST /crm/v8/coql HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                      "zz\r\nhello\r\n0\r\n\r\n");
    QTest::newRow("NUL bytes") << QByteArray("GET /crm\0/v8 HTTP/1.1\r\nHost: \0\r\n\r\n", 34);
}

void Hostile::requests()
{
    QFETCH(QByteArray, request);
    const QByteArray answer = raw(request);
    QVERIFY2(answer.isEmpty() || answer.startsWith("HTTP/1.1 4"), answer);
    QVERIFY(isAlive());
}

void Hostile::paths_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("upwards") << u"/crm/v8/../../etc/passwd"_s;
    QTest::newRow("upwards, encoded") << u"/crm/v8/%2e%2e%2f%2e%2e%2fetc%2fpasswd"_s;
    QTest::newRow("not UTF-8") << u"/crm/v8/%ff%fe"_s;
    QTest::newRow("NUL") << u"/crm/v8/Contacts%00"_s;
    QTest::newRow("half a percent") << u"/crm/v8/%"_s;
    QTest::newRow("SQL") << u"/crm/v8/Contacts\"%3Bdrop table Contacts%3B--"_s;
    QTest::newRow("an own table") << u"/crm/v8/sandbox_files?fields=id"_s;
    QTest::newRow("nothing") << u"/"_s;
}

void Hostile::paths()
{
    QFETCH(QString, path);
    const Reply reply = m_server.get(path);
    QVERIFY2(reply.status == 404 || reply.status == 400, qPrintable(QString::number(reply.status)));
    QVERIFY(!reply.code().isEmpty());
    QVERIFY(isAlive());
}

void Hostile::multipart_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    const QByteArray good =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\nPK\r\n--b--\r\n";
    QTest::newRow("no boundary") << QByteArray("multipart/form-data") << good;
    QTest::newRow("an empty boundary") << QByteArray("multipart/form-data; boundary=") << good;
    QTest::newRow("another boundary") << QByteArray("multipart/form-data; boundary=c") << good;
    QTest::newRow("no end") << QByteArray("multipart/form-data; boundary=b") << good.chopped(10);
    QTest::newRow("no head") << QByteArray("multipart/form-data; boundary=b")
                             << QByteArray("--b\r\n\r\nPK\r\n--b--\r\n");
    QTest::newRow("a head without end") << QByteArray("multipart/form-data; boundary=b")
                                        << "--b\r\nContent-Disposition: form-data; name=\"" + QByteArray(300'000, 'n');
    QTest::newRow("a name that is a path")
        << QByteArray("multipart/form-data; boundary=b")
        << QByteArray(
               "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../evil.zip\"\r\n\r\nnot a zip\r\n"
               "--b--\r\n");
    QTest::newRow("a field as large as a file")
        << QByteArray("multipart/form-data; boundary=b")
        << "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n" + QByteArray(200'000, 'x') + "\r\n--b--\r\n";
}

void Hostile::multipart()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    const QDir uploads(m_server.folder() + u"/uploads"_s);
    const QStringList before = uploads.entryList(QDir::Files);
    const Reply reply = m_server.send("POST", u"/crm/v8/upload"_s, body, type, true,
                                      {{"feature", "bulk-write"}, {"X-CRM-ORG", "700000001"}});
    QCOMPARE(reply.status, 400);
    QVERIFY(!reply.code().isEmpty());
    QCOMPARE(uploads.entryList(QDir::Files), before);
    QVERIFY(!QFile::exists(m_server.folder() + u"/evil.zip"_s));
    QVERIFY(isAlive());
}

void Hostile::manyParts()
{
    const QByteArray part = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\nPK\r\n";
    const QDir uploads(m_server.folder() + u"/uploads"_s);
    const QStringList before = uploads.entryList(QDir::Files);
    const Reply reply =
        m_server.send("POST", u"/crm/v8/upload"_s, part.repeated(5'000) + "--b--\r\n",
                      "multipart/form-data; boundary=b", true, {{"feature", "bulk-write"}, {"X-CRM-ORG", "700000001"}});
    QVERIFY(reply.status == 400 || reply.status == 0);
    QCOMPARE(uploads.entryList(QDir::Files), before);
    QVERIFY(isAlive());
}

void Hostile::brokenOffUpload()
{
    const QDir uploads(m_server.folder() + u"/uploads"_s);
    const QStringList before = uploads.entryList(QDir::Files);
    {
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, static_cast<quint16>(QUrl(m_server.server().baseUrl()).port()));
        QVERIFY(socket.waitForConnected(5'000));
        socket.write("POST /crm/v8/upload HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000000\r\n"
                     "Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n"
                     "Content-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n" +
                     QByteArray(500'000, 'x'));
        socket.flush();
        QTRY_VERIFY(uploads.entryList(QDir::Files) != before); // it has begun to come in
    }
    QTRY_COMPARE(uploads.entryList(QDir::Files), before);
}

void Hostile::hugeBody()
{
    const Reply reply = m_server.send("POST", u"/crm/v8/coql"_s, QByteArray(9 * 1024 * 1024, ' '));
    QCOMPARE(reply.status, 413);
    QCOMPARE(reply.code(), u"FILE_TOO_LARGE"_s);
    const QByteArray announced = raw("POST /crm/v8/coql HTTP/1.1\r\nContent-Length: 70000000\r\n\r\n");
    QVERIFY2(announced.startsWith("HTTP/1.1 4"), announced);
    QVERIFY(isAlive());
}

void Hostile::json_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("deep lists") << QByteArray(1'000'000, '[');
    QTest::newRow("deep objects") << QByteArray("{\"a\":").repeated(200'000);
    QTest::newRow("a number") << QByteArray("7");
    QTest::newRow("not UTF-8") << QByteArray("{\"select_query\":\"\xff\xfe\"}");
    QTest::newRow("half an escape") << QByteArray("{\"select_query\":\"\\ud800\"}");
    QTest::newRow("numbers beyond everything") << QByteArray("{\"select_query\":1e999999}");
    QTest::newRow("the same key twice") << QByteArray("{\"select_query\":1,\"select_query\":[]}");
}

void Hostile::json()
{
    QFETCH(QByteArray, body);
    for (const QString& path : {u"/crm/v8/coql"_s, u"/crm/bulk/v8/write"_s, u"/crm/v8/Contacts"_s,
                                u"/sandbox/scenario"_s, u"/sandbox/quirks"_s}) {
        const Reply reply = m_server.send("POST", path, body);
        QVERIFY2(reply.status == 400 || path.startsWith(u"/sandbox"_s),
                 qPrintable(path + u' ' + QString::number(reply.status)));
    }
    QVERIFY(isAlive());
}

void Hostile::zipBombs_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("unit");
    QTest::addColumn<int>("times");
    const QByteArray head = "Last_Name\n";
    QTest::newRow("one cell of 60 MB") << QByteArray(head + '"') << QByteArray(1'000'000, 'x') << 60;
    QTest::newRow("one record of 60 MB") << head << QByteArray("x,").repeated(500'000) << 60;
    QTest::newRow("a header of 60 MB") << QByteArray() << QByteArray("x,").repeated(500'000) << 60;
    QTest::newRow("1.1 GB of empty lines") << head << QByteArray(1'000'000, '\n') << 1'100;
    QTest::newRow("60 MB of records") << head << QByteArray("x\n").repeated(500'000) << 60;
}

void Hostile::zipBombs()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, unit);
    QFETCH(int, times);
    const QByteArray zip = bombOf(head, unit, times);
    QVERIFY(zip.size() < 10'000'000);
    const QString file = m_server.uploadBytes(zip).json()[u"details"].toObject()[u"file_id"].toString();
    peakMemory();
    const qint64 before = peakMemory();
    const Reply reply = m_server.createOn(file, jobOf(u"insert"_s, u"Contacts"_s));
    QCOMPARE(reply.code(), u"FILE_NOT_SUPPORTED"_s);
    const qint64 grown = peakMemory() - before;
    QVERIFY2(grown < 150'000'000, qPrintable(QString::number(grown)));
    QVERIFY(isAlive());
}

/// Compresses well, but is within all limits.
void Hostile::bombInAnHonestSize()
{
    QByteArray row = "A,\"" + QByteArray(3'000, 'x') + "\"\n";
    const QByteArray zip = bombOf("Last_Name,Description\n", row.repeated(100), 200);
    const QString file = m_server.uploadBytes(zip).json()[u"details"].toObject()[u"file_id"].toString();
    const Reply reply = m_server.createOn(file, jobOf(u"insert"_s, u"Contacts"_s));
    QCOMPARE(reply.status, 201);
    const QJsonObject details = m_server.waitFor(reply.json()[u"details"].toObject()[u"id"].toString());
    QCOMPARE(fileOf(details)[u"added_count"].toInt(), 20'000);
}

void Hostile::csvs_data()
{
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<int>("added");
    QTest::newRow("a quote without end") << QByteArray("Last_Name,Email\nA,\"x@example.com\nB,") << 0;
    QTest::newRow("NUL bytes") << QByteArray("Last_Name\nA\0B\n", 14) << 1;
    QTest::newRow("not UTF-8") << QByteArray("Last_Name\n\xff\xfe\xfd\n") << 1;
    QTest::newRow("cells too many") << QByteArray("Last_Name\nA,B,C,D\n") << 1;
    QTest::newRow("SQL") << QByteArray("Last_Name\n'; drop table Contacts; --\n") << 1;
    QTest::newRow("mixed line ends") << QByteArray("Last_Name\rA\r\nB\nC") << 3;
    QTest::newRow("only a header") << QByteArray("Last_Name\n") << 0;
}

void Hostile::csvs()
{
    QFETCH(QByteArray, csv);
    QFETCH(int, added);
    const QJsonObject details = m_server.run(csv, jobOf(u"insert"_s, u"Contacts"_s));
    QCOMPARE(details[u"status"].toString(), u"COMPLETED"_s);
    QCOMPARE(fileOf(details)[u"added_count"].toInt(), added);
    QVERIFY(isAlive());
}

void Hostile::namesThatAreSql()
{
    for (const QString& name : {u"Last_Name\"--"_s, u"id"_s, u"rowid"_s, u"Contacts.id"_s, u"*"_s}) {
        const QJsonArray mappings{mapping(u"Last_Name"_s, 0), mapping(name, 1)};
        QCOMPARE(m_server.create("a,b\n1,2\n", jobOf(u"insert"_s, u"Contacts"_s, mappings)).code(), u"INVALID_FIELD"_s);
    }
    const Reply module = m_server.create("a\n1\n", jobOf(u"insert"_s, u"sandbox_files"_s));
    QCOMPARE(module.code(), u"MODULE_NOT_AVAILABLE"_s);
}

QTEST_GUILESS_MAIN(Hostile)
#include "tst_conf_hostile.moc"
