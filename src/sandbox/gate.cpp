// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/gate.h"

#include "sandbox/org/edition.h"
#include "sandbox/write/callback.h"
#include "sandbox/write/jobrunner.h"

#include <QDebug>
#include <QJsonDocument>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

ApiError tooMany()
{
    return {429, u"TOO_MANY_REQUESTS"_s, u"Too many requests fired."_s, {}};
}

qint64 creditsOf(const Org& org, const Options& options)
{
    const QString edition = options.edition.isEmpty() ? org.edition : options.edition;
    return options.credits >= 0 ? options.credits : limitsOf(edition, org.licences).value_or(EditionLimits{}).credits;
}

std::vector<qint64> unfinishedJobs(Store& store)
{
    Store::Lease database(store);
    return jobs::unfinished(*database);
}

} // namespace

Gate::Gate(Store& store, const Options& options, std::function<QString()> baseUrl)
    : m_store(store), m_options(options), m_baseUrl(std::move(baseUrl)), m_faults(options.faults),
      m_tokens(store, options), m_credits(store, creditsOf(store.org(), options)), m_metadata(store.org()),
      m_records(store, [this](int credits) { return m_credits.take(credits); }),
      m_coql(store, [this](int credits) { return m_credits.take(credits); }),
      m_queue(options.workers, unfinishedJobs(store), [this](qint64 id) { carryOut(id); }),
      m_bulkWrite(store, options, m_faults, m_queue, m_baseUrl), m_bulkRead(store, options, m_faults, m_baseUrl)
{
    addRoutes();
}

void Gate::addRoutes()
{
    m_router.addOpen(u"POST"_s, u"oauth/v2/token"_s,
                     [this](const Request& r) { return m_tokens.token(r, m_baseUrl()); });
    m_router.addOpen(u"POST"_s, u"oauth/v2/token/revoke"_s, [this](const Request& r) { return m_tokens.revoke(r); });
    m_router.addOpen(u"GET"_s, u"sandbox/wire"_s, [this](const Request&) { return jsonAnswer(m_wire.json()); });
    m_metadata.addTo(m_router);
    m_coql.addTo(m_router);
    m_bulkWrite.addTo(m_router);
    m_bulkRead.addTo(m_router);
    m_records.addTo(m_router); // its {module} matches anything, so it comes last
}

Answer Gate::answer(Request request)
{
    const auto route = m_router.find(request);
    if (!request.path().startsWith(u"/sandbox/"_s))
        m_wire.note(request.method, request.path());
    if (!route)
        return errorAnswer(route.error());
    try {
        return (*route)->open ? (*route)->handler(request) : guarded(**route, request);
    } catch (const SqlError& error) {
        qWarning("%s %s: %s", qPrintable(request.method), qPrintable(request.path()), error.what());
        return errorAnswer({500, u"INTERNAL_ERROR"_s, u"Internal Server Error"_s, {}});
    }
}

Answer Gate::guarded(const Route& route, Request& request)
{
    if (m_faults.every(u"token-expired"_s))
        return errorAnswer({401, u"INVALID_TOKEN"_s, u"invalid oauth token"_s, {}});
    if (m_faults.every(u"busy-429"_s))
        return errorAnswer(tooMany());
    auto caller = m_tokens.callerOf(request);
    if (!caller)
        return errorAnswer(caller.error());
    request.caller = std::move(*caller);
    for (const QString& wanted : Router::scopesFor(route, request))
        if (!covers(request.caller.scopes, wanted))
            return errorAnswer({401, u"OAUTH_SCOPE_MISMATCH"_s, u"invalid oauth scope to access this URL"_s, {}});
    if (!m_credits.take(route.credits))
        return errorAnswer(tooMany());
    Answer answer = route.handler(request);
    if (const auto remaining = m_credits.remainingToTell())
        answer.headers.emplace_back("X-API-CREDITS-REMAINING", QByteArray::number(*remaining));
    return answer;
}

void Gate::carryOut(qint64 jobId)
{
    JobRunner runner(m_store, m_options, m_queue);
    const Job job = runner.run(jobId);
    if (job.isOver())
        notify(job);
}

void Gate::notify(const Job& job)
{
    const QString url = job.request[u"callback"].toObject()[u"url"].toString();
    if (!url.isEmpty())
        postCallback(url, QJsonDocument(jobs::details(job, m_store.org(), m_options, m_baseUrl())).toJson());
}

} // namespace stevedore::sandbox
