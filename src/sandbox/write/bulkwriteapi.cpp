// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/write/bulkwriteapi.h"

#include "sandbox/data/zipfile.h"

#include <QDateTime>
#include <QFile>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostUploadBytes = 25 * 1024 * 1024;
constexpr qint64 resultLife = 7LL * 24 * 3600 * 1000;

/// The one error of the CRM that has another shape than all others.
Answer badHeaders()
{
    return jsonAnswer({{u"ERROR_CODE"_s, 400},
                       {u"ERROR_MESSAGE"_s, u"Bad Request"_s},
                       {u"x-error"_s, u"check if headers [feature, X-CRM-ORG] are present and valid"_s}},
                      400);
}

ApiError noSuchJob(const Options& options)
{
    return {options.quirk(Quirk::JobNotFound400) ? 400 : 404,
            u"RESOURCE_NOT_FOUND"_s,
            u"The requested resource doesn't exist."_s,
            {}};
}

} // namespace

BulkWriteApi::BulkWriteApi(Store& store, const Options& options, Faults& faults, JobQueue& queue,
                           std::function<QString()> baseUrl)
    : m_store(store), m_options(options), m_faults(faults), m_queue(queue), m_baseUrl(std::move(baseUrl))
{
}

void BulkWriteApi::addTo(Router& router)
{
    const QStringList write{u"ZohoCRM.bulk.CREATE"_s};
    router.add(u"POST"_s, u"crm/v8/upload"_s, {u"ZohoFiles.files.ALL"_s}, 1,
               [this](const Request& r) { return upload(r); });
    router.add(u"POST"_s, u"crm/bulk/v8/write"_s, write, 500, [this](const Request& r) { return create(r); });
    router.add(u"GET"_s, u"crm/bulk/v8/write/{id}"_s, write, 1, [this](const Request& r) { return details(r); });
    // The documentation writes the relative form as /v8/crm/..., other calls have /crm/v8/...: both lead here.
    for (const QString& root : {u"v8/crm"_s, u"crm/v8"_s})
        router.add(u"GET"_s, root + u"/{org}/bulk-write/{job}/{file}"_s, write, 1,
                   [this](const Request& r) { return download(r); });
}

Answer BulkWriteApi::upload(const Request& request)
{
    const QString feature = request.header(u"feature"_s);
    if (feature.isEmpty() || request.header(u"x-crm-org"_s) != m_store.org().zgid)
        return badHeaders();
    if (feature != u"bulk-write"_s)
        return errorAnswer({400, u"NOT_SUPPORTED_FEATURE"_s, u"feature not supported"_s, {{u"feature"_s, feature}}});
    const Part* part = request.part(u"file"_s);
    if (!part)
        return errorAnswer(
            {400, u"MANDATORY_NOT_FOUND"_s, u"required param not found"_s, {{u"api_name"_s, u"file"_s}}});
    if (part->bytes.isEmpty())
        return errorAnswer({400, u"INVALID_DATA"_s, u"invalid data"_s, {{u"api_name"_s, u"file"_s}}});
    if (part->bytes.size() > mostUploadBytes)
        return errorAnswer({413, u"FILE_TOO_LARGE"_s, u"File size too large to process"_s, {}});
    const auto id = keepUpload(*part);
    if (!id)
        return errorAnswer(id.error());
    const QString created = shownMoment(m_store.clock().now(), m_store.org());
    const bool number = m_options.quirk(Quirk::FileIdNumber);
    const QJsonObject details{{u"file_id"_s, number ? QJsonValue(*id) : QJsonValue(QString::number(*id))},
                              {u"created_time"_s, created}};
    return jsonAnswer(envelope(u"FILE_UPLOAD_SUCCESS"_s, u"file uploaded."_s, details, true));
}

ApiResult<qint64> BulkWriteApi::keepUpload(const Part& part)
{
    const qint64 id = m_store.nextId();
    const QString path = m_store.uploadPath(id);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(part.bytes) != part.bytes.size())
        return refuse(u"INTERNAL_ERROR"_s, u"Internal Server Error"_s, {}, 500);
    file.close();
    if (!isReadableZip(path)) {
        file.remove();
        return refuse(u"INVALID_FILE_FORMAT"_s, u"invalid file format. only zip format is supported"_s);
    }
    Store::Writing writing(m_store);
    writing.database()
        .cached("insert into sandbox_uploads (id, name, size, created) values (?1, ?2, ?3, ?4)")
        .bind(1, std::int64_t(id))
        .bind(2, part.fileName)
        .bind(3, std::int64_t(part.bytes.size()))
        .bind(4, std::string_view(storedMoment(m_store.clock().moment())))
        .run();
    writing.commit();
    return id;
}

ApiResult<void> BulkWriteApi::checkModuleScope(const Request& request, const QJsonObject& body)
{
    for (const QJsonValue& resource : body[u"resource"].toArray()) {
        const QString module = resource.toObject()[u"module"].toObject()[u"api_name"].toString();
        if (!module.isEmpty() && !covers(request.caller.scopes, u"ZohoCRM.modules."_s + module + u".CREATE"_s))
            return refuse(u"OAUTH_SCOPE_MISMATCH"_s, u"invalid oauth scope to access this URL"_s, {}, 401);
    }
    return {};
}

ApiResult<Job> BulkWriteApi::makeJob(const QJsonObject& body, const User& user)
{
    Job job;
    job.request = body;
    UploadedFile file;
    file.path = m_store.uploadPath(job.fileId());
    const auto entries = QFile::exists(file.path) ? zipEntryNames(file.path) : std::nullopt;
    file.entries = entries.value_or(QStringList());
    const auto plan = planJob(m_store.org(), body, entries ? &file : nullptr);
    if (!plan)
        return tl::unexpected(plan.error());
    job.id = m_store.nextId();
    job.userId = user.id;
    job.created = m_store.clock().now();
    job.state = u"ADDED"_s;
    job.mappings = plan->mappings;
    job.fileName = plan->fileName;
    job.fails = m_faults.once(u"job-failed"_s);
    Store::Writing writing(m_store);
    jobs::add(writing.database(), job);
    writing.commit();
    m_queue.add(job.id, m_options.queueDelay);
    return job;
}

Answer BulkWriteApi::create(const Request& request)
{
    const auto body = jsonBody(request);
    if (!body)
        return errorAnswer(body.error());
    if (const auto allowed = checkModuleScope(request, *body); !allowed)
        return errorAnswer(allowed.error());
    const auto job = makeJob(*body, *request.caller.user);
    if (!job)
        return errorAnswer(job.error());
    const User& user = *request.caller.user;
    const QJsonObject createdBy{{u"id"_s, QString::number(user.id)}, {u"name"_s, user.fullName()}};
    const QJsonObject details{{u"id"_s, QString::number(job->id)}, {u"created_by"_s, createdBy}};
    Answer answer = jsonAnswer(envelope(u"SUCCESS"_s, u"success"_s, details, true), 201);
    if (m_faults.once(u"create-500"_s))
        answer = errorAnswer({500, u"INTERNAL_ERROR"_s, u"Internal Server Error"_s, {}});
    answer.drop = m_faults.once(u"create-reply-lost"_s);
    return answer;
}

Answer BulkWriteApi::details(const Request& request)
{
    Store::Lease database(m_store);
    const auto job = jobs::find(*database, idOf(request.segments.last()));
    if (!job)
        return errorAnswer(noSuchJob(m_options));
    return jsonAnswer(jobs::details(*job, m_store.org(), m_options, m_baseUrl()));
}

Answer BulkWriteApi::download(const Request& request)
{
    const QString org = request.segments[2];
    const QString number = request.segments[4];
    std::optional<Job> job;
    if (org == u"org"_s + m_store.org().zgid || org == m_store.org().zgid) {
        Store::Lease database(m_store);
        job = jobs::find(*database, idOf(number));
    }
    QFile file(job ? m_store.resultPath(job->id) : QString());
    const bool named = job && request.segments[5] == number + u".zip"_s;
    const bool expired =
        job && (m_options.quirk(Quirk::ResultExpired) || m_store.clock().now() - job->finished > resultLife);
    if (!named || expired || !job->isOver() || !file.open(QIODevice::ReadOnly))
        return jsonAnswer({{u"info"_s, u"Forbidden"_s}, {u"x-info"_s, u"Link not valid"_s}}, 403);
    Answer answer;
    answer.body = file.readAll();
    answer.contentType = "application/octet-stream";
    answer.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + number.toUtf8() + ".zip\"");
    return answer;
}

} // namespace stevedore::sandbox
