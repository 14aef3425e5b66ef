// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance/readclient.h"

#include <QBuffer>
#include <QDeadlineTimer>
#include <QThread>
#include <QtTest>
#include <quazip.h>
#include <quazipfile.h>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

Reply ReadClient::create(const QJsonObject& query, const QJsonObject& more)
{
    QJsonObject body = more;
    body.insert(u"query"_s, query);
    return m_server.post(u"/crm/bulk/v8/read"_s, body);
}

QString ReadClient::start(const QJsonObject& query, const QJsonObject& more)
{
    const Reply reply = create(query, more);
    if (reply.status != 201)
        qWarning("not created: %s", reply.body.constData());
    return reply.element()[u"details"].toObject()[u"id"].toString();
}

QJsonObject ReadClient::details(const QString& id)
{
    return m_server.get(u"/crm/bulk/v8/read/"_s + id).element();
}

QJsonObject ReadClient::waitFor(const QString& id, const QString& state)
{
    const QDeadlineTimer deadline(30'000);
    QJsonObject job;
    do {
        job = details(id);
        if (job[u"state"].toString() == state)
            break;
        QThread::yieldCurrentThread();
    } while (!id.isEmpty() && !deadline.hasExpired());
    return job;
}

Reply ReadClient::download(const QString& id)
{
    return m_server.get(u"/crm/bulk/v8/read/"_s + id + u"/result"_s);
}

QByteArray ReadClient::unpacked(const Reply& reply, QString* name)
{
    QByteArray bytes = reply.body;
    QBuffer buffer(&bytes);
    QuaZip zip(&buffer);
    if (!zip.open(QuaZip::mdUnzip) || zip.getEntriesCount() != 1 || !zip.goToFirstFile())
        return {};
    QuaZipFile entry(&zip);
    if (!entry.open(QIODevice::ReadOnly))
        return {};
    if (name)
        *name = entry.getActualFileName();
    return entry.readAll();
}

QByteArray ReadClient::read(const QJsonObject& query, const QJsonObject& more)
{
    const QString id = start(query, more);
    waitFor(id, u"COMPLETED"_s);
    const QByteArray file = unpacked(download(id));
    m_server.server().clock().advance(6000); // ten downloads a minute
    if (++m_reads % 500 == 0)
        m_server.signInAgain(); // an access token lasts an hour
    return file;
}

QStringList ReadClient::ids(const QJsonObject& query)
{
    QStringList ids;
    const QList<QStringList> rows = cellsOf(read(query));
    for (qsizetype i = 1; i < rows.size(); ++i)
        ids.append(rows[i].first());
    return ids;
}

QJsonObject queryOf(const QString& module, const QJsonObject& more)
{
    QJsonObject query = more;
    query.insert(u"module"_s, QJsonObject{{u"api_name"_s, module}});
    return query;
}

QJsonObject condition(const QString& field, const QString& comparator, const QJsonValue& value)
{
    return {{u"field"_s, QJsonObject{{u"api_name"_s, field}}}, {u"comparator"_s, comparator}, {u"value"_s, value}};
}

QJsonObject groupOf(const QString& joint, const QJsonArray& members)
{
    return {{u"group_operator"_s, joint}, {u"group"_s, members}};
}

QList<QStringList> cellsOf(const QByteArray& csv)
{
    QList<QStringList> rows{{QString()}};
    bool quoted = false;
    const QString text = QString::fromUtf8(csv);
    for (const QChar c : text) {
        if (c == u'"')
            quoted = !quoted; // a doubled quote closes and opens again: what it stands for is of no interest here
        else if (c == u',' && !quoted)
            rows.last().append(QString());
        else if (c == u'\n' && !quoted)
            rows.append(QStringList{QString()});
        else
            rows.last().last().append(c);
    }
    rows.removeLast(); // after the last line feed
    return rows;
}

QStringList createRecords(TestServer& server, const QString& module, const QJsonArray& records)
{
    const Reply reply = server.post(u"/crm/v8/"_s + module, {{u"data"_s, records}});
    QStringList ids;
    for (const QJsonValue& element : reply.json()[u"data"].toArray()) {
        if (element[u"status"].toString() != u"success"_s)
            qWarning("not created: %s", reply.body.constData());
        ids.append(element[u"details"][u"id"].toString());
    }
    return ids;
}

QString userIdOf(TestServer& server, const QString& email)
{
    const QJsonObject answer = server.get(u"/crm/v8/users?type=AllUsers"_s).json();
    for (const QJsonValue& user : answer[u"users"].toArray())
        if (user[u"email"].toString() == email)
            return user[u"id"].toString();
    return {};
}

} // namespace stevedore::sandbox
