// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/write/mappingplan.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostMappings = 200;

ApiError mappingError(const QString& code, const QString& message, const QString& key, const QString& jsonPath)
{
    QJsonObject details;
    if (!key.isEmpty())
        details.insert(u"api_name"_s, key);
    if (!jsonPath.isEmpty())
        details.insert(u"json_path"_s, jsonPath);
    return {400, code, message, details};
}

ApiError missing(const QString& key, const QString& field, const QString& jsonPath)
{
    return mappingError(u"MANDATORY_NOT_FOUND"_s, u"Required key "_s + key + u" is not available"_s, field, jsonPath);
}

ApiError invalidField(const QString& apiName, const QString& jsonPath)
{
    return mappingError(u"INVALID_FIELD"_s, u"invalid mapping. invalid api_name "_s + apiName + u'.', apiName,
                        jsonPath);
}

/// An upsert may map what can only be created or only be updated: which of the two a row will be is not known yet.
bool mayWrite(const Field& field, Operation operation)
{
    return operation == Operation::Insert   ? field.creatable
           : operation == Operation::Update ? field.updatable
                                            : field.writable;
}

/// Reads the mappings of one resource; made to be used once.
class MappingReader
{
public:
    MappingReader(const MappingContext& context, FilePlan& file)
        : m_org(context.org), m_resource(context.resource), m_header(file.header), m_context(context), m_plan(file)
    {
    }

    std::optional<ApiError> read();

private:
    std::optional<ApiError> checkFindBy();
    QJsonArray mappings() const;
    std::optional<ApiError> readOne(const QJsonObject& mapping, const QString& path);
    std::optional<ApiError> readField(const QString& apiName, const QString& path, PlanColumn& column) const;
    std::optional<ApiError> readIndex(const QJsonObject& mapping, const QString& path, PlanColumn& column) const;
    std::optional<ApiError> readLookup(const QJsonObject& mapping, const QString& path, PlanColumn& column) const;
    std::optional<ApiError> readParentLink(const QJsonObject& mapping, const QString& path, PlanColumn& column) const;
    bool isAsked(const Field& field) const;
    std::optional<ApiError> checkMandatory() const;
    QJsonObject echo(const QJsonObject& mapping) const;

    const Org& m_org;
    const QJsonObject& m_resource;
    const std::vector<std::string>& m_header;
    const MappingContext& m_context;
    FilePlan& m_plan;
    QString m_findBy;
};

std::optional<ApiError> MappingReader::checkFindBy()
{
    const QString path = m_context.path + u".find_by"_s;
    m_findBy = m_resource[u"find_by"].toString();
    if (m_findBy.isEmpty()) {
        // Children are found through their parent's record.
        if (m_context.operation == Operation::Insert || m_context.parent)
            return std::nullopt;
        return missing(u"find_by"_s, u"find_by"_s, path);
    }
    if (m_findBy == u"id"_s)
        return std::nullopt;
    const Field* field = m_plan.module->field(m_findBy);
    if (!field)
        return invalidField(m_findBy, path);
    if (!m_plan.module->mayFindBy(*field))
        return mappingError(u"INVALID_DATA"_s, u"find_by must be id or a unique field"_s, u"find_by"_s, path);
    return std::nullopt;
}

/// Those of the request, or the ones that the header row stands for: "api_name", "lookup.id", "lookup.field of its
/// module".
QJsonArray MappingReader::mappings() const
{
    if (m_resource[u"field_mappings"].isArray())
        return m_resource[u"field_mappings"].toArray();
    QJsonArray made;
    for (std::size_t i = 0; i < m_header.size(); ++i) {
        const QString title = QString::fromStdString(m_header[i]).trimmed();
        const qsizetype dot = title.indexOf(u'.');
        QJsonObject mapping{{u"api_name"_s, title.left(dot)}, {u"index"_s, static_cast<int>(i)}};
        if (dot > 0)
            mapping.insert(u"find_by"_s, title.mid(dot + 1));
        made.append(mapping);
    }
    return made;
}

std::optional<ApiError> MappingReader::readField(const QString& apiName, const QString& path, PlanColumn& column) const
{
    if (apiName == u"id"_s && m_findBy == u"id"_s)
        return std::nullopt;
    column.field = m_plan.module->field(apiName);
    if (!column.field || !mayWrite(*column.field, m_context.operation) || column.field->type == FieldType::Other)
        return invalidField(apiName, path + u".api_name"_s);
    column.mandatory = isAsked(*column.field);
    return std::nullopt;
}

std::optional<ApiError> MappingReader::readIndex(const QJsonObject& mapping, const QString& path,
                                                 PlanColumn& column) const
{
    const QString apiName = mapping[u"api_name"].toString();
    const QJsonValue index = mapping[u"index"];
    const QJsonValue value = mapping[u"default_value"].toObject()[u"value"];
    column.defaultValue =
        (value.isDouble() || value.isBool() ? value.toVariant().toString() : value.toString()).trimmed().toStdString();
    if (index.isUndefined() || index.isNull()) {
        column.header = apiName.toStdString();
        if (!column.defaultValue.empty())
            return std::nullopt;
        return mappingError(u"COLUMN_INDEX_NOT_FOUND"_s,
                            u"required key index for field "_s + apiName + u" is not found in request body."_s, apiName,
                            path + u".index"_s);
    }
    column.index = index.toInt(-1);
    if (column.index < 0 || static_cast<std::size_t>(column.index) >= m_header.size())
        return mappingError(u"COLUMN_INDEX_NOT_FOUND"_s, u"column index for field "_s + apiName + u" is not found."_s,
                            apiName, path + u".index"_s);
    column.header = m_header[static_cast<std::size_t>(column.index)];
    return std::nullopt;
}

/// "parent_column_index: required in child resources, the column of the parent's CSV that holds the shared key".
std::optional<ApiError> MappingReader::readParentLink(const QJsonObject& mapping, const QString& path,
                                                      PlanColumn& column) const
{
    if (!mapping.contains(u"parent_column_index") || mapping[u"parent_column_index"].isNull())
        return std::nullopt;
    if (!mapping[u"find_by"].toString().isEmpty())
        return ApiError{400,
                        u"COEXISTENCE_NOT_ALLOWED"_s,
                        u"find_by and parent_column_index cannot be given together"_s,
                        {{u"api_name"_s, u"find_by"_s}, {u"json_path"_s, QString(path + u".find_by"_s)}}};
    const int index = mapping[u"parent_column_index"].toInt(-1);
    const bool links = m_context.parent && column.field && column.field->lookupModule == m_context.parent->apiName;
    if (index < 0 || static_cast<std::size_t>(index) >= m_context.parentColumns || !links || column.index < 0)
        return mappingError(u"INVALID_DATA"_s, u"invalid data"_s, u"parent_column_index"_s,
                            path + u".parent_column_index"_s);
    column.parentIndex = index;
    return std::nullopt;
}

std::optional<ApiError> MappingReader::readLookup(const QJsonObject& mapping, const QString& path,
                                                  PlanColumn& column) const
{
    const QString findBy = mapping[u"find_by"].toString();
    if (!column.field || !column.field->isLookup() || column.parentIndex >= 0 || (column.index < 0 && findBy.isEmpty()))
        return std::nullopt; // a constant without find_by is an id
    if (findBy.isEmpty())
        return missing(u"find_by"_s, column.field->apiName, path + u".find_by"_s);
    if (findBy == u"id"_s)
        return std::nullopt;
    if (column.field->type == FieldType::Owner) {
        column.byEmail = findBy == u"email"_s;
        return column.byEmail ? std::nullopt : std::optional(invalidField(findBy, path + u".find_by"_s));
    }
    const Module* target = m_org.module(column.field->lookupModule);
    if (!target) // a module that the org has, but this server does not know: no value will be found
        return std::nullopt;
    column.findBy = target->field(findBy);
    // "id, a system or custom unique field, a lookup field or the display field of the target module"
    const bool allowed = column.findBy && (target->mayFindBy(*column.findBy) || findBy == target->displayField ||
                                           column.findBy->type == FieldType::Lookup);
    return allowed ? std::nullopt : std::optional(invalidField(findBy, path + u".find_by"_s));
}

std::optional<ApiError> MappingReader::readOne(const QJsonObject& mapping, const QString& path)
{
    const QString apiName = mapping[u"api_name"].toString();
    if (apiName.isEmpty())
        return mappingError(u"MISSING_REQUIRED_KEY"_s, u"required key api_name is not found in request body."_s, {},
                            path + u".api_name"_s);
    PlanColumn column;
    if (auto trouble = readField(apiName, path, column))
        return trouble;
    if (auto trouble = readIndex(mapping, path, column))
        return trouble;
    if (auto trouble = readParentLink(mapping, path, column))
        return trouble;
    if (auto trouble = readLookup(mapping, path, column))
        return trouble;
    if (column.field) {
        const auto format = valueFormat(*column.field, mapping[u"format"].toString(), m_context.quirks);
        if (!format)
            return mappingError(u"INVALID_FORMAT"_s, u"invalid format for field "_s + apiName, apiName,
                                path + u".format"_s);
        column.format = *format;
    }
    if (apiName == m_findBy)
        m_plan.keyColumn = static_cast<int>(m_plan.columns.size());
    m_plan.columns.push_back(std::move(column));
    m_plan.mappings.append(echo(mapping));
    return std::nullopt;
}

QJsonObject MappingReader::echo(const QJsonObject& mapping) const
{
    QJsonObject echoed;
    for (const QString& key : {u"api_name"_s, u"index"_s, u"format"_s, u"find_by"_s, u"module"_s,
                               u"parent_column_index"_s, u"default_value"_s})
        echoed.insert(key, mapping.contains(key) ? mapping[key] : QJsonValue(QJsonValue::Null));
    return echoed;
}

/// The documentation says that bulk insert ignores what a layout requires, and yet has an mappingError for it; live
/// imports had to fill such fields. So the layout's word counts, unless a rehearsal wants it otherwise.
bool MappingReader::isAsked(const Field& field) const
{
    return field.mandatory || (field.required && !m_context.quirks.on(Quirk::LayoutRequiredIgnored));
}

std::optional<ApiError> MappingReader::checkMandatory() const
{
    if (m_context.operation == Operation::Update)
        return std::nullopt;
    for (const Field& field : m_plan.module->fields) {
        if (!isAsked(field))
            continue;
        const auto maps = [&field](const PlanColumn& column) { return column.field == &field; };
        if (std::none_of(m_plan.columns.begin(), m_plan.columns.end(), maps))
            return mappingError(u"MANDATORY_FIELDS_NOT_MAPPED"_s,
                                u"All mandatory fields are not mapped for the layout"_s, field.apiName, {});
    }
    return std::nullopt;
}

std::optional<ApiError> MappingReader::read()
{
    if (auto trouble = checkFindBy())
        return trouble;
    const QString path = m_context.path + u".field_mappings"_s;
    const QJsonArray all = mappings();
    if (all.size() > mostMappings)
        return mappingError(u"HEADER_LIMIT_EXCEEDED"_s, u"only 200 columns can be mapped"_s, u"field_mappings"_s, path);
    for (qsizetype i = 0; i < all.size(); ++i)
        if (auto trouble = readOne(all[i].toObject(), u"%1[%2]"_s.arg(path).arg(i)))
            return trouble;
    // An insert may name a key and do without it: then nothing exists already.
    if (!m_findBy.isEmpty() && m_plan.keyColumn < 0 && m_context.operation != Operation::Insert)
        return missing(u"find_by"_s, m_findBy, path);
    if (m_context.parent && !m_plan.parentLink())
        return missing(u"parent_column_index"_s, u"parent_column_index"_s, path);
    return checkMandatory();
}

} // namespace

std::optional<ApiError> planMappings(const MappingContext& context, FilePlan& file)
{
    return MappingReader(context, file).read();
}

} // namespace stevedore::sandbox
