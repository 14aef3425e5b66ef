// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/server.h"

#include <QByteArray>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QUrl>

#include <memory>

namespace stevedore::sandbox {

/// What came back.
struct Reply
{
    int status = 0; ///< 0: no answer at all
    QByteArray body;
    QHash<QByteArray, QByteArray> headers; ///< names in lower case

    QJsonObject json() const;
    QString code() const { return json()[QStringLiteral("code")].toString(); }
    /// The n-th element of `data`.
    QJsonObject element(int n = 0) const { return json()[QStringLiteral("data")].toArray().at(n).toObject(); }
};

/// A server in this process and a client that speaks real HTTP to it.
class TestServer
{
public:
    explicit TestServer(Options options = {});

    Server& server() { return *m_server; }
    /// Stops the server and starts another one on the same folder.
    void restart(Options options = {});
    QString folder() const { return m_folder.path(); }
    /// The next call gets itself a new access token; for those who put the clock forward.
    void signInAgain() { m_token.clear(); }

    Reply send(const char* method, const QString& path, const QByteArray& body = {},
               const QByteArray& contentType = "application/json", bool signedIn = true,
               const QHash<QByteArray, QByteArray>& headers = {});
    /// The same without a token, at another port than the server's first.
    static Reply sendTo(const QUrl& base, const char* method, const QString& path, const QByteArray& body,
                        const QByteArray& contentType, const QHash<QByteArray, QByteArray>& headers);
    Reply get(const QString& path) { return send("GET", path); }
    Reply post(const QString& path, const QJsonObject& body);
    Reply put(const QString& path, const QJsonObject& body);
    /// Uploads bytes as part `file` with the headers that a good upload has.
    Reply uploadBytes(const QByteArray& zip);
    /// Zips the CSV as data.csv, uploads it, answers the file id.
    QString upload(const QByteArray& csv);
    QString uploadFiles(const QList<std::pair<QString, QByteArray>>& files);
    /// A token request in one of the three forms.
    QJsonObject signIn();
    /// Sends this access token from now on; empty: that of the connection file's user again.
    void useToken(const QString& token) { m_token = token.toUtf8(); }
    /// A call that steers the rehearsal.
    Reply control(const QString& name, const QJsonObject& body);

    /// Uploads the CSV and asks for a job on it; what came back.
    Reply create(const QByteArray& csv, const QJsonObject& job);
    /// Puts the file id into all resources of a job, and asks for it.
    Reply createOn(const QString& fileId, const QJsonObject& job);
    /// Runs a job over the CSV to its end; answers its details. `mappings` empty: left out.
    QJsonObject run(const QByteArray& csv, const QJsonObject& job);
    /// Waits for a job's end.
    QJsonObject waitFor(const QString& jobId);
    /// The CSV of the job's result; the n-th one of a job with children.
    QByteArray result(const QJsonObject& details, int n = 0);
    /// Names of the CSVs in the job's result.
    QStringList resultNames(const QJsonObject& details);
    /// One number or text out of the database.
    QString sql(const QString& query);

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Server> m_server;
    bool fetchResult(const QJsonObject& details, const QString& path);

    QByteArray m_token;
};

/// STATUS and ERRORS of each row of a result, "added" or "skipped INVALID_DATA-Email".
QStringList outcomes(const QByteArray& result);
/// `file` of the n-th resource in the details of a job.
QJsonObject fileOf(const QJsonObject& details, int n = 0);

/// A zip with one data.csv: the head, and then the unit so many times.
QByteArray bombOf(const QByteArray& head, const QByteArray& unit, int times);

/// A zip with these files.
QByteArray zipOf(const QList<std::pair<QString, QByteArray>>& files);

/// A job with one resource.
QJsonObject jobOf(const QString& operation, const QString& module, const QJsonArray& mappings = {},
                  const QString& findBy = {});
QJsonObject mapping(const QString& apiName, int index, const QJsonObject& more = {});

} // namespace stevedore::sandbox
