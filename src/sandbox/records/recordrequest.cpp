// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/records/recordrequest.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<ApiError> wrong(const QString& key, const QString& path, const QString& moreKey, const QJsonValue& more)
{
    return refuse(u"INVALID_DATA"_s, u"invalid data"_s,
                  {{u"api_name"_s, key}, {u"json_path"_s, path}, {moreKey, more}});
}

tl::unexpected<ApiError> noArray(const QString& key)
{
    return wrong(key, u"$."_s + key, u"expected_data_type"_s, u"jsonarray"_s);
}

ApiResult<QJsonArray> recordsOf(const QJsonObject& body)
{
    if (!body.contains(u"data"))
        return refuse(u"MANDATORY_NOT_FOUND"_s, u"required field not found"_s,
                      {{u"api_name"_s, u"data"_s}, {u"json_path"_s, u"$.data"_s}});
    const QJsonArray data = body[u"data"].toArray();
    if (data.isEmpty())
        return noArray(u"data"_s);
    return data;
}

ApiResult<bool> isAutomated(const QJsonObject& body)
{
    static const QStringList known{u"workflow"_s, u"approval"_s, u"blueprint"_s, u"pathfinder"_s, u"orchestration"_s};
    const QJsonValue trigger = body[u"trigger"];
    if (trigger.isUndefined() || trigger.isNull())
        return true;
    if (!trigger.isArray())
        return noArray(u"trigger"_s);
    const QJsonArray names = trigger.toArray();
    for (qsizetype i = 0; i < names.size(); ++i)
        if (!known.contains(names[i].toString()))
            return wrong(u"trigger"_s, u"$.trigger[%1]"_s.arg(i), u"supported_values"_s,
                         QJsonArray::fromStringList(known));
    return names.contains(u"workflow"_s);
}

ApiResult<QStringList> fieldsToLookIn(const Module& module, const QJsonObject& body)
{
    const QString key = u"duplicate_check_fields"_s;
    if (body.contains(key) && !body[key].isArray())
        return noArray(key);
    const QJsonArray asked = body[key].toArray();
    QStringList names;
    for (qsizetype i = 0; i < asked.size(); ++i) {
        const Field* field = module.field(asked[i].toString());
        if (!field || !module.mayFindBy(*field))
            return refuse(u"INVALID_DATA"_s, u"invalid data"_s,
                          {{u"api_name"_s, key}, {u"json_path"_s, u"$.%1[%2]"_s.arg(key).arg(i)}});
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

} // namespace

ApiResult<RecordRequest> RecordRequest::read(const Module& module, const QJsonObject& body)
{
    auto records = recordsOf(body);
    if (!records)
        return tl::unexpected(records.error());
    const auto automated = isAutomated(body);
    if (!automated)
        return tl::unexpected(automated.error());
    auto fields = fieldsToLookIn(module, body);
    if (!fields)
        return tl::unexpected(fields.error());
    return RecordRequest{std::move(*records), *automated, std::move(*fields)};
}

Answer tooManyRecords()
{
    const QJsonObject details{{u"api_name"_s, u"data"_s}, {u"maximum_length"_s, RecordRequest::mostRecords}};
    const QJsonObject error =
        envelope(u"LIMIT_EXCEEDED"_s, u"count of records in your request exceeds the limit"_s, details, false);
    return jsonAnswer({{u"data"_s, QJsonArray{error}}}, 400);
}

} // namespace stevedore::sandbox
