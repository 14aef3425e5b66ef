// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/records/recordsapi.h"

#include "sandbox/records/recordreader.h"
#include "sandbox/records/recordwriter.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostRecords = 100;
constexpr qsizetype mostFields = 50;
constexpr qsizetype mostPerPage = 200;

/// All well, some well, none well.
int statusOf(const QJsonArray& elements, int success)
{
    qsizetype good = 0;
    for (const QJsonValue& element : elements)
        good += element.toObject()[u"status"].toString() == u"success"_s;
    return good == elements.size() ? success : good > 0 ? 207 : 400;
}

ApiError missingParameter(const QString& name)
{
    return {400, u"REQUIRED_PARAM_MISSING"_s, u"One of the expected parameter is missing"_s, {{u"param_name"_s, name}}};
}

ApiError invalidParameter(const QString& name)
{
    return {400, u"INVALID_DATA"_s, u"invalid data"_s, {{u"param_name"_s, name}}};
}

qsizetype numberOf(const Request& request, const QString& name, qsizetype usual, qsizetype most)
{
    bool ok = false;
    const qsizetype number = request.parameter(name).toLongLong(&ok);
    return ok ? std::clamp<qsizetype>(number, 1, most) : usual;
}

/// The records of a body, or the error of the whole call.
ApiResult<QJsonArray> recordsOf(const QJsonObject& body)
{
    if (!body.contains(u"data"))
        return refuse(u"MANDATORY_NOT_FOUND"_s, u"required field not found"_s, {{u"api_name"_s, u"data"_s}});
    const QJsonArray data = body[u"data"].toArray();
    if (data.isEmpty())
        return refuse(u"INVALID_DATA"_s, u"invalid data"_s,
                      {{u"api_name"_s, u"data"_s}, {u"expected_data_type"_s, u"jsonarray"_s}});
    if (data.size() > mostRecords)
        return refuse(u"LIMIT_EXCEEDED"_s, u"only 100 records can be sent in a call"_s,
                      {{u"api_name"_s, u"data"_s}, {u"limit"_s, mostRecords}});
    return data;
}

/// "Omit trigger: all automation runs; an empty list: none."
bool isAutomated(const QJsonObject& body)
{
    return !body.contains(u"trigger") || body[u"trigger"].toArray().contains(u"workflow"_s);
}

/// The fields that upsert looks for duplicates in: those asked for, else the system's, then the unique ones.
ApiResult<QStringList> duplicateFields(const Module& module, const QJsonObject& body)
{
    QStringList names;
    for (const QJsonValue& value : body[u"duplicate_check_fields"].toArray()) {
        const Field* field = module.field(value.toString());
        if (!field || !module.mayFindBy(*field))
            return refuse(u"INVALID_DATA"_s, u"invalid data"_s, {{u"api_name"_s, u"duplicate_check_fields"_s}});
        names.append(field->apiName);
    }
    if (!names.isEmpty())
        return names;
    if (!module.duplicateField.isEmpty())
        names.append(module.duplicateField);
    for (const Field& field : module.fields)
        if (field.unique && !names.contains(field.apiName))
            names.append(field.apiName);
    return names;
}

ApiResult<std::vector<const Field*>> fieldsOf(const Module& module, const QString& list)
{
    const QStringList names = list.split(u',', Qt::SkipEmptyParts);
    if (names.isEmpty())
        return tl::unexpected(missingParameter(u"fields"_s));
    if (names.size() > mostFields)
        return refuse(u"LIMIT_EXCEEDED"_s, u"only 50 fields can be asked for"_s, {{u"param_name"_s, u"fields"_s}});
    std::vector<const Field*> fields;
    for (const QString& name : names)
        if (const Field* field = module.field(name.trimmed()))
            fields.push_back(field); // id always comes; unknown names are left out
    return fields;
}

} // namespace

RecordsApi::RecordsApi(Store& store, const Options& options, Limits& limits, const RecordStates& states)
    : m_store(store), m_options(options), m_limits(limits), m_states(states)
{
}

void RecordsApi::addTo(Router& router)
{
    const QString root = u"crm/v8/{module}"_s;
    const QString scope = u"ZohoCRM.modules.{module}."_s;
    const QStringList read{scope + u"READ"_s};
    const QStringList update{scope + u"UPDATE"_s};
    router.add(u"POST"_s, root, {scope + u"CREATE"_s}, 1, [this](const Request& r) { return write(r, Verb::Insert); });
    router.add(u"PUT"_s, root, update, 1, [this](const Request& r) { return write(r, Verb::Update); });
    router.add(u"GET"_s, root, read, 1, [this](const Request& r) { return list(r); });
    router.add(u"DELETE"_s, root, {scope + u"DELETE"_s}, 1, [this](const Request& r) { return remove(r); });
    router.add(u"POST"_s, root + u"/upsert"_s, {scope + u"CREATE"_s, scope + u"UPDATE"_s}, 1,
               [this](const Request& r) { return write(r, Verb::Upsert); });
    router.add(u"GET"_s, root + u"/actions/count"_s,
               {u"ZohoSearch.securesearch.READ"_s, scope + u"READ"_s, u"ZohoCRM.settings.layouts.READ"_s}, 1,
               [this](const Request& r) { return count(r); });
    router.add(u"GET"_s, root + u"/{id}"_s, read, 1, [this](const Request& r) { return one(r); });
    router.add(u"PUT"_s, root + u"/{id}"_s, update, 1, [this](const Request& r) { return write(r, Verb::Update); });
    router.add(u"DELETE"_s, root + u"/{id}"_s, {scope + u"DELETE"_s}, 1,
               [this](const Request& r) { return remove(r); });
}

ApiResult<const Module*> RecordsApi::moduleOf(const Request& request) const
{
    const Module* module = m_store.org().module(request.segments[2]);
    if (!module)
        return refuse(u"INVALID_MODULE"_s, u"the module name given seems to be invalid"_s,
                      {{u"resource_path_index"_s, 0}});
    return module;
}

Answer RecordsApi::write(const Request& request, Verb verb)
{
    const auto module = moduleOf(request);
    if (!module)
        return errorAnswer(module.error());
    const auto body = jsonBody(request);
    if (!body)
        return errorAnswer(body.error());
    auto records = recordsOf(*body);
    if (!records)
        return errorAnswer(records.error());
    const auto names = duplicateFields(**module, *body);
    if (!names)
        return errorAnswer(names.error());
    if (!request.caller.user->mayWrite())
        return errorAnswer(noPermission());
    const auto heavy = records->size() > 10 ? m_limits.enterHeavy() : ApiResult<Limits::Call>(Limits::Call());
    if (!heavy)
        return errorAnswer(heavy.error());
    // One credit for ten records; the first ten are paid for.
    if (const auto paid = m_limits.charge(static_cast<int>((records->size() - 1) / 10)); !paid)
        return errorAnswer(paid.error());
    if (request.segments.size() == 4 && verb == Verb::Update) {
        QJsonObject record = records->first().toObject();
        record.insert(u"id"_s, request.segments[3]);
        records = QJsonArray{record};
    }
    Store::Writing writing(m_store);
    RecordWriter writer({m_store, writing.database(), **module, *request.caller.user, m_states, isAutomated(*body)});
    QJsonArray elements;
    for (int i = 0; i < records->size(); ++i) {
        const QJsonObject record = records->at(i).toObject();
        elements.append(verb == Verb::Insert   ? writer.insert(record, i)
                        : verb == Verb::Update ? writer.update(record, i)
                                               : writer.upsert(record, i, *names));
    }
    writing.commit();
    return jsonAnswer({{u"data"_s, elements}}, statusOf(elements, verb == Verb::Insert ? 201 : 200));
}

Answer RecordsApi::list(const Request& request)
{
    const auto module = moduleOf(request);
    if (!module)
        return errorAnswer(module.error());
    const auto fields = fieldsOf(**module, request.parameter(u"fields"_s));
    if (!fields)
        return errorAnswer(fields.error());
    QString sortBy = request.parameter(u"sort_by"_s);
    const QString order = request.parameter(u"sort_order"_s) == u"asc"_s ? u"asc"_s : u"desc"_s;
    if (sortBy.isEmpty())
        sortBy = u"id"_s;
    if (sortBy != u"id"_s && sortBy != u"Created_Time"_s && sortBy != u"Modified_Time"_s)
        return errorAnswer(invalidParameter(u"sort_by"_s));
    const qsizetype page = numberOf(request, u"page"_s, 1, 1'000'000);
    const qsizetype perPage = numberOf(request, u"per_page"_s, mostPerPage, mostPerPage);
    const RecordReader reader(m_store.org(), **module, *fields);
    std::string where;
    QStringList ids = request.parameter(u"ids"_s).split(u',', Qt::SkipEmptyParts);
    for (const QString& id : ids)
        where += (where.empty() ? " where t.id in (" : ",") + std::to_string(idOf(id));
    where += where.empty() ? "" : ")";
    Store::Lease database(m_store);
    const std::string direction = order.toStdString();
    Statement rows = database->prepare(reader.selectFrom() + where + " order by t.\"" + sortBy.toStdString() + "\" " +
                                       direction + ", t.id " + direction + " limit ?1 offset ?2");
    rows.bind(1, std::int64_t(perPage + 1)).bind(2, std::int64_t((page - 1) * perPage));
    QJsonArray data;
    bool more = false;
    while (!more && rows.step()) {
        more = data.size() == perPage;
        if (!more)
            data.append(reader.record(rows));
    }
    if (data.isEmpty())
        return nothing();
    const QJsonObject info{{u"per_page"_s, perPage},  {u"count"_s, data.size()}, {u"page"_s, page},
                           {u"more_records"_s, more}, {u"sort_by"_s, sortBy},    {u"sort_order"_s, order}};
    return jsonAnswer({{u"data"_s, data}, {u"info"_s, info}});
}

Answer RecordsApi::one(const Request& request)
{
    const auto module = moduleOf(request);
    if (!module)
        return errorAnswer(module.error());
    const qint64 id = idOf(request.segments[3]);
    if (!id)
        return errorAnswer(
            {400, u"INVALID_DATA"_s, u"the id given seems to be invalid"_s, {{u"param_name"_s, u"id"_s}}});
    std::vector<const Field*> fields;
    for (const Field& field : (*module)->fields)
        fields.push_back(&field);
    const RecordReader reader(m_store.org(), **module, fields);
    Store::Lease database(m_store);
    Statement row = database->prepare(reader.selectFrom() + " where t.id=?1");
    if (!row.bind(1, std::int64_t(id)).step())
        return nothing();
    return jsonAnswer({{u"data"_s, QJsonArray{reader.record(row)}}});
}

Answer RecordsApi::remove(const Request& request)
{
    const auto module = moduleOf(request);
    if (!module)
        return errorAnswer(module.error());
    if (!request.caller.user->mayWrite())
        return errorAnswer(noPermission());
    const bool single = request.segments.size() == 4;
    const QString list = single ? request.segments[3] : request.parameter(u"ids"_s);
    const QStringList ids = list.split(u',', Qt::SkipEmptyParts);
    if (ids.isEmpty())
        return errorAnswer(missingParameter(u"ids"_s));
    if (ids.size() > mostRecords)
        return errorAnswer(
            {400, u"UNABLE_TO_PARSE_DATA_TYPE"_s, u"only 100 ids can be given"_s, {{u"param_name"_s, u"ids"_s}}});
    Store::Writing writing(m_store);
    RecordWriter writer({m_store, writing.database(), **module, *request.caller.user, m_states,
                         request.parameter(u"wf_trigger"_s) != u"false"_s});
    QJsonArray elements;
    for (const QString& id : ids)
        elements.append(writer.remove(id.trimmed()));
    writing.commit();
    return jsonAnswer({{u"data"_s, elements}}, statusOf(elements, 200));
}

Answer RecordsApi::count(const Request& request)
{
    const auto module = moduleOf(request);
    if (!module)
        return errorAnswer(module.error());
    constexpr qint64 mostLag = 300'000; // the documentation says one to ten minutes
    const qint64 now = m_store.clock().now();
    const std::scoped_lock lock(m_countsMutex);
    const auto known = m_counts.find(*module);
    if (m_options.quirk(Quirk::CountLags) && known != m_counts.end() && now - known->second.first < mostLag)
        return jsonAnswer({{u"count"_s, known->second.second}});
    Store::Lease database(m_store);
    Statement row = database->prepare("select count(*) from \"" + (*module)->table() + '"');
    row.step();
    m_counts[*module] = {now, row.integer(0)};
    return jsonAnswer({{u"count"_s, qint64(row.integer(0))}});
}

} // namespace stevedore::sandbox
