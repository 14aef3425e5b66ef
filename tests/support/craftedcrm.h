// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/connection.h"

#include <QHash>
#include <QJsonObject>
#include <QSslServer>
#include <QTcpServer>

#include <functional>
#include <map>
#include <memory>

namespace stevedore::test {

/// The calls that an import makes.
enum class CrmCall {
    Token,
    Org,
    User,
    Modules,
    Fields,
    Layouts,
    Upload,
    Create,
    Job,
    Result,
    Query,
    Read, ///< records by their ids
    Records,
    Other
};

struct CrmRequest
{
    CrmCall call = CrmCall::Other;
    QByteArray verb;
    QByteArray target; ///< path and query as sent
    QByteArray head;
    QByteArray body;
};

/// What goes back over the connection, which is closed behind it. Without bytes it is closed without a word.
struct CrmAnswer
{
    int status = 200;
    QByteArray body;
    QByteArray type = "application/json";

    QByteArray bytes(const QByteArray& moreHeaders = {}) const;
};

/// A CRM inside the test, just good enough for imports of a few rows into Contacts, that answers by the documentation
/// unless the test puts other bytes in place of an answer. What it was asked to do it has done all the same: `records`
/// is the truth.
class CraftedCrm final : public QObject
{
public:
    using Record = QHash<QString, QString>; ///< by api_name

    struct Job
    {
        QString fileName;
        QByteArray result; ///< CSV
        int rows = 0;
        int skipped = 0;
    };
    /// All that it knows; can be kept and given to another one.
    struct Kept
    {
        std::map<QString, Record> records;        ///< by id
        std::map<QByteArray, QByteArray> uploads; ///< CSV by file id
        std::map<QByteArray, Job> jobs;           ///< by id
    };

    /// `certificate` and `key`, PEM, make it a TLS server.
    explicit CraftedCrm(const QByteArray& certificate = {}, const QByteArray& key = {});

    Connection connection() const;
    QUrl url(const QString& path = {}) const;

    /// The bytes to send without doing what was asked for; nothing: it is done.
    std::function<std::optional<QByteArray>(const CrmRequest& request)> refuse;
    /// The bytes to send instead of `honest.bytes()`; nothing: the honest ones.
    std::function<std::optional<QByteArray>(const CrmRequest& request, const CrmAnswer& honest)> tamper;
    /// The bytes to send instead of a result zip that holds this CSV.
    std::function<QByteArray(const QByteArray& csv)> packResult;
    /// Changes what is said of a job.
    std::function<void(QJsonObject& details)> changeJob;
    /// What is said to be the time at which records were made.
    std::function<QDateTime()> time;
    /// The result repeats so many columns (Zoho CRM API v8, Bulk write, Download result: three).
    int echoed = 3;

    Kept kept;
    std::map<QString, Record>& records = kept.records;
    QList<CrmRequest> requests;
    /// The job that a target names.
    std::optional<Job> jobOf(const QByteArray& target) const;
    int count(CrmCall call) const;

private:
    void take();
    void read(QTcpSocket* socket, QByteArray& buffer);
    CrmAnswer answerTo(const CrmRequest& request);
    CrmAnswer metadata(const CrmRequest& request) const;
    CrmAnswer upload(const CrmRequest& request);
    CrmAnswer create(const CrmRequest& request);
    /// The job that a target names; else the newest one, because tests invent targets.
    Job meant(const QByteArray& target) const;
    CrmAnswer job(const CrmRequest& request) const;
    CrmAnswer result(const CrmRequest& request) const;
    CrmAnswer query(const CrmRequest& request) const;
    CrmAnswer byIds(const CrmRequest& request) const;
    CrmAnswer takeRecords(const CrmRequest& request);
    bool isKnown(const Record& record) const;
    QString add(const Record& record);
    QJsonObject shown(const QString& id) const;

    std::unique_ptr<QTcpServer> m_server;
    bool m_secure = false;
};

} // namespace stevedore::test
