// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/write/jobplan.h"

#include "sandbox/data/uploadedcsv.h"
#include "sandbox/write/callback.h"
#include "sandbox/write/mappingplan.h"

#include <algorithm>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostResources = 100;
constexpr qsizetype mostFileNames = 10;

tl::unexpected<ApiError> missingKey(const QString& key, const QString& jsonPath)
{
    return refuse(u"MISSING_REQUIRED_KEY"_s, u"required key "_s + key + u" is not found in request body."_s,
                  {{u"json_path"_s, jsonPath}});
}

tl::unexpected<ApiError> invalidData(const QString& key, const QString& jsonPath, const QString& expected)
{
    return refuse(u"INVALID_DATA"_s, u"invalid data"_s,
                  {{u"api_name"_s, key}, {u"json_path"_s, jsonPath}, {u"expected_data_type"_s, expected}});
}

tl::unexpected<ApiError> improperFile()
{
    return refuse(u"FILE_NOT_SUPPORTED"_s, u"File not supported for bulk write"_s);
}

tl::unexpected<ApiError> notAvailable(const QString& module)
{
    return refuse(u"MODULE_NOT_AVAILABLE"_s, u"Requested module '"_s + module + u"' is not available."_s);
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

/// Whether records of the module can be children of the parent's: rows of its subform, or links to its records.
bool isChild(const Module& module, const Module& parent)
{
    const bool kin = module.kind == ModuleKind::Subform || module.kind == ModuleKind::Linking;
    return kin && std::any_of(module.fields.begin(), module.fields.end(), [&parent](const Field& field) {
               return field.type == FieldType::Lookup && field.lookupModule == parent.apiName;
           });
}

/// Reads the resources of a request; made to be used once.
class ResourceReader
{
public:
    ResourceReader(const Org& org, const QJsonObject& request, const UploadedFile* file, const Quirks& quirks,
                   const std::vector<KnownFile>& known)
        : m_org(org), m_request(request), m_file(file), m_quirks(quirks), m_known(known)
    {
    }

    ApiResult<void> read(JobPlan& plan);

private:
    ApiResult<void> checkShape(qsizetype position) const;
    ApiResult<const Module*> moduleOf(qsizetype position) const;
    ApiResult<QString> nameOf(qsizetype position) const;
    ApiResult<void> readModules();
    ApiResult<FilePlan> readOne(qsizetype position, Operation operation);
    ApiResult<void> readCsv(qsizetype position, FilePlan& file) const;
    QJsonObject resource(qsizetype position) const { return m_resources[position].toObject(); }
    static QString path(qsizetype position) { return u"$.resource[%1]"_s.arg(position); }

    const Org& m_org;
    const QJsonObject& m_request;
    const UploadedFile* m_file;
    const Quirks& m_quirks;
    const std::vector<KnownFile>& m_known;
    QJsonArray m_resources;
    std::vector<const Module*> m_modules;
    std::size_t m_parentColumns = 0;
};

ApiResult<void> ResourceReader::checkShape(qsizetype position) const
{
    const QJsonObject one = resource(position);
    for (const QString& key : {u"type"_s, u"module"_s, u"file_id"_s})
        if (!one.contains(key))
            return missingKey(key, path(position) + u'.' + key);
    if (one[u"type"].toString() != u"data"_s)
        return invalidData(u"type"_s, path(position) + u".type"_s, u"data"_s);
    // "Required for parent and child": which of several CSVs is whose can only be told by name.
    if (m_resources.size() > 1 && !one.contains(u"file_names"))
        return missingKey(u"file_names"_s, path(position) + u".file_names"_s);
    // "Within one job parent and children share one file_id."
    if (idOf(one[u"file_id"]) != idOf(resource(0)[u"file_id"]))
        return refuse(u"INVALID_FILE_ID"_s, u"improper file id"_s,
                      {{u"api_name"_s, u"file_id"_s}, {u"json_path"_s, QString(path(position) + u".file_id"_s)}});
    return {};
}

ApiResult<const Module*> ResourceReader::moduleOf(qsizetype position) const
{
    const QString name = resource(position)[u"module"].toObject()[u"api_name"].toString();
    const Module* module = m_org.module(name);
    if (!module || !module->bulkWrite)
        return notAvailable(name);
    if (m_modules.empty())
        return module;
    const QJsonArray mappings = resource(position)[u"field_mappings"].toArray();
    if (std::none_of(mappings.begin(), mappings.end(),
                     [](const QJsonValue& mapping) { return mapping.toObject().contains(u"parent_column_index"); }))
        return refuse(u"MANDATORY_NOT_FOUND"_s, u"Required key parent_column_index is not available"_s,
                      {{u"api_name"_s, u"parent_column_index"_s},
                       {u"json_path"_s, QString(path(position) + u".field_mappings"_s)}});
    // "Each module at most one CSV"
    const bool again = std::find(m_modules.begin(), m_modules.end(), module) != m_modules.end();
    if (again || !isChild(*module, *m_modules.front()))
        return notAvailable(name);
    return module;
}

/// The CSV of a resource. "Without child resources the zip holds exactly one CSV, else one for each module" (Upload
/// file).
ApiResult<QString> ResourceReader::nameOf(qsizetype position) const
{
    if (!m_file)
        return refuse(u"INVALID_FILE_ID"_s, u"improper file id"_s,
                      {{u"api_name"_s, u"file_id"_s}, {u"json_path"_s, u"$.resource[0].file_id"_s}});
    const auto isCsv = [](const QString& name) { return name.endsWith(u".csv"_s, Qt::CaseInsensitive); };
    if (!m_file->entries || m_file->entries->size() != m_resources.size() ||
        !std::all_of(m_file->entries->begin(), m_file->entries->end(), isCsv))
        return improperFile();
    const QJsonValue names = resource(position)[u"file_names"];
    if (names.isUndefined() || names.isNull())
        return m_file->entries->first();
    const QJsonArray list = names.toArray();
    if (list.isEmpty() || list.size() > mostFileNames)
        return invalidData(u"file_names"_s, path(position) + u".file_names"_s, u"jsonarray"_s);
    for (const QJsonValue name : list)
        if (!m_file->entries->contains(name.toString()))
            return refuse(
                u"FILE_NOT_FOUND"_s, u"file not found"_s,
                {{u"api_name"_s, u"file_names"_s}, {u"json_path"_s, QString(path(position) + u".file_names"_s)}});
    return list.first().toString();
}

/// "A file beyond 25,000 records or 200 columns counts as improper and gives an error" (Upload file): told when the job
/// is created, because that is where the table of errors has FILE_NOT_SUPPORTED.
ApiResult<void> ResourceReader::readCsv(qsizetype position, FilePlan& file) const
{
    if (!m_known.empty()) {
        file.encoding = m_known[static_cast<std::size_t>(position)].encoding;
        file.header = m_known[static_cast<std::size_t>(position)].header;
        return {};
    }
    const QString encoding = m_request[u"character_encoding"].toString();
    if (!isKnownEncoding(encoding))
        return invalidData(u"character_encoding"_s, u"$.character_encoding"_s, u"encoding"_s);
    CsvScan scan = scanCsv(m_file->path, file.name, encoding);
    if (!scan.proper)
        return improperFile();
    file.encoding = scan.encoding;
    file.header = std::move(scan.header);
    file.records = scan.records;
    return {};
}

ApiResult<FilePlan> ResourceReader::readOne(qsizetype position, Operation operation)
{
    FilePlan file;
    file.module = m_modules[static_cast<std::size_t>(position)];
    const auto name = nameOf(position);
    if (!name)
        return tl::unexpected(name.error());
    file.name = *name;
    const QJsonObject one = resource(position);
    // The page has ignore_empty at the top, the OpenAPI description in each resource: whichever is there counts.
    file.ignoreEmpty = m_request[u"ignore_empty"].toBool() || one[u"ignore_empty"].toBool();
    if (const auto read = readCsv(position, file); !read)
        return tl::unexpected(read.error());
    const MappingContext context{
        m_org, m_quirks, one, path(position), operation, position > 0 ? m_modules.front() : nullptr, m_parentColumns};
    if (const auto trouble = planMappings(context, file))
        return tl::unexpected(*trouble);
    return file;
}

ApiResult<void> ResourceReader::readModules()
{
    for (qsizetype i = 0; i < m_resources.size(); ++i) {
        if (auto shape = checkShape(i); !shape)
            return shape;
        const auto module = moduleOf(i);
        if (!module)
            return tl::unexpected(module.error());
        m_modules.push_back(*module);
    }
    return {};
}

ApiResult<void> ResourceReader::read(JobPlan& plan)
{
    if (!m_request.contains(u"resource"))
        return missingKey(u"resource"_s, u"$.resource"_s);
    m_resources = m_request[u"resource"].toArray();
    if (m_resources.isEmpty() || m_resources.size() > mostResources || !m_resources.first().isObject())
        return invalidData(u"resource"_s, u"$.resource"_s, u"jsonarray"_s);
    if (auto modules = readModules(); !modules)
        return modules;
    for (qsizetype i = 0; i < m_resources.size(); ++i) {
        auto file = readOne(i, plan.operation);
        if (!file)
            return tl::unexpected(file.error());
        if (i == 0)
            m_parentColumns = file->header.size();
        plan.files.push_back(std::move(*file));
    }
    return {};
}

} // namespace

const PlanColumn* FilePlan::parentLink() const
{
    const auto found =
        std::find_if(columns.begin(), columns.end(), [](const PlanColumn& column) { return column.parentIndex >= 0; });
    return found == columns.end() ? nullptr : &*found;
}

ApiResult<JobPlan> planJob(const Org& org, const QJsonObject& request, const UploadedFile* file, const Quirks& quirks,
                           const std::vector<KnownFile>& known)
{
    JobPlan plan;
    const auto operation = operationOf(request);
    if (!operation)
        return tl::unexpected(operation.error());
    plan.operation = *operation;
    if (const auto trouble = callbackTrouble(request))
        return tl::unexpected(*trouble);
    if (const auto read = ResourceReader(org, request, file, quirks, known).read(plan); !read)
        return tl::unexpected(read.error());
    return plan;
}

} // namespace stevedore::sandbox
