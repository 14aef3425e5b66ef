// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/records/recordsapi.h"

#include "sandbox/records/recorderrors.h"
#include "sandbox/records/recordlist.h"
#include "sandbox/records/recordrequest.h"
#include "sandbox/records/recordwriter.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype moduleSegment = 2; // crm, v8, {module}, {id}
constexpr qsizetype idSegment = 3;

/// All well, some well, none well.
int statusOf(const QJsonArray& elements, int success)
{
    qsizetype good = 0;
    for (const QJsonValue element : elements)
        good += element.toObject()[u"status"].toString() == u"success"_s;
    return good == elements.size() ? success : good > 0 ? 207 : 400;
}

/// The name that the profiles' page has for what is missing.
ApiError mayNot(const QString& what, const Module& module)
{
    return noPermission(u"Crm_Implied_%1_%2"_s.arg(what, module.apiName));
}

/// The ids that a call wants to have deleted, of which only the form is sure.
ApiResult<QStringList> idsOf(const Request& request)
{
    const bool single = request.segments.size() > idSegment;
    const QString list = single ? request.segments[idSegment] : request.parameter(u"ids"_s);
    QStringList ids;
    for (const QString& id : list.split(u',', Qt::SkipEmptyParts))
        ids.append(id.trimmed());
    if (ids.isEmpty())
        return tl::unexpected(missingParameter(u"ids"_s));
    const bool numbers = std::all_of(ids.begin(), ids.end(), [](const QString& id) { return idOf(id) > 0; });
    if (!numbers || ids.size() > RecordRequest::mostRecords)
        return refuse(u"UNABLE_TO_PARSE_DATA_TYPE"_s, u"either the request body or parameters is in wrong format"_s);
    return ids;
}

} // namespace

RecordsApi::RecordsApi(Store& store, const Options& options, Limits& limits, const RecordStates& states)
    : m_store(store), m_options(options), m_limits(limits), m_states(states), m_count(store)
{
}

Route::Handler RecordsApi::forModule(ForModule call) const
{
    return [this, call = std::move(call)](const Request& request) {
        const Module* module = m_store.org().module(request.segments[moduleSegment]);
        return module ? call(*module, request)
                      : errorAnswer({400,
                                     u"INVALID_MODULE"_s,
                                     u"the module name given seems to be invalid"_s,
                                     {{u"resource_path_index"_s, 0}}});
    };
}

void RecordsApi::addTo(Router& router)
{
    const QString root = u"crm/v8/{module}"_s;
    const QString scope = u"ZohoCRM.modules.{module}."_s;
    const QString create = scope + u"CREATE"_s;
    const QString update = scope + u"UPDATE"_s;
    const auto add = [&](const QString& method, const QString& path, const QStringList& scopes, ForModule call) {
        router.add(method, root + path, scopes, 1, forModule(std::move(call)));
    };
    const auto writing = [this](Verb verb) {
        return [this, verb](const Module& module, const Request& request) { return write(module, request, verb); };
    };
    const auto list = [this](const Module& m, const Request& r) { return listRecords(m_store, m, r); };
    const auto one = [this](const Module& m, const Request& r) { return oneRecord(m_store, m, r); };
    const auto removing = [this](const Module& m, const Request& r) { return remove(m, r); };
    const auto count = [this](const Module& m, const Request& r) {
        return m_count.answer(m, r, m_options.quirk(Quirk::CountLags));
    };
    add(u"POST"_s, {}, {create}, writing(Verb::Insert));
    add(u"PUT"_s, {}, {update}, writing(Verb::Update));
    add(u"GET"_s, {}, {scope + u"READ"_s}, list);
    add(u"DELETE"_s, {}, {scope + u"DELETE"_s}, removing);
    add(u"POST"_s, u"/upsert"_s, {create, update}, writing(Verb::Upsert));
    add(u"GET"_s, u"/actions/count"_s,
        {u"ZohoSearch.securesearch.READ"_s, scope + u"READ"_s, u"ZohoCRM.settings.layouts.READ"_s}, count);
    add(u"GET"_s, u"/{id}"_s, {scope + u"READ"_s}, one);
    add(u"PUT"_s, u"/{id}"_s, {update}, writing(Verb::Update));
    add(u"DELETE"_s, u"/{id}"_s, {scope + u"DELETE"_s}, removing);
}

Answer RecordsApi::write(const Module& module, const Request& request, Verb verb)
{
    const auto body = jsonBody(request);
    if (!body)
        return errorAnswer(body.error());
    auto wanted = RecordRequest::read(module, *body);
    if (!wanted)
        return errorAnswer(wanted.error());
    QJsonArray& records = wanted->records;
    if (records.size() > RecordRequest::mostRecords)
        return tooManyRecords();
    if (!request.caller.user->mayWrite())
        return errorAnswer(mayNot(verb == Verb::Update ? u"Edit"_s : u"Create"_s, module));
    auto heavy = records.size() > 10 ? m_limits.enterHeavy() : ApiResult<Limits::Call>(Limits::Call());
    if (!heavy)
        return errorAnswer(heavy.error());
    // One credit for ten records; the first ten are paid for.
    if (const auto paid = m_limits.charge(static_cast<int>((records.size() - 1) / 10)); !paid)
        return errorAnswer(paid.error());
    if (request.segments.size() > idSegment && verb == Verb::Update) {
        QJsonObject record = records.first().toObject();
        record.insert(u"id"_s, request.segments[idSegment]);
        records = QJsonArray{record};
    }
    Store::Writing writing(m_store);
    RecordWriter writer({m_store, writing.database(), module, *request.caller.user, m_states, wanted->automated});
    QJsonArray elements;
    for (int i = 0; i < records.size(); ++i) {
        const QJsonObject record = records[i].toObject();
        elements.append(!records[i].isObject() ? RecordWriter::refuse(i)
                        : verb == Verb::Insert ? writer.insert(record, i)
                        : verb == Verb::Update ? writer.update(record, i)
                                               : writer.upsert(record, i, wanted->duplicateFields));
    }
    writing.commit();
    Answer answer = jsonAnswer({{u"data"_s, elements}}, statusOf(elements, verb == Verb::Insert ? 201 : 200));
    answer.underWay = std::make_shared<Limits::Call>(std::move(*heavy));
    return answer;
}

Answer RecordsApi::remove(const Module& module, const Request& request)
{
    if (!request.caller.user->mayWrite())
        return errorAnswer(mayNot(u"Delete"_s, module));
    const auto ids = idsOf(request);
    if (!ids)
        return errorAnswer(ids.error());
    const bool automated = request.parameter(u"wf_trigger"_s) != u"false"_s;
    Store::Writing writing(m_store);
    RecordWriter writer({m_store, writing.database(), module, *request.caller.user, m_states, automated});
    QJsonArray elements;
    for (const QString& id : *ids)
        elements.append(writer.remove(id));
    writing.commit();
    return jsonAnswer({{u"data"_s, elements}}, statusOf(elements, 200));
}

} // namespace stevedore::sandbox
