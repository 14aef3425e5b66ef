// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conformance/testserver.h"

namespace stevedore::sandbox {

/// Bulk read as a client does it, over a test server.
class ReadClient
{
public:
    explicit ReadClient(TestServer& server) : m_server(server) {}

    /// Creates a job; the answer as it came.
    Reply create(const QJsonObject& query, const QJsonObject& more = {});
    /// Creates a job that has to be accepted; its id.
    QString start(const QJsonObject& query, const QJsonObject& more = {});
    QJsonObject details(const QString& id);
    /// Waits until the job has this state; its details.
    QJsonObject waitFor(const QString& id, const QString& state);
    Reply download(const QString& id);
    /// The one file in the zip of a result.
    QByteArray unpacked(const Reply& reply, QString* name = nullptr);
    /// Runs a job to its end; what is in its file.
    QByteArray read(const QJsonObject& query, const QJsonObject& more = {});
    /// Runs a job to its end; the first column of its CSV without the header.
    QStringList ids(const QJsonObject& query);

private:
    TestServer& m_server;
    int m_reads = 0;
};

/// {"module":{"api_name":..},...}
QJsonObject queryOf(const QString& module, const QJsonObject& more = {});
QJsonObject condition(const QString& field, const QString& comparator, const QJsonValue& value);
QJsonObject groupOf(const QString& joint, const QJsonArray& members);
/// The cells of a CSV, row by row, the header first.
QList<QStringList> cellsOf(const QByteArray& csv);
/// Creates records; their ids in order.
QStringList createRecords(TestServer& server, const QString& module, const QJsonArray& records);
QString userIdOf(TestServer& server, const QString& email);

} // namespace stevedore::sandbox
