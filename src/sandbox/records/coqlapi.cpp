// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/records/coqlapi.h"

#include "sandbox/records/coqlparser.h"
#include "sandbox/records/recordreader.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

void CoqlApi::addTo(Router& router)
{
    router.add(u"POST"_s, u"crm/v8/coql"_s, {u"ZohoCRM.coql.READ"_s}, 1, [this](const Request& r) { return query(r); });
}

Answer CoqlApi::query(const Request& request)
{
    const auto body = jsonBody(request);
    if (!body)
        return errorAnswer(body.error());
    const auto query = parseCoql(m_store.org(), (*body)[u"select_query"].toString());
    if (!query)
        return errorAnswer(query.error());
    // A COQL call costs 1 credit to 200 rows, 2 to 1,000, 3 to 2,000; the first is paid for.
    const int extra = query->limit > 1000 ? 2 : query->limit > 200 ? 1 : 0;
    if (const auto paid = m_limits.charge(extra); !paid)
        return errorAnswer(paid.error());
    auto heavy = m_limits.enterHeavy();
    if (!heavy)
        return errorAnswer(heavy.error());
    const RecordReader reader(m_store.org(), *query->module, query->fields);
    Store::Lease database(m_store);
    Statement rows =
        database->prepare(reader.selectFrom() + " where " + query->condition + " order by " + query->order + " limit " +
                          std::to_string(query->limit + 1) + " offset " + std::to_string(query->offset));
    for (std::size_t i = 0; i < query->values.size(); ++i)
        rows.bind(static_cast<int>(i) + 1, query->values[i]);
    QJsonArray data;
    bool more = false;
    while (!more && rows.step()) {
        more = data.size() == query->limit;
        if (!more)
            data.append(reader.record(rows));
    }
    if (data.isEmpty())
        return nothing();
    return jsonAnswer(
        {{u"data"_s, data}, {u"info"_s, QJsonObject{{u"count"_s, data.size()}, {u"more_records"_s, more}}}});
}

} // namespace stevedore::sandbox
