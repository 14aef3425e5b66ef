// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/records/coqlapi.h"

#include "sandbox/records/recordreader.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

/// The query of a body, or what is wrong with the body.
ApiResult<QString> queryOf(const QJsonObject& body)
{
    const QString key = u"select_query"_s;
    if (!body.contains(key))
        return refuse(u"MANDATORY_NOT_FOUND"_s, u"mandatory key not found"_s, {{u"api_name"_s, key}});
    if (!body[key].isString())
        return refuse(u"INVALID_DATA"_s, u"invalid data"_s,
                      {{u"expected_data_type"_s, u"string"_s}, {u"api_name"_s, key}, {u"json_path"_s, u"$."_s + key}});
    return body[key].toString();
}

void bindAll(Statement& statement, const std::vector<Value>& values)
{
    for (std::size_t i = 0; i < values.size(); ++i)
        statement.bind(static_cast<int>(i) + 1, values[i]);
}

Answer answerWith(const QJsonArray& data, bool more)
{
    return jsonAnswer(
        {{u"data"_s, data}, {u"info"_s, QJsonObject{{u"count"_s, data.size()}, {u"more_records"_s, more}}}});
}

/// A COQL call costs 1 credit to 200 rows, 2 to 1,000, 3 to 2,000; the first is paid for.
int moreCredits(const CoqlQuery& query)
{
    if (!query.countAs.isEmpty())
        return 0;
    return query.limit > 1000 ? 2 : query.limit > 200 ? 1 : 0;
}

} // namespace

void CoqlApi::addTo(Router& router)
{
    router.add(u"POST"_s, u"crm/v8/coql"_s, {u"ZohoCRM.coql.READ"_s}, 1, [this](const Request& r) { return query(r); });
}

Answer CoqlApi::query(const Request& request)
{
    const auto body = jsonBody(request);
    if (!body)
        return errorAnswer(body.error());
    const auto text = queryOf(*body);
    if (!text)
        return errorAnswer(text.error());
    const auto query = parseCoql(m_store.org(), *text);
    if (!query)
        return errorAnswer(query.error());
    if (const auto paid = m_limits.charge(moreCredits(*query)); !paid)
        return errorAnswer(paid.error());
    auto heavy = m_limits.enterHeavy();
    if (!heavy)
        return errorAnswer(heavy.error());
    Answer answer = query->countAs.isEmpty() ? records(*query) : count(*query);
    answer.underWay = std::make_shared<Limits::Call>(std::move(*heavy));
    return answer;
}

Answer CoqlApi::count(const CoqlQuery& query)
{
    Store::Lease database(m_store);
    Statement row =
        database->prepare("select count(*) from \"" + query.module->table() + "\" t where " + query.condition);
    bindAll(row, query.values);
    row.step();
    return answerWith({QJsonObject{{query.countAs, qint64(row.integer(0))}}}, false);
}

Answer CoqlApi::records(const CoqlQuery& query)
{
    const RecordReader reader(m_store.org(), *query.module, query.columns);
    Store::Lease database(m_store);
    Statement rows =
        database->prepare(reader.selectFrom() + " where " + query.condition + " order by " + query.order + " limit " +
                          std::to_string(query.limit + 1) + " offset " + std::to_string(query.offset));
    bindAll(rows, query.values);
    QJsonArray data;
    bool more = false;
    while (!more && rows.step()) {
        more = data.size() == query.limit;
        if (!more)
            data.append(reader.record(rows));
    }
    return data.isEmpty() ? nothing() : answerWith(data, more);
}

} // namespace stevedore::sandbox
