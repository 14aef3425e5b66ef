// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/write/jobplan.h"

#include "sandbox/data/csvsplitter.h"
#include "sandbox/data/zipfile.h"
#include "sandbox/write/callback.h"
#include "sandbox/write/mappingplan.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostColumns = 200;
constexpr int mostRecords = 25'000;
constexpr qint64 mostHeaderBytes = 1'000'000;

tl::unexpected<ApiError> missingKey(const QString& key, const QString& jsonPath)
{
    return refuse(u"MISSING_REQUIRED_KEY"_s, u"required key "_s + key + u" is not found in request body."_s,
                  {{u"api_name"_s, key}, {u"json_path"_s, jsonPath}});
}

tl::unexpected<ApiError> invalidData(const QString& key, const QString& jsonPath, const QString& expected)
{
    return refuse(u"INVALID_DATA"_s, u"invalid data"_s,
                  {{u"api_name"_s, key}, {u"json_path"_s, jsonPath}, {u"expected_data_type"_s, expected}});
}

ApiResult<Operation> operationOf(const QJsonObject& request)
{
    if (!request.contains(u"operation"))
        return missingKey(u"operation"_s, u"$.operation"_s);
    const QString word = request[u"operation"].toString();
    if (word == u"insert"_s)
        return Operation::Insert;
    if (word == u"update"_s)
        return Operation::Update;
    if (word == u"upsert"_s)
        return Operation::Upsert;
    return refuse(u"INVALID_DATA"_s, u"invalid data"_s,
                  {{u"api_name"_s, u"operation"_s},
                   {u"json_path"_s, u"$.operation"_s},
                   {u"supported_values"_s, QJsonArray{u"insert"_s, u"update"_s, u"upsert"_s}}});
}

/// The resource of a job. Its children (subforms, linking modules) name modules that this org does not have.
ApiResult<QJsonObject> resourceOf(const Org& org, const QJsonObject& request)
{
    if (!request.contains(u"resource"))
        return missingKey(u"resource"_s, u"$.resource"_s);
    const QJsonArray resources = request[u"resource"].toArray();
    if (resources.isEmpty() || !resources.first().isObject())
        return invalidData(u"resource"_s, u"$.resource"_s, u"jsonarray"_s);
    for (qsizetype i = 0; i < resources.size(); ++i) {
        const QJsonObject resource = resources[i].toObject();
        const QString path = u"$.resource[%1]"_s.arg(i);
        for (const QString& key : {u"type"_s, u"module"_s, u"file_id"_s})
            if (!resource.contains(key))
                return missingKey(key, path + u'.' + key);
        if (resource[u"type"].toString() != u"data"_s)
            return invalidData(u"type"_s, path + u".type"_s, u"data"_s);
        const QString module = resource[u"module"].toObject()[u"api_name"].toString();
        const Module* known = org.module(module);
        if (!known || !known->bulkWrite)
            return refuse(u"MODULE_NOT_AVAILABLE"_s, u"Requested module '"_s + module + u"' is not available."_s);
        // "Required in child resources": an ordinary module cannot be the child of another one.
        if (i > 0)
            return refuse(
                u"MANDATORY_NOT_FOUND"_s, u"Required key parent_column_index is not available"_s,
                {{u"api_name"_s, u"parent_column_index"_s}, {u"json_path"_s, QString(path + u".field_mappings"_s)}});
    }
    return resources.first().toObject();
}

ApiResult<QString> csvNameOf(const QJsonObject& resource, const UploadedFile* file)
{
    if (!file)
        return refuse(u"INVALID_FILE_ID"_s, u"improper file id"_s,
                      {{u"api_name"_s, u"file_id"_s}, {u"json_path"_s, u"$.resource[0].file_id"_s}});
    // "Without child resources the zip holds exactly one CSV, else it is an error" (Bulk write, Upload file).
    const auto unsupported = [] { return refuse(u"FILE_NOT_SUPPORTED"_s, u"File not supported for bulk write"_s); };
    if (file->entries.size() != 1 || !file->entries.first().endsWith(u".csv"_s, Qt::CaseInsensitive))
        return unsupported();
    const QJsonValue names = resource[u"file_names"];
    if (names.isUndefined() || names.isNull())
        return file->entries.first();
    const QJsonArray list = names.toArray();
    if (list.isEmpty() || list.size() > 10)
        return invalidData(u"file_names"_s, u"$.resource[0].file_names"_s, u"jsonarray"_s);
    for (const QJsonValue& name : list)
        if (!file->entries.contains(name.toString()))
            return refuse(u"FILE_NOT_FOUND"_s, u"file not found"_s,
                          {{u"api_name"_s, u"file_names"_s}, {u"json_path"_s, u"$.resource[0].file_names"_s}});
    return list.first().toString();
}

/// The header row. "A file beyond 25,000 records or 200 columns counts as improper and gives an error" (Bulk write,
/// Upload file): told when the job is created, because that is where the table of errors has FILE_NOT_SUPPORTED.
ApiResult<std::vector<std::string>> headerOf(const UploadedFile& file, const QString& name, const QString& encoding,
                                             bool countRecords)
{
    const auto improper = refuse(u"FILE_NOT_SUPPORTED"_s, u"File not supported for bulk write"_s);
    const auto bytes =
        countRecords ? readZipEntry(file.path, name) : readZipEntryHead(file.path, name, mostHeaderBytes);
    if (!bytes)
        return improper;
    const QByteArray utf8 = toUtf8(*bytes, encoding);
    CsvSplitter splitter(std::string_view(utf8.constData(), static_cast<std::size_t>(utf8.size())));
    std::vector<std::string> header;
    if (!splitter.next(header) || header.size() > mostColumns)
        return improper;
    std::vector<std::string> row;
    for (int records = 0; countRecords && splitter.next(row);)
        if (++records > mostRecords)
            return improper;
    return header;
}

} // namespace

ApiResult<JobPlan> planJob(const Org& org, const QJsonObject& request, const UploadedFile* file, bool countRecords)
{
    JobPlan plan;
    const auto operation = operationOf(request);
    if (!operation)
        return tl::unexpected(operation.error());
    plan.operation = *operation;
    if (const auto trouble = callbackTrouble(request))
        return tl::unexpected(*trouble);
    const auto resource = resourceOf(org, request);
    if (!resource)
        return tl::unexpected(resource.error());
    plan.module = org.module((*resource)[u"module"].toObject()[u"api_name"].toString());
    // The page has ignore_empty at the top, the OpenAPI description in each resource: whichever is there counts.
    plan.ignoreEmpty = request[u"ignore_empty"].toBool() || (*resource)[u"ignore_empty"].toBool();
    plan.encoding = request[u"character_encoding"].toString();
    const auto name = csvNameOf(*resource, file);
    if (!name)
        return tl::unexpected(name.error());
    plan.fileName = *name;
    const auto header = headerOf(*file, *name, plan.encoding, countRecords);
    if (!header)
        return tl::unexpected(header.error());
    if (const auto trouble = planMappings(org, *resource, *header, plan))
        return tl::unexpected(*trouble);
    return plan;
}

} // namespace stevedore::sandbox
