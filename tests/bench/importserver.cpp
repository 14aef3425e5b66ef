// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/importserver.h"

#include "transfer/zip.h"

#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QTimer>
#include <QUrlQuery>

namespace stevedore::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int pollMs = 20;
constexpr qint64 mostBytes = 100'000'000;

QJsonArray mappings(const QByteArray& csv)
{
    QJsonArray out;
    const QList<QByteArray> names = csv.left(csv.indexOf("\r\n")).split(',');
    for (qsizetype i = 0; i < names.size(); ++i) {
        const QString name = QString::fromUtf8(names[i]);
        QJsonObject one{{u"api_name"_s, name}, {u"index"_s, i}};
        if (name.contains(u"Date"))
            one.insert(u"format"_s, u"yyyy-MM-dd"_s);
        if (name == u"Account_Name")
            one.insert(u"find_by"_s, name);
        out.append(one);
    }
    return out;
}

} // namespace

QJsonObject ImportServer::Answer::json() const
{
    return QJsonDocument::fromJson(body).object();
}

ImportServer::ImportServer(const QString& folder) : m_file(folder + u"/crm.json"_s)
{
    QDir().mkpath(folder);
    m_process.start(QStringLiteral(SANDBOX_PROGRAM), {u"--port"_s, u"0"_s, u"--data"_s, folder, u"--connection-file"_s,
                                                      m_file, u"--credits"_s, u"100000000"_s});
    QByteArray said;
    while (!said.contains("listening") && m_process.waitForReadyRead(20'000))
        said += m_process.readAllStandardOutput();
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QJsonObject connection = QJsonDocument::fromJson(file.readAll()).object();
    m_base = connection[u"api_url"].toString();
    QUrlQuery form;
    form.addQueryItem(u"grant_type"_s, u"refresh_token"_s);
    for (const QString& key : {u"refresh_token"_s, u"client_id"_s, u"client_secret"_s})
        form.addQueryItem(key, connection[key].toString());
    const Answer token =
        send("POST", u"/oauth/v2/token"_s, form.toString().toUtf8(), "application/x-www-form-urlencoded");
    m_token = token.json()[u"access_token"].toString().toUtf8();
}

ImportServer::~ImportServer()
{
    m_process.kill();
    m_process.waitForFinished();
}

ImportServer::Answer ImportServer::send(const QByteArray& verb, const QString& path, const QByteArray& body,
                                        const QByteArray& type) const
{
    QNetworkRequest request(QUrl(path.startsWith(u"http") ? path : m_base + path));
    if (!m_token.isEmpty())
        request.setRawHeader("Authorization", "Zoho-oauthtoken " + m_token);
    if (!type.isEmpty())
        request.setRawHeader("Content-Type", type);
    request.setRawHeader("feature", "bulk-write");
    const Answer org = path.contains(u"/upload") ? send("GET", u"/crm/v8/org"_s, {}, {}) : Answer{};
    request.setRawHeader("X-CRM-ORG", org.json()[u"org"][0][u"zgid"].toString().toUtf8());
    QNetworkReply* const reply = m_net.sendCustomRequest(request, verb, body);
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    reply->deleteLater();
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll()};
}

QString ImportServer::createJob(const QString& path) const
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray zip = file.readAll();
    const auto csv = readZip(zip, mostBytes);
    if (!csv)
        return {};
    const QByteArray body = "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.zip\"\r\n"
                            "Content-Type: application/zip\r\n\r\n" +
                            zip + "\r\n--cut--\r\n";
    const Answer uploaded = send("POST", u"/crm/v8/upload"_s, body, "multipart/form-data; boundary=cut");
    const QString entry = QString::fromUtf8(zip.mid(30, zip[26]));
    const QJsonObject resource{{u"type"_s, u"data"_s},
                               {u"module"_s, QJsonObject{{u"api_name"_s, u"Contacts"_s}}},
                               {u"file_id"_s, uploaded.json()[u"details"][u"file_id"]},
                               {u"file_names"_s, QJsonArray{entry}},
                               {u"ignore_empty"_s, true},
                               {u"field_mappings"_s, mappings(*csv)}};
    const QJsonObject job{{u"operation"_s, u"insert"_s},
                          {u"character_encoding"_s, u"UTF-8"_s},
                          {u"ignore_empty"_s, true},
                          {u"resource"_s, QJsonArray{resource}}};
    const Answer created =
        send("POST", u"/crm/bulk/v8/write"_s, QJsonDocument(job).toJson(QJsonDocument::Compact), "application/json");
    if (created.status != 201)
        std::fprintf(stderr, "%s%s\n", uploaded.body.constData(), created.body.constData());
    return created.json()[u"details"][u"id"].toString();
}

bool ImportServer::isFetched(const QString& job, bool& failed) const
{
    const QJsonObject details = send("GET", u"/crm/bulk/v8/write/"_s + job, {}, {}).json();
    if (details[u"status"].toString() != u"COMPLETED")
        return false;
    failed = send("GET", details[u"result"][u"download_url"].toString(), {}, {}).status != 200;
    return true;
}

std::optional<double> ImportServer::sendAll(const QString& folder) const
{
    QElapsedTimer timer;
    timer.start();
    QStringList jobs;
    const auto zips = QDir(folder).entryInfoList({u"*.zip"_s}, QDir::Files, QDir::Name);
    for (const QFileInfo& zip : zips) {
        jobs.append(createJob(zip.filePath()));
        if (jobs.last().isEmpty())
            return std::nullopt;
    }
    bool failed = jobs.isEmpty();
    while (!jobs.isEmpty() && !failed) {
        if (isFetched(jobs.first(), failed)) {
            jobs.removeFirst();
            continue;
        }
        QEventLoop wait;
        QTimer::singleShot(pollMs, &wait, &QEventLoop::quit);
        wait.exec();
    }
    return failed ? std::nullopt : std::optional(double(timer.nsecsElapsed()) / 1e9);
}

} // namespace stevedore::bench
