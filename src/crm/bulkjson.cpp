// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/bulkjson.h"

#include "crm/jsonvalue.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace stevedore {

namespace {

QJsonObject columnJson(const WriteColumn& column)
{
    QJsonObject out{{QStringLiteral("api_name"), column.apiName}, {QStringLiteral("index"), column.index}};
    if (!column.findBy.isEmpty())
        out.insert(QStringLiteral("find_by"), column.findBy);
    if (!column.format.isEmpty())
        out.insert(QStringLiteral("format"), column.format);
    return out;
}

std::optional<QString> successDetail(const QByteArray& body, const char* key)
{
    const auto object = onlyObjectOf(body);
    if (!object)
        return std::nullopt;
    if (object->value(QLatin1String("status")).toString() != QLatin1String("success"))
        return std::nullopt;
    const QString id = idOf(object->value(QLatin1String("details")).toObject().value(QLatin1String(key)));
    return id.isEmpty() ? std::nullopt : std::optional(id);
}

qint64 count(const QJsonObject& file, const char* key)
{
    return std::max<qint64>(-1, file.value(QLatin1String(key)).toInteger(-1));
}

} // namespace

JobState jobStateFrom(const QString& text)
{
    QString word = text.toUpper();
    word.remove(QLatin1Char(' '));
    word.remove(QLatin1Char('_'));
    if (word == QLatin1String("ADDED") || word == QLatin1String("QUEUED"))
        return JobState::Queued;
    if (word == QLatin1String("COMPLETED"))
        return JobState::Completed;
    if (word == QLatin1String("FAILED") || word == QLatin1String("FAILURE"))
        return JobState::Failed;
    if (word == QLatin1String("SKIPPED"))
        return JobState::Skipped;
    return JobState::Working;
}

QByteArray writeJobBody(const WriteJobRequest& request)
{
    QJsonArray columns;
    for (const WriteColumn& column : request.columns)
        columns.append(columnJson(column));
    // The layout is a constant, a mapping without a column (Zoho CRM API v8, Bulk write, Create job). It comes last:
    // the result names the first columns only.
    if (!request.layout.isEmpty())
        columns.append(
            QJsonObject{{QStringLiteral("api_name"), QStringLiteral("Layout")},
                        {QStringLiteral("default_value"), QJsonObject{{QStringLiteral("value"), request.layout}}}});
    QJsonObject resource{{QStringLiteral("type"), QStringLiteral("data")},
                         {QStringLiteral("module"), QJsonObject{{QStringLiteral("api_name"), request.module}}},
                         {QStringLiteral("file_id"), request.fileId},
                         {QStringLiteral("file_names"), QJsonArray{request.fileName}},
                         {QStringLiteral("ignore_empty"), request.ignoreEmpty},
                         {QStringLiteral("field_mappings"), columns}};
    if (!request.findBy.isEmpty())
        resource.insert(QStringLiteral("find_by"), request.findBy);
    // ignore_empty stands at the top in one of the vendor's texts and in the resource in another: send both.
    const QJsonObject body{{QStringLiteral("operation"), request.operation},
                           {QStringLiteral("character_encoding"), QStringLiteral("UTF-8")},
                           {QStringLiteral("ignore_empty"), request.ignoreEmpty},
                           {QStringLiteral("resource"), QJsonArray{resource}}};
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

std::optional<QString> uploadedFileId(const QByteArray& body)
{
    return successDetail(body, "file_id");
}

std::optional<QString> createdJobId(const QByteArray& body)
{
    return successDetail(body, "id");
}

std::optional<JobDetails> jobDetailsFromJson(const QByteArray& body)
{
    const auto object = onlyObjectOf(body);
    if (!object)
        return std::nullopt;
    if (!object->value(QLatin1String("status")).isString())
        return std::nullopt;
    JobDetails out;
    out.raw = body;
    out.id = idOf(object->value(QLatin1String("id")));
    out.stateWord = object->value(QLatin1String("status")).toString();
    out.state = jobStateFrom(out.stateWord);
    const QJsonObject result = object->value(QLatin1String("result")).toObject();
    out.downloadUrl = result.value(QLatin1String("download_url")).toString();
    out.message = result.value(QLatin1String("error_message")).toObject().value(QLatin1String("message")).toString();
    const QJsonObject resource = object->value(QLatin1String("resource")).toArray().first().toObject();
    out.module = resource.value(QLatin1String("module")).toObject().value(QLatin1String("api_name")).toString();
    const QJsonObject file = resource.value(QLatin1String("file")).toObject();
    out.fileName = file.value(QLatin1String("name")).toString();
    out.added = count(file, "added_count");
    out.updated = count(file, "updated_count");
    out.skipped = count(file, "skipped_count");
    out.total = count(file, "total_count");
    if (out.message.isEmpty() && (out.state == JobState::Failed || out.state == JobState::Skipped))
        out.message =
            resource.value(QLatin1String("message")).toString(resource.value(QLatin1String("code")).toString());
    if (out.id.isEmpty())
        return std::nullopt;
    return out;
}

} // namespace stevedore
