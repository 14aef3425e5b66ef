// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/bulkjson.h"
#include "crm/crmtypes.h"
#include "crm/onceclient.h"
#include "crm/readjson.h"
#include "crm/session.h"
#include "crm/verdict.h"

#include <QElapsedTimer>
#include <QJsonObject>

namespace stevedore {

/// The CRM's calls, typed (Zoho CRM API v8). Callbacks come once, later, on this thread, unless their context is gone.
/// A stale token is refreshed and the call repeated once where repeating is safe.
class CrmApi final : public QObject
{
    Q_OBJECT

public:
    template <typename T>
    using Callback = std::function<void(const Result<T>&)>;

    CrmApi(HttpClient& http, Session& session);

    /// Whose the next request is; see RequestLine.
    void setTag(qint64 tag) { m_tag = tag; }

    void org(QObject* context, const Callback<Org>& callback);
    void currentUser(QObject* context, const Callback<CrmUser>& callback);
    void modules(QObject* context, const Callback<QList<ModuleInfo>>& callback);
    /// Fields and layouts of a module; `mandatory` covers system and default layout. Without the right to read layouts
    /// there are none.
    void moduleMeta(const ModuleInfo& module, QObject* context, const Callback<ModuleMeta>& callback);

    /// The answer of a metadata call as it came; empty if there is nothing (HTTP 204).
    void metadata(const QString& path, const QString& query, QObject* context, const Callback<QByteArray>& callback);

    /// Uploads one zip (at most 25 MB) and answers with its file id. Safe to repeat: an orphaned upload is no record.
    void upload(const QByteArray& zip, const QString& fileName, const QString& zgid, QObject* context,
                const Callback<QString>& callback, const HttpClient::Progress& progress);

    /// Stores an intent; a failure keeps the request from being sent.
    using Intent = OnceClient::Intent;
    /// Creates a write job. Must never be repeated blindly: `intent` is called when the connection stands and before
    /// the first byte, and has to make the attempt durable before it returns.
    void createWriteJob(const WriteJobRequest& job, const Intent& intent, QObject* context,
                        const std::function<void(const CreateVerdict&)>& callback);
    void jobDetails(const QString& jobId, QObject* context, const Callback<JobDetails>& callback);
    /// The result zip. `url` may be absolute or relative; redirects are followed without the token once they leave the
    /// vendor's hosts.
    void download(const QString& url, QObject* context, const Callback<QByteArray>& callback);

    /// Sends at most 100 records: POST (insert), PUT (update) or POST upsert. As careful as createWriteJob(), because
    /// an insert has no key either.
    void sendRecords(const QString& operation, const QString& module, const QList<QJsonObject>& records,
                     const QString& findBy, const Intent& intent, QObject* context,
                     const std::function<void(const RecordsVerdict&)>& callback);

    /// Deletes at most 100 records by their ids, without setting off workflows (Zoho CRM API v8, Delete records). Once
    /// more does no harm: an id is never given away again.
    void deleteRecords(const QString& module, const QStringList& ids, const Intent& intent, QObject* context,
                       const std::function<void(const RecordsVerdict&)>& callback);

    /// Creates a read job, which costs 50 credits. It writes nothing, so `Unknown` means only that a second try may be
    /// paid for twice; Verdict::NotDone with `again` may be repeated freely.
    void createReadJob(const ReadJobRequest& job, QObject* context,
                       const std::function<void(const CreateVerdict&)>& callback);
    /// The result of a completed job is fetched with download(): at most ten a minute (Bulk read, Limitations).
    void readJobDetails(const QString& jobId, QObject* context, const Callback<ReadJobDetails>& callback);
    /// How many records the module has, or a view of it where `view` is not empty; up to ten minutes old (Zoho CRM API
    /// v8, Record count). 1 credit.
    void recordCount(const QString& module, const QString& view, QObject* context, const Callback<qint64>& callback);
    /// The custom views of a module, all pages of them. 1 credit a page.
    void customViews(const QString& module, QObject* context, const Callback<QList<CustomView>>& callback);
    /// One COQL query: 1 credit for up to 200 records.
    void query(const QString& coql, QObject* context, const Callback<CoqlPage>& callback);
    /// At most 100 records by their ids, with at most 50 fields, in any order; those that are gone are missing (Zoho
    /// CRM API v8, Get records). 1 credit.
    void recordsById(const QString& module, const QStringList& ids, const QStringList& fields, QObject* context,
                     const Callback<QList<QJsonObject>>& callback);

    /// How far the CRM's clock is ahead of this machine's, as its newest answer said (to the second).
    std::chrono::milliseconds aheadOfUs() const { return m_ahead; }

Q_SIGNALS:
    /// From the X-API-CREDITS-REMAINING header, which comes once half the credits are used.
    void creditsLeft(qint64 credits);
    void exchanged(const stevedore::RequestLine& line);

private:
    using Answer = std::function<void(const HttpOutcome&)>;
    HttpRequest request(const QByteArray& verb, const QString& path);
    /// Sends with a token; with `repeat`, once more after a stale token.
    void call(const HttpRequest& request, bool repeat, QObject* context, const Answer& answer,
              const HttpClient::Progress& progress = {});
    template <typename T>
    void get(const QString& path, const QString& query, const QString& what,
             std::function<std::optional<T>(const QByteArray&)> read, QObject* context, const Callback<T>& callback);
    void once(HttpRequest wire, const Intent& intent, QObject* context, const Answer& answer);
    void fetch(const QList<QUrl>& candidates, int hops, QObject* context, const Callback<QByteArray>& callback);
    void viewPage(const QString& module, int page, const QList<CustomView>& before, QObject* context,
                  const Callback<QList<CustomView>>& callback);
    void note(const HttpOutcome& outcome, const QElapsedTimer& sinceSent);

    HttpClient& m_http;
    Session& m_session;
    OnceClient m_once;
    qint64 m_tag = 0;
    std::chrono::milliseconds m_ahead{0};
};

} // namespace stevedore
