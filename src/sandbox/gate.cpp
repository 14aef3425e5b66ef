// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/gate.h"

#include "sandbox/org/edition.h"
#include "sandbox/write/callback.h"
#include "sandbox/write/jobrunner.h"

#include <QDebug>
#include <QFile>
#include <QJsonDocument>

#include <limits>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

EditionLimits limitsFor(const Org& org, const Options& options)
{
    EditionLimits limits = limitsOf(options.edition.isEmpty() ? org.edition : options.edition, org.licences)
                               .value_or(limitsOf(u"enterprise"_s, org.licences).value());
    if (options.credits >= 0)
        limits.credits = options.credits;
    if (options.concurrentCalls >= 0)
        limits.concurrentCalls = options.concurrentCalls;
    return limits;
}

std::vector<qint64> unfinishedJobs(Store& store)
{
    Store::Lease database(store);
    return jobs::unfinished(*database);
}

/// What kind of call this is, for the rules of a scenario.
Occasion occasionOf(const Request& request)
{
    const QString path = request.path();
    const bool post = request.method == u"POST"_s;
    if (path.startsWith(u"/oauth/"_s))
        return Occasion::Token;
    if (path == u"/crm/v8/upload"_s)
        return Occasion::Upload;
    if (path.contains(u"/bulk-write/"_s))
        return Occasion::WriteResult;
    if (path.startsWith(u"/crm/bulk/v8/write"_s))
        return post ? Occasion::WriteCreate : Occasion::WriteDetails;
    if (path.startsWith(u"/crm/bulk/v8/read"_s))
        return post ? Occasion::ReadCreate : path.endsWith(u"/result"_s) ? Occasion::ReadResult : Occasion::ReadDetails;
    if (path == u"/crm/v8/org"_s || path == u"/crm/v8/users"_s || path.startsWith(u"/crm/v8/settings/"_s))
        return Occasion::Metadata;
    return Occasion::Records;
}

/// An upload whose parts cannot be made out lacks its file; any other body is just no request.
ApiError unreadable(Occasion occasion)
{
    if (occasion == Occasion::Upload)
        return {400, u"MANDATORY_NOT_FOUND"_s, u"required param not found"_s, {{u"api_name"_s, u"file"_s}}};
    return {400, u"INVALID_REQUEST"_s, u"The request cannot be read."_s, {}};
}

bool isBulk(Occasion occasion)
{
    return occasion == Occasion::WriteCreate || occasion == Occasion::ReadCreate || occasion == Occasion::Upload;
}

/// Does to an answer what a scenario wants.
void trouble(Scenario& scenario, Answer& answer, const Trouble& what)
{
    if (what.kind == Trouble::Kind::Answer) {
        answer = {};
        answer.status = what.status;
        answer.body = what.body;
        answer.contentType = what.contentType;
        answer.headers = what.headers;
    } else if (what.kind == Trouble::Kind::Cut) {
        constexpr qint64 all = std::numeric_limits<qint64>::max();
        const qint64 size = answer.file.isEmpty() ? answer.body.size() : QFile(answer.file).size();
        const bool within = what.at == Trouble::At::Within;
        const qint64 some = what.bytes >= 0 ? what.bytes : qint64(what.share * static_cast<double>(size + 200));
        answer.cutAfter = what.at == Trouble::At::After ? all : within ? some : 0;
    } else if (what.kind == Trouble::Kind::Delay) {
        scenario.wait(std::chrono::milliseconds(what.milliseconds));
    } else if (what.kind == Trouble::Kind::DiskFull) {
        answer = errorAnswer({500, u"INTERNAL_ERROR"_s, u"Internal Server Error"_s, {}});
    }
}

/// What the intake has put on the disk for a call and the call has not taken.
class LeftBehind
{
public:
    explicit LeftBehind(const Request& request)
    {
        for (const Part& part : request.parts)
            if (!part.path.isEmpty())
                m_paths.append(part.path);
    }
    ~LeftBehind()
    {
        for (const QString& path : m_paths)
            QFile::remove(path);
    }
    Q_DISABLE_COPY_MOVE(LeftBehind)

private:
    QStringList m_paths;
};

} // namespace

Gate::Gate(Store& store, Options& options, Scenario& scenario, std::function<QString()> baseUrl)
    : m_store(store), m_options(options), m_baseUrl(std::move(baseUrl)), m_scenario(scenario), m_states(store),
      m_signIn(store, options, m_baseUrl),
      m_limits(store, limitsFor(store.org(), options).credits, limitsFor(store.org(), options).concurrentCalls),
      m_stuck(m_scenario), m_control(store, options, m_scenario, m_wire, m_states), m_orgApi(store.org()),
      m_metadata(store.org()), m_records(store, options, m_limits, m_states), m_coql(store, m_limits),
      m_massDelete(store, options, m_states),
      m_queue(options.workers, unfinishedJobs(store), [this](qint64 id) { carryOut(id); }),
      m_bulkWrite(store, options, m_queue, m_baseUrl), m_bulkRead(store, options, m_scenario, m_baseUrl)
{
    addRoutes();
}

void Gate::addRoutes()
{
    m_signIn.addTo(m_router);
    m_control.addTo(m_router);
    m_orgApi.addTo(m_router);
    m_metadata.addTo(m_router);
    m_coql.addTo(m_router);
    m_massDelete.addTo(m_router);
    m_bulkWrite.addTo(m_router);
    m_bulkRead.addTo(m_router);
    m_records.addTo(m_router); // its {module} matches anything, so it comes last
}

Answer Gate::answer(Request request)
{
    const LeftBehind leftBehind(request);
    if (request.path().startsWith(u"/sandbox/"_s)) {
        const auto route = m_router.find(request);
        return route ? (*route)->handler(request) : errorAnswer(route.error());
    }
    m_wire.note(request.method, request.path());
    const Occasion occasion = occasionOf(request);
    const auto before = m_scenario.next(occasion);
    Answer answer;
    if (before)
        trouble(m_scenario, answer, *before);
    const bool goesOn = !before || before->kind == Trouble::Kind::Delay || before->kind == Trouble::Kind::Hold;
    if (!goesOn)
        return answer;
    const bool holds = before && before->kind == Trouble::Kind::Hold;
    const std::chrono::milliseconds hold(holds ? before->milliseconds : 0);
    const auto route = m_router.find(request);
    answer = route ? carriedOut(**route, request, hold) : errorAnswer(route.error());
    if (answer.status < 300)
        if (const auto after = m_scenario.next(occasion, true))
            trouble(m_scenario, answer, *after);
    return answer;
}

Answer Gate::carriedOut(const Route& route, Request& request, std::chrono::milliseconds hold)
{
    try {
        return route.open ? route.handler(request) : guarded(route, request, hold);
    } catch (const SqlError& error) {
        qWarning("%s %s: %s", qPrintable(request.method), qPrintable(request.path()), error.what());
        return errorAnswer({500, u"INTERNAL_ERROR"_s, u"Internal Server Error"_s, {}});
    }
}

Answer Gate::guarded(const Route& route, Request& request, std::chrono::milliseconds hold)
{
    auto caller = m_signIn.callerOf(request);
    if (!caller)
        return errorAnswer(caller.error());
    request.caller = std::move(*caller);
    for (const QString& wanted : Router::scopesFor(route, request))
        if (!covers(request.caller.scopes, wanted))
            return errorAnswer({401, u"OAUTH_SCOPE_MISMATCH"_s, u"invalid oauth scope to access this URL"_s, {}});
    const auto call = m_limits.enter();
    if (!call)
        return errorAnswer(call.error());
    // Whether bulk calls are among the heavy ones is not documented.
    const bool heavy = m_options.quirk(Quirk::BulkCallsAreHeavy) && isBulk(occasionOf(request));
    const auto heavyCall = heavy ? m_limits.enterHeavy() : ApiResult<Limits::Call>(Limits::Call());
    if (!heavyCall)
        return errorAnswer(heavyCall.error());
    if (const auto paid = m_limits.charge(route.credits); !paid)
        return errorAnswer(paid.error());
    Answer answer = request.unreadable ? errorAnswer(unreadable(occasionOf(request))) : route.handler(request);
    if (hold.count() > 0)
        m_scenario.wait(hold);
    if (const auto remaining = m_limits.remainingToTell())
        answer.headers.emplace_back("X-API-CREDITS-REMAINING", QByteArray::number(*remaining));
    return answer;
}

void Gate::carryOut(qint64 jobId)
{
    if (m_stuck.isStuck(jobId)) {
        m_queue.add(jobId, StuckJobs::lookAgain);
        return;
    }
    std::optional<Job> job;
    {
        Store::Lease database(m_store);
        job = jobs::find(*database, jobId);
    }
    if (!job || job->isOver())
        return;
    JobRunner runner(m_store, m_options, m_queue, m_scenario, m_states);
    switch (runner.run(*job, m_scenario.next(Occasion::Job))) {
    case JobRunner::End::Over:
        notify(*job);
        break;
    case JobRunner::End::Stuck:
        m_stuck.stick(jobId);
        m_queue.add(jobId, StuckJobs::lookAgain);
        break;
    case JobRunner::End::Stopping:
        break;
    }
}

void Gate::notify(const Job& job)
{
    const QString url = job.callbackUrl();
    if (!url.isEmpty())
        postCallback(url, QJsonDocument(jobs::details(job, m_store.org(), m_options, m_baseUrl())).toJson());
}

} // namespace stevedore::sandbox
