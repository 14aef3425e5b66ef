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

    /// `certificate` and `key`, PEM, make it a TLS server.
    explicit CraftedCrm(const QByteArray& certificate = {}, const QByteArray& key = {});

    Connection connection() const;
    QUrl url(const QString& path = {}) const;

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

    std::map<QString, Record> records; ///< by id
    QList<CrmRequest> requests;
    int count(CrmCall call) const;

private:
    void take();
    void read(QTcpSocket* socket, QByteArray& buffer);
    CrmAnswer answerTo(const CrmRequest& request);
    CrmAnswer metadata(const CrmRequest& request) const;
    CrmAnswer upload(const CrmRequest& request);
    CrmAnswer create(const CrmRequest& request);
    CrmAnswer job() const;
    CrmAnswer query(const CrmRequest& request) const;
    CrmAnswer byIds(const CrmRequest& request) const;
    CrmAnswer takeRecords(const CrmRequest& request);
    bool isKnown(const Record& record) const;
    QString add(const Record& record);
    QJsonObject shown(const QString& id) const;

    std::unique_ptr<QTcpServer> m_server;
    bool m_secure = false;
    QByteArray m_csv;    ///< of the newest upload
    QByteArray m_result; ///< CSV, of the newest job
    QString m_fileName;
    int m_rows = 0;
    int m_skipped = 0;
};

} // namespace stevedore::test
