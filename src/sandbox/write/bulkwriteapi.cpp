// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/write/bulkwriteapi.h"

#include "sandbox/data/zipfile.h"
#include "sandbox/http/intake.h"

#include <QDateTime>
#include <QFile>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 resultLife = 7LL * 24 * 3600 * 1000;

/// The one error of the CRM that has another shape than all others.
Answer badHeaders()
{
    return jsonAnswer({{u"ERROR_CODE"_s, 400},
                       {u"ERROR_MESSAGE"_s, u"Bad Request"_s},
                       {u"x-error"_s, u"check if headers [feature, X-CRM-ORG] are present and valid"_s}},
                      400);
}

/// The same as the newest API description has it.
std::optional<ApiError> headerTrouble(const QString& feature, const QString& org, const QString& zgid)
{
    const auto missing = [](const QString& header) {
        return ApiError{400, u"MANDATORY_NOT_FOUND"_s, u"Required key "_s + header + u" is not available"_s, {}};
    };
    if (feature.isEmpty())
        return missing(u"feature"_s);
    if (org.isEmpty())
        return missing(u"x-crm-org"_s);
    if (org != zgid)
        return ApiError{400, u"INVALID_DATA"_s, u"Invalid data - x-crm-org"_s, {}};
    return std::nullopt;
}

ApiError noSuchJob(const Options& options)
{
    return {options.quirk(Quirk::JobNotFound400) ? 400 : 404,
            u"RESOURCE_NOT_FOUND"_s,
            u"The requested resource doesn't exist."_s,
            {}};
}

} // namespace

BulkWriteApi::BulkWriteApi(Store& store, const Options& options, JobQueue& queue, std::function<QString()> baseUrl)
    : m_store(store), m_options(options), m_queue(queue), m_baseUrl(std::move(baseUrl))
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

/// Whether a job or an upload is the user's own. Whether others know it is not documented.
bool BulkWriteApi::mayUse(const QString& table, qint64 id, const User& user)
{
    Store::Lease database(m_store);
    Statement& row = database->cached("select user from " + table.toStdString() + " where id=?1");
    const bool known = row.bind(1, std::int64_t(id)).step();
    const bool own = known && row.integer(0) == user.id;
    row.reset();
    return own || (known && m_options.quirk(Quirk::JobsShared));
}

Answer BulkWriteApi::upload(const Request& request)
{
    const QString feature = request.header(u"feature"_s);
    const QString org = request.header(u"x-crm-org"_s);
    if (m_options.quirk(Quirk::UploadErrorsCoded)) {
        if (const auto trouble = headerTrouble(feature, org, m_store.org().zgid))
            return errorAnswer(*trouble);
    } else if (feature.isEmpty() || org != m_store.org().zgid) {
        return badHeaders();
    }
    if (feature != u"bulk-write"_s)
        return errorAnswer({400, u"NOT_SUPPORTED_FEATURE"_s, u"Feature is not supported"_s, {}});
    if (!request.caller.user->mayWrite())
        return errorAnswer(noPermission());
    const Part* part = request.part(u"file"_s);
    if (!part)
        return errorAnswer(
            {400, u"MANDATORY_NOT_FOUND"_s, u"required param not found"_s, {{u"api_name"_s, u"file"_s}}});
    if (part->size == 0)
        return errorAnswer({400, u"INVALID_DATA"_s, u"invalid data"_s, {{u"api_name"_s, u"file"_s}}});
    if (part->size > Intake::mostFileBytes)
        return errorAnswer(m_options.quirk(Quirk::UploadErrorsCoded)
                               ? ApiError{400, u"INVALID_DATA"_s, u"Import file size should be less than 25 mb."_s, {}}
                               : ApiError{413, u"FILE_TOO_LARGE"_s, u"File size too large to process"_s, {}});
    const auto id = keepUpload(*part, *request.caller.user);
    if (!id)
        return errorAnswer(id.error());
    const QString created = shownMoment(m_store.clock().now(), m_store.org());
    const bool number = m_options.quirk(Quirk::FileIdNumber);
    const QJsonObject details{{u"file_id"_s, number ? QJsonValue(*id) : QJsonValue(QString::number(*id))},
                              {u"created_time"_s, created}};
    return jsonAnswer(envelope(u"FILE_UPLOAD_SUCCESS"_s, u"file uploaded."_s, details, true));
}

ApiResult<qint64> BulkWriteApi::keepUpload(const Part& part, const User& user)
{
    // The name says nothing: a part that was sent without one is in memory.
    if (part.path.isEmpty() || !isReadableZip(part.path))
        return refuse(u"INVALID_FILE_FORMAT"_s, u"invalid file format. only zip format is supported"_s);
    const qint64 id = m_store.nextId();
    if (!QFile::rename(part.path, m_store.uploadPath(id)))
        return refuse(u"INTERNAL_ERROR"_s, u"Internal Server Error"_s, {}, 500);
    Store::Writing writing(m_store);
    writing.database()
        .cached("insert into sandbox_files (id, user, name, size, created) values (?1, ?2, ?3, ?4, ?5)")
        .bind(1, std::int64_t(id))
        .bind(2, std::int64_t(user.id))
        .bind(3, part.fileName)
        .bind(4, std::int64_t(part.size))
        .bind(5, std::string_view(storedMoment(m_store.clock().moment())))
        .run();
    writing.commit();
    return id;
}

ApiResult<void> BulkWriteApi::checkModuleScope(const Request& request, const QJsonObject& body)
{
    for (const QJsonValue resource : body[u"resource"].toArray()) {
        const QString module = resource.toObject()[u"module"].toObject()[u"api_name"].toString();
        if (!module.isEmpty() && !covers(request.caller.scopes, u"ZohoCRM.modules."_s + module + u".CREATE"_s))
            return refuse(u"OAUTH_SCOPE_MISMATCH"_s, u"invalid oauth scope to access this URL"_s, {}, 401);
    }
    return {};
}

ApiResult<Job> BulkWriteApi::makeJob(const QJsonObject& body, const User& user)
{
    const qint64 fileId = idOf(body[u"resource"][0][u"file_id"]);
    UploadedFile file;
    file.path = m_store.uploadPath(fileId);
    const bool known = mayUse(u"sandbox_files"_s, fileId, user) && QFile::exists(file.path);
    if (known)
        file.entries = zipEntryNames(file.path);
    const auto plan = planJob(m_store.org(), body, known ? &file : nullptr, m_options.quirks);
    if (!plan)
        return tl::unexpected(plan.error());
    Job job = jobs::fromPlan(*plan, body);
    job.id = m_store.nextId();
    job.userId = user.id;
    job.created = m_store.clock().now();
    Store::Writing writing(m_store);
    Database& database = writing.database();
    // Whether an upload can be used again is not documented.
    database.cached("update sandbox_files set used=used+1 where id=?1 and (used=0 or ?2)")
        .bind(1, std::int64_t(fileId))
        .bind(2, std::int64_t(!m_options.quirk(Quirk::FileIdOnce)))
        .run();
    if (database.changes() == 0)
        return refuse(u"INVALID_FILE_ID"_s, u"improper file id"_s,
                      {{u"api_name"_s, u"file_id"_s}, {u"json_path"_s, u"$.resource[0].file_id"_s}});
    jobs::add(database, job);
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
    if (!request.caller.user->mayWrite())
        return errorAnswer(noPermission());
    const auto job = makeJob(*body, *request.caller.user);
    if (!job)
        return errorAnswer(job.error());
    const User& user = *request.caller.user;
    const QJsonObject createdBy{{u"id"_s, QString::number(user.id)}, {u"name"_s, user.fullName()}};
    const QJsonObject details{{u"id"_s, QString::number(job->id)}, {u"created_by"_s, createdBy}};
    return jsonAnswer(envelope(u"SUCCESS"_s, u"success"_s, details, true), 201);
}

Answer BulkWriteApi::details(const Request& request)
{
    const qint64 id = idOf(request.segments.last());
    std::optional<Job> job;
    if (mayUse(u"sandbox_write_jobs"_s, id, *request.caller.user)) {
        Store::Lease database(m_store);
        job = jobs::find(*database, id);
    }
    return job ? jsonAnswer(jobs::details(*job, m_store.org(), m_options, m_baseUrl()))
               : errorAnswer(noSuchJob(m_options));
}

Answer BulkWriteApi::download(const Request& request)
{
    const QString org = request.segments[2];
    const QString number = request.segments[4];
    const bool named = (org == u"org"_s + m_store.org().zgid || org == m_store.org().zgid) &&
                       request.segments[5] == number + u".zip"_s;
    std::optional<Job> job;
    if (named && mayUse(u"sandbox_write_jobs"_s, idOf(number), *request.caller.user)) {
        Store::Lease database(m_store);
        job = jobs::find(*database, idOf(number));
    }
    const bool expired =
        job && (m_options.quirk(Quirk::ResultExpired) || m_store.clock().now() - job->finished > resultLife);
    const QString path = job ? m_store.resultPath(job->id) : QString();
    if (!job || expired || !job->isOver() || !QFile::exists(path))
        return jsonAnswer({{u"info"_s, u"Forbidden"_s}, {u"x-info"_s, u"Link not valid"_s}}, 403);
    Answer answer;
    answer.file = path;
    answer.contentType = "application/octet-stream";
    answer.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + number.toUtf8() + ".zip\"");
    return answer;
}

} // namespace stevedore::sandbox
