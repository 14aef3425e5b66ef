// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/read/bulkreadapi.h"

#include "sandbox/read/readrunner.h"
#include "sandbox/read/readusers.h"
#include "sandbox/write/callback.h"
#include "sandbox/write/jobs.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 day = 24LL * 3600 * 1000;
constexpr qint64 minute = 60'000;
constexpr std::size_t downloadsPerMinute = 10;

ApiResult<void> checkModuleScope(const Request& request, const QJsonObject& query)
{
    const QString module = query[u"module"].toObject()[u"api_name"].toString();
    if (!module.isEmpty() && !covers(request.caller.scopes, u"ZohoCRM.modules."_s + module + u".READ"_s))
        return refuse(u"OAUTH_SCOPE_MISMATCH"_s, u"invalid oauth scope to access this URL"_s, {}, 401);
    return {};
}

ApiResult<QString> fileTypeOf(const QJsonObject& body)
{
    const QJsonValue json = body[u"file_type"];
    const QString type = json.isUndefined() || json.isNull() ? u"csv"_s : json.toString();
    if (type != u"csv"_s && type != u"ics"_s)
        return refuse(u"INVALID_DATA"_s, u"invalid data"_s,
                      {{u"api_name"_s, u"file_type"_s}, {u"supported_values"_s, QJsonArray{u"csv"_s, u"ics"_s}}});
    return type;
}

} // namespace

BulkReadApi::BulkReadApi(Store& store, const Options& options, Scenario& scenario, std::function<QString()> baseUrl)
    : m_store(store), m_options(options), m_scenario(scenario), m_stuck(scenario), m_baseUrl(std::move(baseUrl)),
      m_queue(options.workers, {}, [this](qint64 id) { carryOut(id); })
{
    std::vector<qint64> unfinished;
    {
        Store::Writing writing(m_store);
        readjobs::createTables(writing.database());
        refreshReadUsers(writing.database(), m_store.org());
        unfinished = readjobs::unfinished(writing.database());
        writing.commit();
    }
    removeExpired();
    for (const qint64 id : unfinished)
        m_queue.add(id);
}

void BulkReadApi::addTo(Router& router)
{
    const QStringList read{u"ZohoCRM.bulk.READ"_s};
    router.add(u"POST"_s, u"crm/bulk/v8/read"_s, read, 50, [this](const Request& r) { return create(r); });
    router.add(u"GET"_s, u"crm/bulk/v8/read/{id}"_s, read, 1, [this](const Request& r) { return details(r); });
    router.add(u"GET"_s, u"crm/bulk/v8/read/{id}/result"_s, read, 1, [this](const Request& r) { return result(r); });
}

/// "Errors may come bare or inside data[]": both forms are in the descriptions.
Answer BulkReadApi::refusal(const ApiError& error) const
{
    if (!m_options.quirk(Quirk::ErrorsInData))
        return errorAnswer(error);
    const QJsonObject element = envelope(error.code, error.message, error.details, false);
    return jsonAnswer({{u"data"_s, QJsonArray{element}}}, error.status);
}

ApiResult<QJsonObject> BulkReadApi::bodyOf(const Request& request) const
{
    const QString type = request.header(u"content-type"_s).section(u';', 0, 0).trimmed().toLower();
    if (type != u"application/json"_s)
        return refuse(u"MEDIA_TYPE_NOT_SUPPORTED"_s, u"the media type is not supported"_s, {}, 415);
    if (request.body.trimmed().isEmpty())
        return refuse(u"REQUEST_BODY_IS_EMPTY"_s, u"the request body is empty"_s);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(request.body, &error);
    if (error.error != QJsonParseError::NoError)
        return refuse(u"REQUEST_BODY_NOT_READABLE"_s, u"the request body is not readable"_s);
    if (!document.isObject())
        return refuse(u"REQUEST_BODY_NOT_SUPPORTED"_s, u"the request body is not supported"_s);
    return document.object();
}

/// The job that continues the one whose answer had the token.
ApiResult<ReadJob> BulkReadApi::nextPage(const QJsonObject& query, const User& user)
{
    if (query.size() > 1)
        return refuse(u"INVALID_REQUEST"_s, u"a query with a page_token has nothing else"_s);
    Store::Lease database(m_store);
    const auto token = readjobs::findToken(*database, query[u"page_token"].toString());
    const QJsonObject details{{u"api_name"_s, u"page_token"_s}, {u"supported_values"_s, QJsonArray()}};
    if (!token || token->job.userId != user.id) // a token is the user's own
        return refuse(u"INVALID_DATA"_s, u"invalid data"_s, details);
    if (m_store.clock().now() - token->created > day)
        return refuse(u"EXPIRED_VALUE"_s, u"the page token has expired"_s, details);
    ReadJob job;
    job.query = token->job.query;
    job.query.insert(u"page"_s, token->job.page() + 1);
    job.fileType = token->job.fileType;
    job.after = token->lastId;
    return job;
}

ApiResult<ReadJob> BulkReadApi::draftOf(const QJsonObject& body, const Request& request)
{
    if (!body.contains(u"query"))
        return refuse(u"INVALID_REQUEST"_s, u"the request has no query"_s);
    if (!body[u"query"].isObject())
        return refuse(u"QUERY_NOT_SUPPORTED"_s, u"the query is not supported"_s, {{u"api_name"_s, u"query"_s}});
    QJsonObject query = body[u"query"].toObject();
    ReadJob job;
    if (query.contains(u"page_token")) {
        auto next = nextPage(query, *request.caller.user);
        if (!next)
            return next;
        job = *next;
    } else {
        const auto type = fileTypeOf(body);
        if (!type)
            return tl::unexpected(type.error());
        job.query = query;
        job.fileType = *type;
    }
    if (const auto allowed = checkModuleScope(request, job.query); !allowed)
        return tl::unexpected(allowed.error());
    if (const auto trouble = callbackTrouble(body))
        return tl::unexpected(*trouble);
    const auto plan = planRead(m_store.org(), job.query, job.fileType, m_options);
    if (!plan)
        return tl::unexpected(plan.error());
    job.query = plan->echo;
    if (plan->page > 1 && job.after == 0)
        job.after = -1;
    return job;
}

void BulkReadApi::add(ReadJob& job, const QJsonObject& body, const User& user)
{
    job.id = m_store.nextId();
    job.userId = user.id;
    job.created = m_store.clock().now();
    job.state = u"ADDED"_s;
    job.callbackUrl = body[u"callback"].toObject()[u"url"].toString();
    const auto trouble = m_scenario.next(Occasion::ReadJob);
    job.fails = trouble && trouble->kind == Trouble::Kind::Fail;
    if (trouble && trouble->kind == Trouble::Kind::Stay) {
        job.state = u"IN PROGRESS"_s;
        m_stuck.stick(job.id);
    }
    Store::Writing writing(m_store);
    readjobs::add(writing.database(), job);
    writing.commit();
    const bool queued = m_options.quirk(Quirk::ReadQueued); // then the other half of the delay is spent there
    m_queue.add(job.id, queued ? m_options.queueDelay / 2 : m_options.queueDelay);
}

Answer BulkReadApi::create(const Request& request)
{
    const auto body = bodyOf(request);
    if (!body)
        return refusal(body.error());
    auto job = draftOf(*body, request);
    if (!job)
        return refusal(job.error());
    add(*job, *body, *request.caller.user);
    const QJsonObject details{{u"id"_s, QString::number(job->id)},
                              {u"operation"_s, u"read"_s},
                              {u"state"_s, job->state},
                              {u"created_by"_s, readjobs::createdBy(job->userId, m_store.org())},
                              {u"created_time"_s, shownMoment(job->created, m_store.org())}};
    const QJsonObject element = envelope(u"ADDED_SUCCESSFULLY"_s, u"Added successfully."_s, details, true);
    return jsonAnswer({{u"data"_s, QJsonArray{element}}, {u"info"_s, QJsonObject()}}, 201);
}

ApiError BulkReadApi::noSuchJob(const QString& number) const
{
    return {m_options.quirk(Quirk::JobNotFound400) ? 400 : 404,
            u"RESOURCE_NOT_FOUND"_s,
            u"The requested resource doesn't exist."_s,
            {{u"resource"_s, number}}};
}

ApiResult<ReadJob> BulkReadApi::jobOf(const Request& request, const QString& number)
{
    std::optional<ReadJob> job;
    {
        Store::Lease database(m_store);
        job = readjobs::find(*database, idOf(number));
    }
    if (!job || (job->userId != request.caller.user->id && !m_options.quirk(Quirk::JobsShared)))
        return tl::unexpected(noSuchJob(number));
    if (const auto allowed = checkModuleScope(request, job->query); !allowed)
        return tl::unexpected(allowed.error());
    return *job;
}

Answer BulkReadApi::details(const Request& request)
{
    const auto job = jobOf(request, request.segments[4]);
    if (!job)
        return refusal(job.error());
    return jsonAnswer(readjobs::details(*job, m_store.org(), m_options, m_baseUrl()));
}

bool BulkReadApi::isExpired(const ReadJob& job)
{
    return m_options.quirk(Quirk::ResultExpired) || m_store.clock().now() - job.finished > day;
}

/// Results are large; those of a day ago are nobody's any more.
void BulkReadApi::removeExpired()
{
    Store::Lease database(m_store);
    for (const qint64 id : readjobs::finishedBefore(*database, m_store.clock().now() - day))
        QFile::remove(m_store.resultPath(id));
}

bool BulkReadApi::mayDownload(qint64 userId)
{
    const qint64 now = m_store.clock().now();
    const std::scoped_lock lock(m_downloadsMutex);
    std::deque<qint64>& recent = m_downloads[userId];
    while (!recent.empty() && now - recent.front() >= minute)
        recent.pop_front();
    if (recent.size() >= downloadsPerMinute)
        return false;
    recent.push_back(now);
    return true;
}

Answer BulkReadApi::result(const Request& request)
{
    const QString number = request.segments[4];
    const auto job = jobOf(request, number);
    if (!job)
        return refusal(job.error());
    const QString path = m_store.resultPath(job->id);
    if (job->state != u"COMPLETED"_s || isExpired(*job) || !QFile::exists(path))
        return refusal(noSuchJob(number));
    if (!mayDownload(request.caller.user->id))
        return refusal({429, u"TOO_MANY_REQUESTS"_s, u"Too many requests fired."_s, {}});
    Answer answer;
    answer.file = path;
    answer.contentType = m_options.quirk(Quirk::ReadZipType) ? "application/zip" : "application/x-download";
    answer.headers.emplace_back("Content-Disposition",
                                "attachment; filename=\"" + QByteArray::number(job->id) + ".zip\"");
    return answer;
}

void BulkReadApi::carryOut(qint64 jobId)
{
    if (m_stuck.isStuck(jobId)) {
        m_queue.add(jobId, StuckJobs::lookAgain);
        return;
    }
    const ReadJob job = ReadRunner(m_store, m_options, m_queue, m_marks).run(jobId);
    if (job.isOver() && !job.callbackUrl.isEmpty())
        postCallback(job.callbackUrl,
                     QJsonDocument(readjobs::details(job, m_store.org(), m_options, m_baseUrl())).toJson());
}

} // namespace stevedore::sandbox
