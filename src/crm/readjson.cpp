// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/readjson.h"

#include "crm/jsonvalue.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace stevedore {

QByteArray readJobBody(const ReadJobRequest& request)
{
    QJsonObject query;
    if (!request.pageToken.isEmpty()) {
        query.insert(QStringLiteral("page_token"), request.pageToken);
        return QJsonDocument(QJsonObject{{QStringLiteral("query"), query}}).toJson(QJsonDocument::Compact);
    }
    query.insert(QStringLiteral("module"), QJsonObject{{QStringLiteral("api_name"), request.module}});
    if (!request.fields.isEmpty())
        query.insert(QStringLiteral("fields"), QJsonArray::fromStringList(request.fields));
    if (!request.view.isEmpty())
        query.insert(QStringLiteral("cvid"), request.view);
    if (!request.criteria.isEmpty())
        query.insert(QStringLiteral("criteria"), request.criteria);
    query.insert(QStringLiteral("page"), request.page);
    const QString type = request.calendar ? QStringLiteral("ics") : QStringLiteral("csv");
    const QJsonObject body{{QStringLiteral("query"), query}, {QStringLiteral("file_type"), type}};
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

std::optional<ReadJobDetails> readJobDetailsFromJson(const QByteArray& body)
{
    const auto object = onlyObjectOf(body);
    if (!object)
        return std::nullopt;
    // The word is "state" in bulk read and "status" in bulk write; "status" in an envelope is another thing.
    if (!object->value(QLatin1String("state")).isString())
        return std::nullopt;
    ReadJobDetails out;
    out.id = idOf(object->value(QLatin1String("id")));
    out.stateWord = object->value(QLatin1String("state")).toString();
    out.state = jobStateFrom(out.stateWord);
    const QJsonObject result = object->value(QLatin1String("result")).toObject();
    out.count = result.value(QLatin1String("count")).toInteger(-1);
    out.more = result.value(QLatin1String("more_records")).toBool();
    out.nextPageToken = textOf(result.value(QLatin1String("next_page_token")));
    out.downloadUrl = result.value(QLatin1String("download_url")).toString();
    const QJsonObject error = result.value(QLatin1String("error_message")).toObject();
    out.code = error.value(QLatin1String("code")).toString();
    out.message = error.value(QLatin1String("message")).toString();
    if (out.id.isEmpty())
        return std::nullopt;
    return out;
}

std::optional<qint64> recordCountFromJson(const QByteArray& body)
{
    const auto object = objectOf(body);
    if (!object)
        return std::nullopt;
    const QJsonValue count = object->value(QLatin1String("count"));
    bool isNumber = false;
    const qint64 number = count.toVariant().toLongLong(&isNumber);
    return isNumber && number >= 0 ? std::optional(number) : std::nullopt;
}

std::optional<ViewPage> viewsFromJson(const QByteArray& body)
{
    if (body.isEmpty())
        return ViewPage{};
    const auto object = objectOf(body);
    if (!object || !object->value(QLatin1String("custom_views")).isArray())
        return std::nullopt;
    ViewPage out;
    for (const auto& value : object->value(QLatin1String("custom_views")).toArray()) {
        const QJsonObject view = value.toObject();
        const QString id = idOf(view.value(QLatin1String("id")));
        const QString system = view.value(QLatin1String("system_name")).toString().toUpper();
        if (id.isEmpty() || system.contains(QLatin1String("SHARED")) || system.contains(QLatin1String("CO_OWNER")) ||
            system.contains(QLatin1String("COOWNER")))
            continue;
        out.views.append(
            {id, view.value(QLatin1String("display_value")).toString(view.value(QLatin1String("name")).toString())});
    }
    out.more = object->value(QLatin1String("info")).toObject().value(QLatin1String("more_records")).toBool();
    return out;
}

QByteArray coqlBody(const QString& query)
{
    return QJsonDocument(QJsonObject{{QStringLiteral("select_query"), query}}).toJson(QJsonDocument::Compact);
}

std::optional<CoqlPage> coqlPageFromJson(int status, const QByteArray& body)
{
    if (status == 204)
        return CoqlPage{};
    const auto object = objectOf(body);
    if (!object || !object->value(QLatin1String("data")).isArray())
        return std::nullopt;
    CoqlPage out;
    for (const auto& value : object->value(QLatin1String("data")).toArray()) {
        if (!value.isObject())
            return std::nullopt;
        out.records.append(value.toObject());
    }
    out.more = object->value(QLatin1String("info")).toObject().value(QLatin1String("more_records")).toBool();
    return out;
}

} // namespace stevedore
