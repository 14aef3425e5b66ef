// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/metadatajson.h"

#include "crm/jsonvalue.h"

#include <QHash>
#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace stevedore {

namespace {

QString str(const QJsonObject& object, const char* key)
{
    return textOf(object.value(QLatin1String(key)));
}

QString idIn(const QJsonObject& object, const char* key)
{
    return idOf(object.value(QLatin1String(key)));
}

/// API names have letters, digits and underscores (Zoho CRM API v8, Fields metadata); any other would be another text
/// in the header of a CSV, in an address or in a query.
bool isApiName(const QString& name)
{
    return std::all_of(name.begin(), name.end(), [](QChar c) { return c.isLetterOrNumber() || c == u'_'; });
}

bool flag(const QJsonObject& object, const char* key, bool otherwise)
{
    return object.value(QLatin1String(key)).toBool(otherwise);
}

QList<PicklistValue> picklistOf(const QJsonObject& field)
{
    QList<PicklistValue> out;
    for (const auto& value : field.value(QLatin1String("pick_list_values")).toArray()) {
        const QJsonObject v = value.toObject();
        const PicklistValue one{str(v, "display_value"), str(v, "actual_value"), str(v, "id")};
        // "-None-" is what the CRM shows for an empty cell; it is no value. Unused values cannot be chosen in the
        // layout.
        if (one.actual != QLatin1String("-None-") && str(v, "type") != QLatin1String("unused"))
            out.append(one);
    }
    return out;
}

/// Since some answers give the module as text and others as an object, both are read.
QString moduleIn(const QJsonObject& field, const char* part, const char* key)
{
    const QJsonValue module = field.value(QLatin1String(part)).toObject().value(QLatin1String(key));
    return module.isObject() ? str(module.toObject(), "api_name") : textOf(module);
}

Field fieldFrom(const QJsonObject& object)
{
    Field f;
    f.id = str(object, "id");
    f.apiName = str(object, "api_name");
    f.label = str(object, "field_label");
    if (f.label.isEmpty())
        f.label = str(object, "display_label");
    if (f.label.isEmpty())
        f.label = f.apiName;
    f.dataType = str(object, "data_type");
    f.type = fieldTypeFrom(f.dataType);
    f.length = std::max(0, object.value(QLatin1String("length")).toInt());
    f.decimals = std::max(0, object.value(QLatin1String("decimal_place")).toInt());
    f.mandatory = f.systemMandatory = flag(object, "system_mandatory", false);
    const QJsonObject unique = object.value(QLatin1String("unique")).toObject();
    f.unique = !unique.isEmpty();
    // The key is spelled in two ways in the vendor's own texts.
    f.uniqueCaseSensitive = flag(unique, "case_sensitive", false) || flag(unique, "casesensitive", false);
    const QJsonObject operations = object.value(QLatin1String("operation_type")).toObject();
    const bool readOnly =
        flag(object, "read_only", false) || (operations.isEmpty() && flag(object, "field_read_only", false));
    f.creatable = flag(operations, "api_create", !readOnly);
    f.updatable = flag(operations, "api_update", !readOnly);
    f.custom = flag(object, "custom_field", false);
    f.checkedByDefault = flag(object, "default_value", false);
    f.picklist = picklistOf(object);
    f.lookupModule = moduleIn(object, "lookup", "module");
    f.subformModule = moduleIn(object, "subform", "module");
    f.linkingModule = moduleIn(object, "multiselectlookup", "linking_module");
    if (f.linkingModule.isEmpty())
        f.linkingModule = moduleIn(object, "multiuserlookup", "linking_module");
    if (!isApiName(f.apiName) || flag(object, "virtual_field", false) || str(object, "type") == QLatin1String("unused"))
        f.type = FieldType::Unsupported;
    // The CRM fills these itself: it takes a value for them and does nothing with it.
    static const QSet<QString> ofTheCrm{QStringLiteral("Created_Time"), QStringLiteral("Modified_Time"),
                                        QStringLiteral("Created_By"), QStringLiteral("Modified_By")};
    if (ofTheCrm.contains(f.apiName))
        f.creatable = f.updatable = f.mandatory = f.systemMandatory = false;
    return f;
}

/// Modules that bulk read takes (Zoho CRM API v8, Bulk read, Limitations).
bool isReadable(const QJsonObject& module)
{
    static const QSet<QString> unsupported{QStringLiteral("Attachments"), QStringLiteral("Notes"),
                                           QStringLiteral("Emails"), QStringLiteral("Users")};
    static const QSet<QString> kinds{
        {}, QStringLiteral("default"), QStringLiteral("custom"), QStringLiteral("subform"), QStringLiteral("linking")};
    return flag(module, "api_supported", true) && kinds.contains(str(module, "generated_type")) &&
           !unsupported.contains(str(module, "api_name")) && isApiName(str(module, "api_name"));
}

bool isLoadable(const QJsonObject& module)
{
    static const QSet<QString> unsupported{QStringLiteral("Attachments"), QStringLiteral("Notes"),
                                           QStringLiteral("Events"), QStringLiteral("Calls"), QStringLiteral("Users")};
    const QString generated = str(module, "generated_type");
    return flag(module, "api_supported", true) && flag(module, "creatable", true) &&
           (generated.isEmpty() || generated == QLatin1String("default") || generated == QLatin1String("custom")) &&
           !unsupported.contains(str(module, "api_name")) && isApiName(str(module, "api_name"));
}

} // namespace

FieldType fieldTypeFrom(const QString& dataType)
{
    static const QHash<QString, FieldType> types{
        {QStringLiteral("text"), FieldType::Text},
        {QStringLiteral("textarea"), FieldType::TextArea},
        {QStringLiteral("email"), FieldType::Email},
        {QStringLiteral("phone"), FieldType::Phone},
        {QStringLiteral("website"), FieldType::Website},
        {QStringLiteral("picklist"), FieldType::Picklist},
        {QStringLiteral("multiselectpicklist"), FieldType::MultiPicklist},
        {QStringLiteral("boolean"), FieldType::Boolean},
        {QStringLiteral("integer"), FieldType::Integer},
        {QStringLiteral("bigint"), FieldType::BigInt},
        {QStringLiteral("double"), FieldType::Decimal},
        {QStringLiteral("currency"), FieldType::Currency},
        {QStringLiteral("percent"), FieldType::Percent},
        {QStringLiteral("date"), FieldType::Date},
        {QStringLiteral("datetime"), FieldType::DateTime},
        {QStringLiteral("lookup"), FieldType::Lookup},
        {QStringLiteral("ownerlookup"), FieldType::Owner},
        {QStringLiteral("userlookup"), FieldType::Owner},
    };
    return types.value(dataType.toLower(), FieldType::Unsupported);
}

std::optional<Org> orgFromJson(const QByteArray& body)
{
    const auto object = objectOf(body);
    if (!object)
        return std::nullopt;
    const QJsonObject org = object->value(QLatin1String("org")).toArray().first().toObject();
    Org out{idIn(org, "id"), idIn(org, "zgid"), str(org, "company_name"), str(org, "type"), str(org, "time_zone")};
    if (out.zgid.isEmpty())
        return std::nullopt;
    return out;
}

std::optional<CrmUser> currentUserFromJson(const QByteArray& body)
{
    const auto object = objectOf(body);
    if (!object)
        return std::nullopt;
    const QJsonObject user = object->value(QLatin1String("users")).toArray().first().toObject();
    CrmUser out{idIn(user, "id"), str(user, "full_name"), str(user, "email"), str(user, "time_zone")};
    if (out.id.isEmpty())
        return std::nullopt;
    return out;
}

std::optional<QList<ModuleInfo>> modulesFromJson(const QByteArray& body)
{
    const auto object = objectOf(body);
    if (!object || !object->value(QLatin1String("modules")).isArray())
        return std::nullopt;
    QList<ModuleInfo> out;
    for (const auto& value : object->value(QLatin1String("modules")).toArray()) {
        const QJsonObject module = value.toObject();
        ModuleInfo info{str(module, "id"),           str(module, "api_name"),       str(module, "singular_label"),
                        str(module, "plural_label"), str(module, "generated_type"), isLoadable(module),
                        isReadable(module),          str(module, "module_name")};
        if (!info.loadable && !info.readable)
            continue;
        if (info.plural.isEmpty())
            info.plural = info.apiName;
        if (info.singular.isEmpty())
            info.singular = info.plural;
        out.append(info);
    }
    return out;
}

std::optional<QList<Field>> fieldsFromJson(const QByteArray& body)
{
    const auto object = objectOf(body);
    if (!object || !object->value(QLatin1String("fields")).isArray())
        return std::nullopt;
    QList<Field> out;
    for (const auto& value : object->value(QLatin1String("fields")).toArray()) {
        const Field f = fieldFrom(value.toObject());
        if (!f.apiName.isEmpty())
            out.append(f);
    }
    return out;
}

QList<Layout> layoutsFromJson(const QByteArray& body)
{
    QList<Layout> out;
    const auto object = objectOf(body);
    if (!object)
        return out;
    for (const auto& value : object->value(QLatin1String("layouts")).toArray()) {
        const QJsonObject json = value.toObject();
        const QString status = str(json, "status");
        Layout layout{idIn(json, "id"), str(json, "name"), {}};
        if (layout.id.isEmpty() || (!status.isEmpty() && status != QLatin1String("active")))
            continue;
        for (const auto& section : json.value(QLatin1String("sections")).toArray()) {
            for (const auto& field : section.toObject().value(QLatin1String("fields")).toArray()) {
                const QString name = str(field.toObject(), "api_name");
                if (flag(field.toObject(), "required", false) && !layout.required.contains(name))
                    layout.required.append(name);
            }
        }
        out.append(layout);
    }
    return out;
}

} // namespace stevedore
