// SPDX-License-Identifier: GPL-3.0-or-later
// Reading in bulk and by query.
#include "crm/apifailure.h"
#include "crm/crmapi.h"

namespace stevedore {

namespace {

/// What `read` makes of a good answer, else why there is none.
template <typename T, typename Read>
Result<T> answerOf(const HttpOutcome& outcome, const QString& what, const Read& read)
{
    if (!outcome)
        return fail(outcome.error().failure);
    if (outcome->status < 200 || outcome->status > 299)
        return fail(failureOf(*outcome, what));
    if (auto value = read(*outcome))
        return *value;
    return fail(FailureKind::Server, CrmApi::tr("%1: the CRM's answer is not understood. Try again later.").arg(what),
                QStringLiteral("HTTP %1, %2 bytes").arg(outcome->status).arg(outcome->body.size()));
}

} // namespace

void CrmApi::createReadJob(const ReadJobRequest& job, QObject* context,
                           const std::function<void(const CreateVerdict&)>& callback)
{
    HttpRequest wire = request("POST", QStringLiteral("/crm/bulk/v8/read"));
    wire.headers.emplaceBack("Content-Type", "application/json");
    wire.body = readJobBody(job);
    once(
        wire, [] { return OnceClient::Held(); }, context,
        [=](const HttpOutcome& outcome) { callback(createReadVerdict(outcome)); });
}

void CrmApi::readJobDetails(const QString& jobId, QObject* context, const Callback<ReadJobDetails>& callback)
{
    call(request("GET", QStringLiteral("/crm/bulk/v8/read/") + jobId), true, context, [=](const HttpOutcome& outcome) {
        callback(answerOf<ReadJobDetails>(outcome, tr("The job could not be looked up"),
                                          [](const HttpReply& reply) { return readJobDetailsFromJson(reply.body); }));
    });
}

void CrmApi::recordCount(const QString& module, const QString& view, QObject* context, const Callback<qint64>& callback)
{
    HttpRequest wire = request("GET", QStringLiteral("/crm/v8/%1/actions/count").arg(module));
    if (!view.isEmpty())
        wire.url.setQuery(QStringLiteral("cvid=") + view);
    call(wire, true, context, [=](const HttpOutcome& outcome) {
        callback(answerOf<qint64>(outcome, tr("The records could not be counted"),
                                  [](const HttpReply& reply) { return recordCountFromJson(reply.body); }));
    });
}

void CrmApi::customViews(const QString& module, QObject* context, const Callback<QList<CustomView>>& callback)
{
    viewPage(module, 1, {}, context, callback);
}

void CrmApi::viewPage(const QString& module, int page, const QList<CustomView>& before, QObject* context,
                      const Callback<QList<CustomView>>& callback)
{
    constexpr int mostPages = 20; // 200 a page; a server that always says "more" must not be asked for ever
    HttpRequest wire = request("GET", QStringLiteral("/crm/v8/settings/custom_views"));
    wire.url.setQuery(QStringLiteral("module=%1&page=%2").arg(module).arg(page));
    call(wire, true, context, [=, this](const HttpOutcome& outcome) {
        const auto views = answerOf<ViewPage>(outcome, tr("The views of the module could not be read"),
                                              [](const HttpReply& reply) { return viewsFromJson(reply.body); });
        if (!views) {
            callback(fail(views.error()));
            return;
        }
        if (views->more && page < mostPages)
            viewPage(module, page + 1, before + views->views, context, callback);
        else
            callback(before + views->views);
    });
}

void CrmApi::query(const QString& coql, QObject* context, const Callback<CoqlPage>& callback)
{
    HttpRequest wire = request("POST", QStringLiteral("/crm/v8/coql"));
    wire.headers.emplaceBack("Content-Type", "application/json");
    wire.body = coqlBody(coql);
    call(wire, true, context, [=](const HttpOutcome& outcome) {
        callback(answerOf<CoqlPage>(outcome, tr("The records could not be queried"),
                                    [](const HttpReply& reply) { return coqlPageFromJson(reply.status, reply.body); }));
    });
}

void CrmApi::recordsById(const QString& module, const QStringList& ids, const QStringList& fields, QObject* context,
                         const Callback<QList<QJsonObject>>& callback)
{
    HttpRequest wire = request("GET", QStringLiteral("/crm/v8/") + module);
    wire.url.setQuery(
        QStringLiteral("ids=%1&fields=%2").arg(ids.join(QLatin1Char(',')), fields.join(QLatin1Char(','))));
    call(wire, true, context, [=](const HttpOutcome& outcome) {
        callback(answerOf<QList<QJsonObject>>(outcome, tr("The records could not be read"),
                                              [](const HttpReply& reply) -> std::optional<QList<QJsonObject>> {
                                                  const auto page = coqlPageFromJson(reply.status, reply.body);
                                                  return page ? std::optional(page->records) : std::nullopt;
                                              }));
    });
}

} // namespace stevedore
