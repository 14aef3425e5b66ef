// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/craftedcrm.h"

#include "transfer/zip.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTcpSocket>
#include <QUrlQuery>

#include <algorithm>

namespace stevedore::test {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 firstRecord = 4876876000001000001; ///< beyond 2^53, as true ones are
constexpr qint64 mostZipContent = 1'000'000;
constexpr qint64 firstJob = 4876876000000541999;
constexpr qint64 firstUpload = 4876876000000541958;

CrmCall callOf(const QByteArray& verb, const QByteArray& path)
{
    static const QList<std::pair<QByteArray, CrmCall>> calls{{"/oauth/v2/token", CrmCall::Token},
                                                             {"/crm/v8/org", CrmCall::Org},
                                                             {"/crm/v8/users", CrmCall::User},
                                                             {"/crm/v8/settings/modules", CrmCall::Modules},
                                                             {"/crm/v8/settings/fields", CrmCall::Fields},
                                                             {"/crm/v8/settings/layouts", CrmCall::Layouts},
                                                             {"/crm/v8/upload", CrmCall::Upload},
                                                             {"/crm/v8/coql", CrmCall::Query}};
    for (const auto& [known, call] : calls) {
        if (path == known)
            return call;
    }
    if (path == "/crm/bulk/v8/write")
        return CrmCall::Create;
    if (path.startsWith("/crm/bulk/v8/write/"))
        return CrmCall::Job;
    if (path.endsWith(".zip"))
        return CrmCall::Result;
    if (path.startsWith("/crm/v8/Contacts"))
        return verb == "GET" ? CrmCall::Read : CrmCall::Records;
    return CrmCall::Other;
}

QByteArray json(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject textField(const char* name, bool mandatory = false, bool unique = false)
{
    return {{u"id"_s, u"48768760000000"_s + QString::number(qHash(QLatin1String(name)) % 100'000)},
            {u"api_name"_s, QString::fromLatin1(name)},
            {u"field_label"_s, QString::fromLatin1(name)},
            {u"data_type"_s, u"text"_s},
            {u"length"_s, 100},
            {u"system_mandatory"_s, mandatory},
            {u"unique"_s, unique ? QJsonObject{{u"case_sensitive"_s, false}} : QJsonObject{}},
            {u"operation_type"_s, QJsonObject{{u"api_create"_s, true}, {u"api_update"_s, true}}}};
}

} // namespace

QByteArray CrmAnswer::bytes(const QByteArray& moreHeaders) const
{
    QByteArray out = "HTTP/1.1 " + QByteArray::number(status) + " X\r\nConnection: close\r\n" + moreHeaders;
    if (status == 204)
        return out + "\r\n";
    return out + "Content-Type: " + type + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

CraftedCrm::CraftedCrm(const QByteArray& certificate, const QByteArray& key)
    : time([] { return QDateTime::currentDateTimeUtc(); }), m_secure(!certificate.isEmpty())
{
    if (m_secure) {
        auto secure = std::make_unique<QSslServer>();
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(QSslCertificate(certificate));
        configuration.setPrivateKey(QSslKey(key, QSsl::Ec));
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        secure->setSslConfiguration(configuration);
        m_server = std::move(secure);
    } else {
        m_server = std::make_unique<QTcpServer>();
    }
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, [this] { take(); });
    m_server->listen(QHostAddress::LocalHost);
}

QUrl CraftedCrm::url(const QString& path) const
{
    return QUrl(u"%1://127.0.0.1:%2%3"_s.arg(m_secure ? u"https"_s : u"http"_s).arg(m_server->serverPort()).arg(path));
}

Connection CraftedCrm::connection() const
{
    Connection out;
    out.name = u"crafted"_s;
    out.kind = ConnectionKind::LocalSandbox;
    out.accountsUrl = out.apiUrl = out.uploadUrl = url();
    out.clientId = u"1000.client"_s;
    out.clientSecret = u"clientsecret"_s;
    out.refreshToken = u"1000.refreshtoken"_s;
    return out;
}

int CraftedCrm::count(CrmCall call) const
{
    return int(
        std::count_if(requests.begin(), requests.end(), [&](const CrmRequest& one) { return one.call == call; }));
}

void CraftedCrm::take()
{
    while (QTcpSocket* socket = m_server->nextPendingConnection()) {
        auto buffer = std::make_shared<QByteArray>();
        connect(socket, &QTcpSocket::readyRead, this, [this, socket, buffer] { read(socket, *buffer); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        read(socket, *buffer);
    }
}

void CraftedCrm::read(QTcpSocket* socket, QByteArray& buffer)
{
    buffer += socket->readAll();
    const qsizetype end = buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    const QByteArray head = buffer.left(end).toLower();
    const qsizetype at = head.indexOf("content-length:");
    const qsizetype stop = head.indexOf('\r', at);
    const qsizetype length = at < 0 ? 0 : head.mid(at + 15, stop < 0 ? -1 : stop - at - 15).trimmed().toLongLong();
    if (buffer.size() < end + 4 + length)
        return;
    const QList<QByteArray> words = buffer.left(buffer.indexOf("\r\n")).split(' ');
    const QByteArray path = words.value(1).split('?').first();
    const CrmRequest request{callOf(words.value(0), path), words.value(0), words.value(1), buffer.left(end),
                             buffer.mid(end + 4, length)};
    buffer.clear();
    requests.append(request);
    std::optional<QByteArray> other = refuse ? refuse(request) : std::nullopt;
    if (!other) {
        const CrmAnswer honest = answerTo(request);
        other = tamper ? tamper(request, honest) : std::nullopt;
        other = other ? other : honest.bytes();
    }
    socket->write(*other);
    socket->disconnectFromHost();
}

CrmAnswer CraftedCrm::answerTo(const CrmRequest& request)
{
    switch (request.call) {
    case CrmCall::Token:
        return {200, json({{u"access_token"_s, u"1000.accesstoken"_s},
                           {u"api_domain"_s, url().toString()},
                           {u"token_type"_s, u"Bearer"_s},
                           {u"expires_in"_s, 3600}})};
    case CrmCall::Upload:
        return upload(request);
    case CrmCall::Create:
        return create(request);
    case CrmCall::Job:
        return job(request);
    case CrmCall::Result:
        return result(request);
    case CrmCall::Query:
        return query(request);
    case CrmCall::Read:
        return byIds(request);
    case CrmCall::Records:
        return takeRecords(request);
    default:
        return metadata(request);
    }
}

CrmAnswer CraftedCrm::metadata(const CrmRequest& request) const
{
    switch (request.call) {
    case CrmCall::Org:
        return {200, R"({"org":[{"id":"4876876000000002005","zgid":"700000001","company_name":"Example Ltd",)"
                     R"("type":"production","time_zone":"Europe/Berlin"}]})"};
    case CrmCall::User:
        return {200, R"({"users":[{"id":"4876876000000225013","full_name":"A. User","email":"a@example.org"}]})"};
    case CrmCall::Modules:
        return {200,
                R"({"modules":[{"id":"4876876000000002179","api_name":"Contacts","singular_label":"Contact",)"
                R"("plural_label":"Contacts","api_supported":true,"creatable":true,"generated_type":"default"}]})"};
    case CrmCall::Fields:
        return {200, json({{u"fields"_s, QJsonArray{textField("Last_Name", true), textField("First_Name"),
                                                    textField("City"), textField("Street"), textField("Region"),
                                                    textField("Legacy_ID", false, true)}}})};
    case CrmCall::Layouts:
        return {200, R"({"layouts":[{"id":"4876876000000091033","name":"Standard","status":"active","sections":)"
                     R"([{"fields":[{"api_name":"Last_Name","required":true}]}]}]})"};
    default:
        return {404, R"({"status":"error","code":"INVALID_URL_PATTERN","message":"no such address","details":{}})"};
    }
}

CrmAnswer CraftedCrm::upload(const CrmRequest& request)
{
    const qsizetype begin = request.body.indexOf("\r\n\r\n") + 4;
    const QByteArray id = QByteArray::number(firstUpload + qint64(kept.uploads.size()));
    kept.uploads[id] = readZip(request.body.mid(begin, request.body.lastIndexOf("\r\n--") - begin), mostZipContent)
                           .value_or(QByteArray());
    return {200, R"({"status":"success","code":"FILE_UPLOAD_SUCCESS","message":"file uploaded.",)"
                 R"("details":{"file_id":")" +
                     id + R"(","created_time":"2026-02-03T09:12:44-08:00"}})"};
}

CrmAnswer CraftedCrm::create(const CrmRequest& request)
{
    const QJsonValue resource = QJsonDocument::fromJson(request.body)[u"resource"][0];
    Job job;
    job.fileName = resource[u"file_names"][0].toString();
    QList<QByteArray> lines = kept.uploads[resource[u"file_id"].toString().toLatin1()].split('\n');
    lines.removeLast();
    const QList<QByteArray> names = lines.takeFirst().trimmed().split(',');
    job.result = names.first(std::min<qsizetype>(echoed, names.size())).join(',') + ",STATUS,RECORD_ID,ERRORS\r\n";
    job.rows = int(lines.size());
    for (const QByteArray& line : lines) {
        const QList<QByteArray> cells = line.trimmed().split(',');
        Record record;
        for (qsizetype i = 0; i < names.size(); ++i)
            record.insert(QString::fromUtf8(names[i]), QString::fromUtf8(cells.value(i)));
        job.result += cells.first(std::min<qsizetype>(echoed, cells.size())).join(',');
        const bool known = isKnown(record);
        job.skipped += known;
        job.result += known ? ",skipped,,DUPLICATE_DATA-Legacy_ID\r\n" : ",added," + add(record).toLatin1() + ",\r\n";
    }
    const QByteArray id = QByteArray::number(firstJob + qint64(kept.jobs.size()));
    kept.jobs.emplace(id, job);
    return {201, R"({"status":"success","code":"SUCCESS","message":"success","details":{"id":")" + id +
                     R"(","created_by":{"id":"4876876000000225013","name":"A. User"}}})"};
}

std::optional<CraftedCrm::Job> CraftedCrm::jobOf(const QByteArray& target) const
{
    QByteArray id = target.split('?').first().split('/').last();
    id = id.endsWith(".zip") ? id.chopped(4) : id;
    const auto found = kept.jobs.find(id);
    return found == kept.jobs.end() ? std::nullopt : std::optional(found->second);
}

CraftedCrm::Job CraftedCrm::meant(const QByteArray& target) const
{
    if (const auto job = jobOf(target))
        return *job;
    return kept.jobs.empty() ? Job() : kept.jobs.rbegin()->second;
}

CrmAnswer CraftedCrm::result(const CrmRequest& request) const
{
    const Job job = meant(request.target);
    return {200,
            packResult ? packResult(job.result)
                       : makeZip(u"Contacts-"_s + job.fileName, job.result.toStdString()).value_or(QByteArray()),
            "application/octet-stream"};
}

CrmAnswer CraftedCrm::job(const CrmRequest& request) const
{
    const Job job = meant(request.target);
    const QString id = QString::fromLatin1(request.target.split('/').last());
    const QJsonObject file{
        {u"status"_s, u"COMPLETED"_s},     {u"name"_s, job.fileName}, {u"added_count"_s, job.rows - job.skipped},
        {u"skipped_count"_s, job.skipped}, {u"updated_count"_s, 0},   {u"total_count"_s, job.rows}};
    const QJsonObject resource{{u"status"_s, u"COMPLETED"_s},
                               {u"type"_s, u"data"_s},
                               {u"module"_s, QJsonObject{{u"api_name"_s, u"Contacts"_s}}},
                               {u"file"_s, file}};
    const QString path = u"/v8/crm/org700000001/bulk-write/%1/%1.zip"_s.arg(id);
    QJsonObject details{{u"status"_s, u"COMPLETED"_s},
                        {u"resource"_s, QJsonArray{resource}},
                        {u"id"_s, id},
                        {u"result"_s, QJsonObject{{u"download_url"_s, path}}},
                        {u"operation"_s, u"insert"_s}};
    if (changeJob)
        changeJob(details);
    return {200, json(details)};
}

CrmAnswer CraftedCrm::query(const CrmRequest& request) const
{
    const QString text = QJsonDocument::fromJson(request.body)[u"select_query"].toString();
    const QJsonObject info{{u"count"_s, int(records.size())}, {u"more_records"_s, false}};
    if (text.contains(u"COUNT("))
        return {200,
                json({{u"data"_s, QJsonArray{QJsonObject{{u"COUNT(id)"_s, int(records.size())}}}}, {u"info"_s, info}})};
    QJsonArray data;
    for (const auto& [id, record] : records)
        data.append(shown(id));
    return data.isEmpty() || text.contains(u"id > ") ? CrmAnswer{204, {}}
                                                     : CrmAnswer{200, json({{u"data"_s, data}, {u"info"_s, info}})};
}

CrmAnswer CraftedCrm::byIds(const CrmRequest& request) const
{
    QJsonArray data;
    for (const QString& id : QUrlQuery(QString::fromLatin1(request.target).section(u'?', 1))
                                 .queryItemValue(u"ids"_s, QUrl::FullyDecoded)
                                 .split(u',')) {
        if (records.contains(id))
            data.append(shown(id));
    }
    return data.isEmpty()
               ? CrmAnswer{204, {}}
               : CrmAnswer{200, json({{u"data"_s, data}, {u"info"_s, QJsonObject{{u"more_records"_s, false}}}})};
}

CrmAnswer CraftedCrm::takeRecords(const CrmRequest& request)
{
    QJsonArray data;
    for (const QJsonValue& value : QJsonDocument::fromJson(request.body)[u"data"].toArray()) {
        Record record;
        for (const QString& name : value.toObject().keys())
            record.insert(name, value[name].toString());
        if (isKnown(record)) {
            data.append(QJsonObject{{u"code"_s, u"DUPLICATE_DATA"_s},
                                    {u"details"_s, QJsonObject{{u"api_name"_s, u"Legacy_ID"_s}}},
                                    {u"message"_s, u"duplicate data"_s},
                                    {u"status"_s, u"error"_s}});
            continue;
        }
        data.append(QJsonObject{{u"code"_s, u"SUCCESS"_s},
                                {u"details"_s, QJsonObject{{u"id"_s, add(record)}}},
                                {u"message"_s, u"record added"_s},
                                {u"status"_s, u"success"_s}});
    }
    return {201, json({{u"data"_s, data}})};
}

/// The one unique field keeps records apart.
bool CraftedCrm::isKnown(const Record& record) const
{
    const QString key = record.value(u"Legacy_ID"_s);
    return !key.isEmpty() && std::any_of(records.begin(), records.end(),
                                         [&](const auto& one) { return one.second.value(u"Legacy_ID"_s) == key; });
}

QString CraftedCrm::add(const Record& record)
{
    const QString id = QString::number(firstRecord + qint64(records.size()));
    records.emplace(id, record);
    return id;
}

QJsonObject CraftedCrm::shown(const QString& id) const
{
    QJsonObject out{{u"id"_s, id}, {u"Created_Time"_s, time().toString(Qt::ISODate)}};
    const Record& record = records.at(id);
    for (auto it = record.cbegin(); it != record.cend(); ++it)
        out.insert(it.key(), it.value());
    return out;
}

} // namespace stevedore::test
