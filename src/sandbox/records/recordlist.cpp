// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/records/recordlist.h"

#include "sandbox/http/paging.h"
#include "sandbox/read/readplan.h"
#include "sandbox/records/pagetoken.h"
#include "sandbox/records/recorderrors.h"
#include "sandbox/records/recordreader.h"

#include <QDateTime>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostListFields = 50;
constexpr qsizetype mostIds = 100;
constexpr qint64 mostByPage = 2000;
constexpr qsizetype recordSegment = 3;

/// Unknown names are left out; the id comes anyway.
ApiResult<std::vector<const Field*>> fieldsOf(const Module& module, const QString& list)
{
    const QStringList names = list.split(u',', Qt::SkipEmptyParts);
    if (names.isEmpty())
        return tl::unexpected(missingParameter(u"fields"_s));
    if (names.size() > mostListFields)
        return tl::unexpected(limitExceeded(u"fields"_s, mostListFields));
    std::vector<const Field*> fields;
    for (const QString& name : names)
        if (const Field* field = module.field(name.trimmed()))
            fields.push_back(field);
    return fields;
}

/// What a list consists of, and in which order.
struct Listing
{
    std::vector<const Field*> fields;
    std::vector<qint64> ids;          ///< empty: all records
    const CustomView* view = nullptr; ///< null: all records
    QString sortBy = u"id"_s;
    QString sortOrder = u"desc"_s;
    qsizetype perPage = 200;
    qint64 offset = 0;
};

std::optional<ApiError> readView(const Module& module, const Request& request, Listing& listing)
{
    const QString id = request.parameter(u"cvid"_s);
    if (id.isEmpty())
        return std::nullopt;
    listing.view = module.view(idOf(id));
    return listing.view ? std::nullopt : std::optional(invalidParameter(u"cvid"_s));
}

std::optional<ApiError> readOrder(const Request& request, Listing& listing)
{
    static const QStringList columns{u"id"_s, u"Created_Time"_s, u"Modified_Time"_s};
    static const QStringList orders{u"desc"_s, u"asc"_s};
    const auto read = [&request](const QString& name, const QStringList& known, QString& into) {
        const QString wanted = request.parameter(name);
        if (!wanted.isEmpty())
            into = wanted;
        return known.contains(into) ? std::nullopt : std::optional(invalidParameter(name, known));
    };
    const auto wrong = read(u"sort_by"_s, columns, listing.sortBy);
    return wrong ? wrong : read(u"sort_order"_s, orders, listing.sortOrder);
}

std::optional<ApiError> readIds(const Request& request, Listing& listing)
{
    const QStringList ids = request.parameter(u"ids"_s).split(u',', Qt::SkipEmptyParts);
    if (ids.size() > mostIds)
        return limitExceeded(u"ids"_s, mostIds);
    for (const QString& id : ids) {
        listing.ids.push_back(idOf(id));
        if (!listing.ids.back())
            return invalidParameter(u"ids"_s);
    }
    return std::nullopt;
}

/// By number or by token, not by both.
std::optional<ApiError> readPlace(const Request& request, qint64 now, Listing& listing)
{
    const Paging paging = Paging::of(request);
    const QString token = request.parameter(u"page_token"_s);
    listing.perPage = paging.perPage;
    listing.offset = paging.first();
    if (token.isEmpty()) {
        if (paging.page * paging.perPage <= mostByPage)
            return std::nullopt;
        return ApiError{400,
                        u"DISCRETE_PAGINATION_LIMIT_EXCEEDED"_s,
                        u"You can only get the first 2000 records without using page_token param"_s,
                        {{u"limit"_s, mostByPage}}};
    }
    if (request.parameters.contains(u"page"_s))
        return ApiError{400,
                        u"AMBIGUITY_DURING_PROCESSING"_s,
                        u"Please use either page or page_token"_s,
                        {{u"ambiguity_due_to"_s, QJsonArray{QJsonObject{{u"param_name"_s, u"page"_s}},
                                                            QJsonObject{{u"param_name"_s, u"page_token"_s}}}}}};
    const auto offset = PageTokens(request).offset(token, now);
    if (!offset)
        return offset.error();
    listing.offset = *offset;
    return std::nullopt;
}

ApiResult<Listing> readListing(const Module& module, const Request& request, qint64 now)
{
    Listing listing;
    auto fields = fieldsOf(module, request.parameter(u"fields"_s));
    if (!fields)
        return tl::unexpected(fields.error());
    listing.fields = std::move(*fields);
    for (auto wrong : {readView(module, request, listing), readOrder(request, listing), readIds(request, listing),
                       readPlace(request, now, listing)})
        if (wrong)
            return tl::unexpected(*wrong);
    return listing;
}

/// `values` are bound by position.
ApiResult<std::string> sqlOf(const Org& org, const Module& module, const Listing& listing, const RecordReader& reader,
                             std::vector<Value>& values)
{
    values = {std::int64_t(listing.perPage + 1), std::int64_t(listing.offset)};
    std::string where = " where true";
    for (std::size_t i = 0; i < listing.ids.size(); ++i) {
        values.emplace_back(std::int64_t(listing.ids[i]));
        where += (i == 0 ? " and t.id in (?" : ",?") + std::to_string(values.size());
    }
    where += listing.ids.empty() ? "" : ")";
    if (listing.view && !listing.view->criteria.isEmpty()) {
        const auto view = viewSql(org, module, *listing.view, values);
        if (!view)
            return tl::unexpected(view.error());
        where += " and t.id in (" + *view + ')';
    }
    const std::string order = listing.sortOrder.toStdString();
    return reader.selectFrom() + where + " order by t.\"" + listing.sortBy.toStdString() + "\" " + order + ", t.id " +
           order + " limit ?1 offset ?2";
}

QJsonObject infoOf(const Listing& listing, const Request& request, const Org& org, qint64 now, qsizetype count,
                   bool more)
{
    const PageTokens tokens(request);
    const QJsonValue null(QJsonValue::Null);
    const qint64 expiry = now + PageTokens::lifetime;
    const qint64 before = listing.offset - listing.perPage;
    const auto until = QDateTime::fromMSecsSinceEpoch(expiry, QTimeZone(org.timeZone.toUtf8()));
    const bool turns = more || before >= 0;
    return {{u"page"_s, listing.offset / listing.perPage + 1},
            {u"per_page"_s, listing.perPage},
            {u"count"_s, count},
            {u"more_records"_s, more},
            {u"sort_by"_s, listing.sortBy},
            {u"sort_order"_s, listing.sortOrder},
            {u"next_page_token"_s, more ? QJsonValue(tokens.token(listing.offset + listing.perPage, expiry)) : null},
            {u"previous_page_token"_s, before >= 0 ? QJsonValue(tokens.token(before, expiry)) : null},
            {u"page_token_expiry"_s, turns ? QJsonValue(until.toString(Qt::ISODate)) : null},
            {u"call"_s, false},
            {u"email"_s, false}};
}

} // namespace

Answer listRecords(Store& store, const Module& module, const Request& request)
{
    const qint64 now = store.clock().now();
    const auto listing = readListing(module, request, now);
    if (!listing)
        return errorAnswer(listing.error());
    const RecordReader reader(store.org(), module, columnsOf(listing->fields));
    std::vector<Value> values;
    const auto sql = sqlOf(store.org(), module, *listing, reader, values);
    if (!sql)
        return errorAnswer(sql.error());
    Store::Lease database(store);
    Statement rows = database->prepare(*sql);
    for (std::size_t i = 0; i < values.size(); ++i)
        rows.bind(static_cast<int>(i) + 1, values[i]);
    QJsonArray data;
    bool more = false;
    while (!more && rows.step()) {
        more = data.size() == listing->perPage;
        if (!more)
            data.append(reader.record(rows));
    }
    if (data.isEmpty())
        return nothing();
    const QJsonObject info = infoOf(*listing, request, store.org(), now, data.size(), more);
    return jsonAnswer({{u"data"_s, data}, {u"info"_s, info}});
}

Answer oneRecord(Store& store, const Module& module, const Request& request)
{
    const qint64 id = idOf(request.segments[recordSegment]);
    if (!id)
        return errorAnswer(
            {400, u"INVALID_DATA"_s, u"the id given seems to be invalid"_s, {{u"param_name"_s, u"id"_s}}});
    std::vector<const Field*> fields;
    if (const QString asked = request.parameter(u"fields"_s); !asked.isEmpty()) {
        auto named = fieldsOf(module, asked);
        if (!named)
            return errorAnswer(named.error());
        fields = std::move(*named);
    } else {
        for (const Field& field : module.fields)
            fields.push_back(&field);
    }
    const RecordReader reader(store.org(), module, columnsOf(fields));
    Store::Lease database(store);
    Statement row = database->prepare(reader.selectFrom() + " where t.id=?1");
    if (!row.bind(1, std::int64_t(id)).step())
        return nothing();
    return jsonAnswer({{u"data"_s, QJsonArray{reader.record(row)}}});
}

} // namespace stevedore::sandbox
