// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/records/massdelete.h"

#include "sandbox/read/readplan.h"
#include "sandbox/records/recordwriter.h"

#include <algorithm>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostDeletes = 500;
constexpr std::int64_t mostOfAView = 50'000;
constexpr std::size_t idsPerTransaction = 500;

/// The jobs that an earlier run left, for which there has to be a table.
std::vector<qint64> unfinished(Store& store)
{
    Store::Writing writing(store);
    writing.database().execute(
        "create table if not exists sandbox_mass_deletes (id integer primary key, user integer not "
        "null, module text not null, view integer not null, state text not null, total integer "
        "not null, deleted integer not null default 0, failed integer not null default 0)");
    std::vector<qint64> ids;
    Statement rows =
        writing.database().prepare("select id from sandbox_mass_deletes where state='RUNNING' order by id");
    while (rows.step())
        ids.push_back(rows.integer(0));
    writing.commit();
    return ids;
}

ApiError invalidId(const QString& key, const QString& path, const QString& id)
{
    return {400,
            u"INVALID_DATA"_s,
            u"the id given seems to be invalid"_s,
            {{u"api_name"_s, key}, {u"json_path"_s, path}, {u"id"_s, id}}};
}

ApiError noIds()
{
    return {400,
            u"MANDATORY_NOT_FOUND"_s,
            u"required field not found"_s,
            {{u"api_name"_s, u"ids"_s}, {u"expected_data_type"_s, u"jsonarray"_s}}};
}

ApiError noSuchJob()
{
    return {400, u"INVALID_DATA"_s, u"The jobid given seems to be invalid"_s, {{u"param_name"_s, u"job_id"_s}}};
}

ApiResult<const Module*> moduleOf(const Org& org, const Request& request)
{
    const Module* module = org.module(request.segments[2]);
    if (!module)
        return refuse(u"INVALID_MODULE"_s, u"the module name given seems to be invalid"_s,
                      {{u"resource_path_index"_s, 0}});
    return module;
}

} // namespace

MassDelete::MassDelete(Store& store, const Options& options, const RecordStates& states)
    : m_store(store), m_options(options), m_states(states),
      m_queue(1, unfinished(store), [this](qint64 id) { carryOut(id); })
{
}

void MassDelete::addTo(Router& router)
{
    const QString path = u"crm/v8/{module}/actions/mass_delete"_s;
    const QString scope = u"ZohoCRM.mass_delete.{module}."_s;
    router.add(u"POST"_s, path, {scope + u"DELETE"_s}, 1, [this](const Request& r) { return remove(r); });
    router.add(u"GET"_s, path, {scope + u"READ"_s}, 1, [this](const Request& r) { return status(r); });
}

Answer MassDelete::remove(const Request& request)
{
    const auto module = moduleOf(m_store.org(), request);
    if (!module)
        return errorAnswer(module.error());
    if (!request.caller.user->mayWrite())
        return errorAnswer(noPermission());
    if (request.body.trimmed().isEmpty())
        return errorAnswer(noIds());
    const auto body = jsonBody(request);
    if (!body)
        return errorAnswer(body.error());
    if (body->contains(u"ids") && (*body)[u"ids"].isArray())
        return removeIds(request, **module, (*body)[u"ids"].toArray());
    if (body->contains(u"cvid"))
        return schedule(request, **module, (*body)[u"cvid"]);
    return errorAnswer(noIds());
}

Answer MassDelete::removeIds(const Request& request, const Module& module, const QJsonArray& ids)
{
    if (ids.isEmpty())
        return errorAnswer(noIds());
    if (ids.size() > mostDeletes) {
        ApiError tooMany =
            invalidId(u"ids"_s, u"$.ids[%1]"_s.arg(mostDeletes), ids[mostDeletes].toVariant().toString());
        tooMany.message = u"only 500 records can be deleted in a call"_s;
        return errorAnswer(tooMany);
    }
    for (qsizetype i = 0; i < ids.size(); ++i)
        if (!idOf(ids[i]))
            return errorAnswer(invalidId(u"ids"_s, u"$.ids[%1]"_s.arg(i), ids[i].toVariant().toString()));
    Store::Writing writing(m_store);
    RecordWriter writer({m_store, writing.database(), module, *request.caller.user, m_states, true});
    QJsonArray elements;
    qsizetype good = 0;
    for (const QJsonValue id : ids) {
        QJsonObject element = writer.remove(QString::number(idOf(id)));
        const bool deleted = element[u"status"].toString() == u"success"_s;
        good += deleted;
        if (deleted)
            element.insert(u"message"_s, u"record is deleted"_s);
        elements.append(element);
    }
    writing.commit();
    if (good == 0 && elements.first()[u"code"].toString() == u"INVALID_DATA"_s)
        return errorAnswer(invalidId(u"ids"_s, u"$.ids[0]"_s, ids.first().toVariant().toString()));
    return jsonAnswer({{u"data"_s, elements}}, good == ids.size() ? 200 : good > 0 ? 207 : 400);
}

Answer MassDelete::schedule(const Request& request, const Module& module, const QJsonValue& view)
{
    const qint64 viewId = idOf(view);
    const bool known = std::any_of(module.views.begin(), module.views.end(),
                                   [viewId](const CustomView& one) { return one.id == viewId; });
    if (!known)
        return errorAnswer(invalidId(u"cvid"_s, u"$.cvid"_s, view.toVariant().toString()));
    const std::size_t total = idsOf(module, viewId).size();
    if (total == 0)
        return errorAnswer({400, u"NO_RECORDS_FOUND"_s, u"no record found to update"_s, {}});
    const qint64 id = m_store.nextId();
    Store::Writing writing(m_store);
    Database& database = writing.database();
    Statement running = database.prepare("select 1 from sandbox_mass_deletes where state='RUNNING'");
    if (running.step())
        return errorAnswer(
            {400, u"ALREADY_SCHEDULED"_s, u"mass delete has been scheduled already"_s, {{u"api_name"_s, u"cvid"_s}}});
    running.reset();
    database
        .cached("insert into sandbox_mass_deletes (id, user, module, view, state, total) values (?1, ?2, ?3, ?4, "
                "'RUNNING', ?5)")
        .bind(1, std::int64_t(id))
        .bind(2, std::int64_t(request.caller.user->id))
        .bind(3, module.apiName)
        .bind(4, std::int64_t(viewId))
        .bind(5, static_cast<std::int64_t>(total))
        .run();
    writing.commit();
    m_queue.add(id, m_options.queueDelay);
    const QJsonObject details{{u"job_id"_s, QString::number(id)}};
    return jsonAnswer(
        {{u"data"_s, QJsonArray{envelope(u"SUCCESS"_s, u"mass delete scheduled successfully"_s, details, true)}}});
}

Answer MassDelete::status(const Request& request)
{
    const auto module = moduleOf(m_store.org(), request);
    if (!module)
        return errorAnswer(module.error());
    const QString text = request.parameter(u"job_id"_s);
    if (text.isEmpty())
        return errorAnswer(
            {400, u"MANDATORY_NOT_FOUND"_s, u"mandatory param missing"_s, {{u"param_name"_s, u"job_id"_s}}});
    Store::Lease database(m_store);
    Statement row =
        database->prepare("select state, total, deleted, failed, user from sandbox_mass_deletes where id=?1 and "
                          "module=?2");
    row.bind(1, std::int64_t(idOf(text))).bind(2, (*module)->apiName);
    if (!row.step() || (row.integer(4) != request.caller.user->id && !m_options.quirk(Quirk::JobsShared)))
        return errorAnswer(noSuchJob());
    const QJsonObject job{{u"Status"_s, row.string(0)},
                          {u"Total_Count"_s, qint64(row.integer(1))},
                          {u"Deleted_Count"_s, qint64(row.integer(2))},
                          {u"Failed_Count"_s, qint64(row.integer(3))}};
    return jsonAnswer({{u"data"_s, QJsonArray{job}}});
}

/// The records of the view, oldest first.
std::vector<qint64> MassDelete::idsOf(const Module& module, qint64 viewId)
{
    const QJsonObject query{{u"module"_s, QJsonObject{{u"api_name"_s, module.apiName}}},
                            {u"cvid"_s, QString::number(viewId)},
                            {u"fields"_s, QJsonArray{u"id"_s}}};
    std::vector<qint64> ids;
    const auto plan = planRead(m_store.org(), query, u"csv"_s, m_options);
    if (!plan)
        return ids;
    Store::Lease database(m_store);
    Statement rows = database->prepare(plan->selectSql());
    int parameter = 0;
    for (const Value& value : plan->values)
        rows.bind(++parameter, value);
    rows.bind(parameter + 1, std::int64_t(0)).bind(parameter + 2, mostOfAView);
    while (rows.step())
        ids.push_back(rows.integer(0));
    return ids;
}

void MassDelete::save(qint64 jobId, const char* state, qint64 deleted, qint64 failed)
{
    Store::Writing writing(m_store);
    writing.database()
        .cached("update sandbox_mass_deletes set state=?2, deleted=?3, failed=?4 where id=?1")
        .bind(1, std::int64_t(jobId))
        .bind(2, std::string_view(state))
        .bind(3, std::int64_t(deleted))
        .bind(4, std::int64_t(failed))
        .run();
    writing.commit();
}

void MassDelete::carryOut(qint64 jobId)
{
    const Module* module = nullptr;
    const User* user = nullptr;
    qint64 view = 0;
    qint64 deleted = 0;
    {
        Store::Lease database(m_store);
        Statement row = database->prepare("select module, user, view, deleted from sandbox_mass_deletes where id=?1");
        if (!row.bind(1, std::int64_t(jobId)).step())
            return;
        module = m_store.org().module(row.string(0));
        user = m_store.org().userById(row.integer(1));
        view = row.integer(2);
        deleted = row.integer(3);
    }
    if (!module || !user) { // the org is another one than when it was made
        save(jobId, "FAILED", deleted, 0);
        return;
    }
    // What an earlier run has deleted is in the view no more.
    const std::vector<qint64> ids = idsOf(*module, view);
    qint64 failed = 0;
    for (std::size_t at = 0; at < ids.size(); at += idsPerTransaction) {
        if (m_queue.isStopping())
            return;
        {
            Store::Writing writing(m_store);
            RecordWriter writer({m_store, writing.database(), *module, *user, m_states, true});
            for (std::size_t i = at; i < std::min(at + idsPerTransaction, ids.size()); ++i) {
                const bool good = writer.remove(QString::number(ids[i]))[u"status"].toString() == u"success"_s;
                deleted += good;
                failed += !good;
            }
            writing.commit();
        }
        save(jobId, "RUNNING", deleted, failed);
    }
    save(jobId, "COMPLETED", deleted, failed);
}

} // namespace stevedore::sandbox
