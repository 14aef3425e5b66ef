// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/org/org.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

static void initResource()
{
    Q_INIT_RESOURCE(sandbox); // a static library's resources are dropped by the linker unless something asks for them
}

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

Field readField(const QJsonObject& json, const QString& singular, qint64& nextId)
{
    Field field;
    field.id = nextId++;
    field.apiName = json[u"name"].toString();
    field.label = json[u"label"].toString();
    field.typeName = json[u"type"].toString();
    field.type = fieldTypeOf(field.typeName);
    field.length = json[u"length"].toInt();
    field.decimals = json[u"decimals"].toInt(-1);
    field.mandatory = json[u"mandatory"].toBool();
    field.required = field.mandatory || json[u"required"].toBool();
    field.unique = json[u"unique"].toBool();
    field.custom = json[u"custom"].toBool();
    field.writable = field.creatable = field.updatable = !json[u"read_only"].toBool();
    field.defaultTrue = json[u"default"].toBool();
    field.lookupModule = json[u"lookup"].toString();
    field.subformModule = json[u"subform"].toString();
    field.linkingModule = json[u"linking"].toString();
    field.section = json[u"section"].toString(singular + u" Information"_s);
    field.generated = json[u"sql"].toString().toStdString();
    for (const QJsonValue value : json[u"picklist"].toArray())
        field.picklist.push_back({nextId++, value.toString(), {}});
    return field;
}

/// Every module has the view of all its records.
std::vector<CustomView> readViews(const Module& module, const QJsonArray& json, qint64& nextId)
{
    std::vector<CustomView> views{{nextId++, u"All "_s + module.plural, u"ALLVIEWS"_s, {}}};
    for (const QJsonValue value : json)
        views.push_back({nextId++, value[u"name"].toString(), {}, value[u"criteria"].toObject()});
    return views;
}

Module readModule(const QJsonObject& json, const QJsonArray& systemFields, qint64& nextId)
{
    Module module;
    module.id = nextId++;
    module.layoutId = nextId++;
    module.apiName = json[u"name"].toString();
    module.singular = json[u"singular"].toString();
    module.plural = json[u"plural"].toString();
    module.kind = moduleKindOf(json[u"kind"].toString());
    const QString bulk = json[u"bulk"].toString(u"both"_s);
    module.bulkWrite = bulk == u"both"_s;
    module.bulkRead = bulk == u"both"_s || bulk == u"read"_s;
    module.api = json[u"api"].toBool(true);
    module.parent = json[u"parent"].toString();
    module.displayField = json[u"display"].toString();
    module.duplicateField = json[u"duplicate"].toString();
    for (const QJsonValue field : json[u"fields"].toArray())
        module.fields.push_back(readField(field.toObject(), module.singular, nextId));
    for (const QJsonValue field : systemFields)
        module.fields.push_back(readField(field.toObject(), module.singular, nextId));
    module.views = readViews(module, json[u"views"].toArray(), nextId);
    return module;
}

void readCompany(const QJsonObject& json, Org& org)
{
    org.zgid = json[u"zgid"].toString();
    org.companyName = json[u"company_name"].toString();
    org.type = json[u"type"].toString();
    org.timeZone = json[u"time_zone"].toString();
    org.isoCode = json[u"iso_code"].toString();
    org.currencyLocale = json[u"currency_locale"].toString();
    org.currency = json[u"currency"].toString();
    org.countryCode = json[u"country_code"].toString();
    org.dateFormat = json[u"date_format"].toString();
    org.timeFormat = json[u"time_format"].toString();
    org.primaryEmail = json[u"primary_email"].toString();
    org.edition = json[u"edition"].toString();
    org.licences = json[u"licences"].toInt();
}

} // namespace

ModuleKind moduleKindOf(const QString& word)
{
    return word == u"custom"_s    ? ModuleKind::Custom
           : word == u"subform"_s ? ModuleKind::Subform
           : word == u"linking"_s ? ModuleKind::Linking
                                  : ModuleKind::Default;
}

FieldType fieldTypeOf(const QString& dataType)
{
    static const QHash<QString, FieldType> types = {
        {u"text"_s, FieldType::Text},         {u"textarea"_s, FieldType::TextArea},
        {u"email"_s, FieldType::Email},       {u"phone"_s, FieldType::Phone},
        {u"website"_s, FieldType::Website},   {u"picklist"_s, FieldType::Picklist},
        {u"boolean"_s, FieldType::Boolean},   {u"multiselectpicklist"_s, FieldType::MultiPicklist},
        {u"integer"_s, FieldType::Integer},   {u"bigint"_s, FieldType::BigInteger},
        {u"double"_s, FieldType::Double},     {u"currency"_s, FieldType::Currency},
        {u"percent"_s, FieldType::Percent},   {u"date"_s, FieldType::Date},
        {u"datetime"_s, FieldType::DateTime}, {u"lookup"_s, FieldType::Lookup},
        {u"ownerlookup"_s, FieldType::Owner}, {u"layout"_s, FieldType::Layout},
        {u"userlookup"_s, FieldType::Owner},
    };
    return types.value(dataType, FieldType::Other);
}

const Field* Module::field(const QString& wanted) const
{
    for (const Field& candidate : fields)
        if (candidate.apiName == wanted)
            return &candidate;
    return nullptr;
}

const CustomView* Module::view(qint64 wanted) const
{
    for (const CustomView& candidate : views)
        if (candidate.id == wanted)
            return &candidate;
    return nullptr;
}

const Module* Org::module(const QString& wanted) const
{
    for (const Module& candidate : modules)
        if (candidate.api && candidate.apiName == wanted)
            return &candidate;
    return nullptr;
}

const User* Org::userById(qint64 wanted) const
{
    for (const User& user : users)
        if (user.id == wanted)
            return &user;
    return nullptr;
}

const User* Org::userByEmail(const QString& wanted) const
{
    for (const User& user : users)
        if (user.email.compare(wanted, Qt::CaseInsensitive) == 0)
            return &user;
    return nullptr;
}

QByteArray builtInOrg()
{
    initResource();
    QFile file(u":/sandbox/org.json"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Org readOrg(const QByteArray& bytes)
{
    const QJsonObject json = QJsonDocument::fromJson(bytes).object();
    qint64 nextId = firstId + 225005;
    Org org;
    org.id = nextId++;
    readCompany(json[u"org"].toObject(), org);
    for (const QJsonValue value : json[u"users"].toArray()) {
        const QJsonObject user = value.toObject();
        org.users.push_back({nextId++, user[u"first_name"].toString(), user[u"last_name"].toString(),
                             user[u"email"].toString(), user[u"role"].toString(), user[u"profile"].toString(),
                             user[u"status"].toString(u"active"_s)});
    }
    const QJsonArray systemFields = json[u"system_fields"].toArray();
    for (const QJsonValue module : json[u"modules"].toArray())
        org.modules.push_back(readModule(module.toObject(), systemFields, nextId));
    for (const QJsonValue name : json[u"accounts"].toArray())
        org.accountNames.append(name.toString());
    return org;
}

} // namespace stevedore::sandbox
