// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance/testserver.h"

#include "sandbox/data/csvsplitter.h"
#include "sandbox/data/sqlite.h"
#include "sandbox/data/zipfile.h"

#include <QBuffer>
#include <QDeadlineTimer>
#include <QJsonDocument>
#include <QThread>
#include <QUrl>
#include <QtTest>
#include <quazip.h>
#include <quazipfile.h>

#include <httplib.h>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

QJsonObject Reply::json() const
{
    return QJsonDocument::fromJson(body).object();
}

TestServer::TestServer(Options options)
{
    restart(std::move(options));
}

void TestServer::restart(Options options)
{
    m_server.reset();
    m_token.clear();
    options.dataFolder = m_folder.path();
    m_server = std::make_unique<Server>(options);
    if (!m_server->start())
        qFatal("%s", qPrintable(m_server->trouble()));
}

Reply TestServer::send(const char* method, const QString& path, const QByteArray& body, const QByteArray& contentType,
                       bool signedIn, const QHash<QByteArray, QByteArray>& headers)
{
    if (signedIn && m_token.isEmpty())
        m_token = signIn()[u"access_token"].toString().toUtf8();
    QHash<QByteArray, QByteArray> all = headers;
    if (signedIn && !all.contains("Authorization"))
        all.insert("Authorization", "Zoho-oauthtoken " + m_token);
    return sendTo(QUrl(m_server->baseUrl()), method, path, body, contentType, all);
}

Reply TestServer::sendTo(const QUrl& base, const char* method, const QString& path, const QByteArray& body,
                         const QByteArray& contentType, const QHash<QByteArray, QByteArray>& headers)
{
    httplib::Client client("127.0.0.1", base.port());
    client.set_read_timeout(30);
    httplib::Request request;
    request.method = method;
    request.path = path.toStdString();
    request.body = body.toStdString();
    if (!body.isEmpty())
        request.headers.emplace("Content-Type", contentType.toStdString());
    for (auto it = headers.cbegin(); it != headers.cend(); ++it)
        request.headers.emplace(it.key().toStdString(), it.value().toStdString());
    const auto response = client.send(request);
    Reply reply;
    if (!response)
        return reply;
    reply.status = response->status;
    reply.body = QByteArray::fromStdString(response->body);
    for (const auto& [name, value] : response->headers)
        reply.headers.insert(QByteArray::fromStdString(name).toLower(), QByteArray::fromStdString(value));
    return reply;
}

Reply TestServer::post(const QString& path, const QJsonObject& body)
{
    return send("POST", path, QJsonDocument(body).toJson());
}

Reply TestServer::put(const QString& path, const QJsonObject& body)
{
    return send("PUT", path, QJsonDocument(body).toJson());
}

QJsonObject TestServer::signIn()
{
    const Client client = m_server->client();
    const QString body = u"grant_type=refresh_token&client_id=%1&client_secret=%2&refresh_token=%3"_s.arg(
        client.id, client.secret, client.refreshToken);
    return send("POST", u"/oauth/v2/token"_s, body.toUtf8(), "application/x-www-form-urlencoded", false).json();
}

Reply TestServer::uploadBytes(const QByteArray& zip)
{
    const QByteArray body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.zip\"\r\n"
                            "Content-Type: application/zip\r\n\r\n" +
                            zip + "\r\n--b--\r\n";
    return send("POST", u"/crm/v8/upload"_s, body, "multipart/form-data; boundary=b", true,
                {{"feature", "bulk-write"}, {"X-CRM-ORG", "700000001"}});
}

QString TestServer::upload(const QByteArray& csv)
{
    return uploadFiles({{u"data.csv"_s, csv}});
}

QString TestServer::uploadFiles(const QList<std::pair<QString, QByteArray>>& files)
{
    return uploadBytes(zipOf(files)).json()[u"details"].toObject()[u"file_id"].toString();
}

Reply TestServer::control(const QString& name, const QJsonObject& body)
{
    return send("POST", u"/sandbox/"_s + name, QJsonDocument(body).toJson(), "application/json", false);
}

Reply TestServer::create(const QByteArray& csv, const QJsonObject& job)
{
    return createOn(upload(csv), job);
}

Reply TestServer::createOn(const QString& fileId, const QJsonObject& job)
{
    QJsonArray resources;
    for (const QJsonValue& value : job[u"resource"].toArray()) {
        QJsonObject resource = value.toObject();
        resource.insert(u"file_id"_s, fileId);
        resources.append(resource);
    }
    QJsonObject request = job;
    request.insert(u"resource"_s, resources);
    return post(u"/crm/bulk/v8/write"_s, request);
}

QJsonObject TestServer::run(const QByteArray& csv, const QJsonObject& job)
{
    const Reply created = create(csv, job);
    if (created.status != 201)
        return created.json();
    return waitFor(created.json()[u"details"].toObject()[u"id"].toString());
}

QJsonObject TestServer::waitFor(const QString& jobId)
{
    const QDeadlineTimer deadline(30'000);
    QJsonObject details;
    do {
        details = get(u"/crm/bulk/v8/write/"_s + jobId).json();
        const QString status = details[u"status"].toString();
        if (status == u"COMPLETED"_s || status == u"FAILED"_s || status == u"SKIPPED"_s)
            break;
        QThread::yieldCurrentThread();
    } while (!deadline.hasExpired());
    return details;
}

bool TestServer::fetchResult(const QJsonObject& details, const QString& path)
{
    const QString url = details[u"result"].toObject()[u"download_url"].toString();
    const Reply reply = get(url.startsWith(u"http"_s) ? QUrl(url).path() : url);
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(reply.body) == reply.body.size();
}

QStringList TestServer::resultNames(const QJsonObject& details)
{
    const QString path = m_folder.filePath(u"downloaded.zip"_s);
    return fetchResult(details, path) ? zipEntryNames(path).value_or(QStringList()) : QStringList();
}

QByteArray TestServer::result(const QJsonObject& details, int n)
{
    const QString name = resultNames(details).value(n);
    return readZipEntry(m_folder.filePath(u"downloaded.zip"_s), name).value_or(QByteArray());
}

QString TestServer::sql(const QString& query)
{
    Database database(m_server->databasePath(), 2048);
    Statement row = database.prepare(query.toStdString());
    return row.step() ? row.string(0) : QString();
}

QStringList outcomes(const QByteArray& result)
{
    CsvSplitter splitter(std::string_view(result.constData(), static_cast<std::size_t>(result.size())));
    std::vector<std::string> cells;
    splitter.next(cells);
    QStringList rows;
    while (splitter.next(cells)) {
        const std::size_t last = cells.size() - 1;
        rows.append(QString::fromStdString(cells[last - 2] + (cells[last].empty() ? "" : ' ' + cells[last])));
    }
    return rows;
}

QJsonObject fileOf(const QJsonObject& details, int n)
{
    return details[u"resource"].toArray().at(n).toObject()[u"file"].toObject();
}

QByteArray bombOf(const QByteArray& head, const QByteArray& unit, int times)
{
    QBuffer buffer;
    QuaZip zip(&buffer);
    zip.open(QuaZip::mdCreate);
    QuaZipFile entry(&zip);
    entry.open(QIODevice::WriteOnly, QuaZipNewInfo(u"data.csv"_s));
    entry.write(head);
    for (int i = 0; i < times; ++i)
        entry.write(unit);
    entry.close();
    zip.close();
    return buffer.data();
}

QByteArray zipOf(const QList<std::pair<QString, QByteArray>>& files)
{
    QBuffer buffer;
    QuaZip zip(&buffer);
    zip.open(QuaZip::mdCreate);
    for (const auto& [name, bytes] : files) {
        QuaZipFile entry(&zip);
        entry.open(QIODevice::WriteOnly, QuaZipNewInfo(name));
        entry.write(bytes);
        entry.close();
    }
    zip.close();
    return buffer.data();
}

QJsonObject jobOf(const QString& operation, const QString& module, const QJsonArray& mappings, const QString& findBy)
{
    QJsonObject resource{{u"type"_s, u"data"_s},
                         {u"module"_s, QJsonObject{{u"api_name"_s, module}}},
                         {u"file_names"_s, QJsonArray{u"data.csv"_s}}};
    if (!mappings.isEmpty())
        resource.insert(u"field_mappings"_s, mappings);
    if (!findBy.isEmpty())
        resource.insert(u"find_by"_s, findBy);
    return {{u"operation"_s, operation}, {u"resource"_s, QJsonArray{resource}}};
}

QJsonObject mapping(const QString& apiName, int index, const QJsonObject& more)
{
    QJsonObject json = more;
    json.insert(u"api_name"_s, apiName);
    if (index >= 0)
        json.insert(u"index"_s, index);
    return json;
}

} // namespace stevedore::sandbox
