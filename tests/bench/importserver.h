// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QProcess>
#include <QTemporaryDir>

#include <optional>

namespace stevedore::bench {

/// A local CRM of its own at full speed, and the plainest program that can send zips to it: no journal, no checks.
class ImportServer
{
public:
    explicit ImportServer(const QString& folder);
    ~ImportServer();
    Q_DISABLE_COPY_MOVE(ImportServer)

    QString connectionFile() const { return m_file; }
    /// Uploads all zips of the folder, creates their jobs, and fetches the results: seconds. Nothing if that failed.
    std::optional<double> sendAll(const QString& folder) const;

private:
    struct Answer
    {
        int status = 0;
        QByteArray body;
        QJsonObject json() const;
    };
    Answer send(const QByteArray& verb, const QString& path, const QByteArray& body, const QByteArray& type) const;
    QString createJob(const QString& zip) const;
    bool isFetched(const QString& job, bool& failed) const;

    QString m_file;
    QProcess m_process;
    QString m_base;
    mutable QByteArray m_token;
    mutable QNetworkAccessManager m_net;
};

} // namespace stevedore::bench
