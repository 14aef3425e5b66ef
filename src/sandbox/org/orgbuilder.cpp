// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/org/orgbuilder.h"

#include "sandbox/http/http.h"
#include "sandbox/org/savedfield.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostFields = 1000; // a table takes 2,000 columns, those of an earlier org included

QString badName(const QString& file, const QString& what, const QString& name)
{
    return u"%1 has a %2 with the api_name \"%3\", which is none: letters, digits and underscores, a letter first; "
           "save the file again."_s.arg(file, what, quotable(name));
}

Field* fieldNamed(Module& module, const QString& apiName)
{
    for (Field& field : module.fields)
        if (field.apiName == apiName)
            return &field;
    return nullptr;
}

} // namespace

OrgBuilder::OrgBuilder(const Org& builtIn) : m_builtIn(builtIn), m_org(builtIn)
{
    m_org.modules.clear();
    m_org.accountNames.clear();
}

Module* OrgBuilder::moduleNamed(const QString& apiName)
{
    for (Module& module : m_org.modules)
        if (module.apiName == apiName)
            return &module;
    return nullptr;
}

QString OrgBuilder::addModule(const SavedFile& file, Module module)
{
    if (!isApiName(module.apiName))
        return badName(file.name, u"module"_s, module.apiName);
    // Tables of these names are the database's and the server's own.
    for (const QString& taken : {u"sqlite_"_s, u"sandbox_"_s})
        if (module.apiName.startsWith(taken, Qt::CaseInsensitive))
            return u"%1 has a module %2, a name that this server keeps for itself; take it out of the file."_s.arg(
                file.name, module.apiName);
    if (moduleNamed(module.apiName))
        return {};
    module.api = false; // until there are fields
    m_org.modules.push_back(std::move(module));
    return {};
}

QString OrgBuilder::addModules(const SavedFile& file)
{
    for (const QJsonObject& item : file.items) {
        const bool line = file.kind == SavedFile::Kind::Lines;
        if (line ? item[u"event"].toString() != u"module"_s : item[u"generated_type"].toString() == u"web"_s)
            continue; // web tabs are pages, not records
        Module module = line ? moduleFromLine(item) : moduleFromAnswer(item);
        if (module.apiName.isEmpty() && !module.offered)
            continue;
        if (QString trouble = addModule(file, std::move(module)); !trouble.isEmpty())
            return trouble;
    }
    return {};
}

/// Of the modules that the folder names, or else of those that every org has.
QString OrgBuilder::moduleOf(const SavedFile& file, Module*& module)
{
    QStringList names;
    for (const Module& known : m_org.modules)
        names.append(known.apiName);
    for (const Module& known : m_builtIn.modules)
        names.append(known.apiName);
    const QString name = moduleOfFileName(file.name, names);
    if (name.isEmpty())
        return u"%1 does not say whose fields it holds; name it after its module, such as Leads.fields.json or "
               "layouts-Leads.json, and put the modules answer beside it if that is a module of the org's own."_s.arg(
                   file.name);
    module = moduleNamed(name);
    if (module)
        return {};
    for (const Module& known : m_builtIn.modules) {
        if (known.apiName != name)
            continue;
        m_org.modules.push_back(known);
        module = &m_org.modules.back();
        module->fields.clear();
        module->api = false;
    }
    return {};
}

QString OrgBuilder::addField(const SavedFile& file, Module& module, Field field)
{
    if (field.apiName == u"id"_s)
        return {}; // every record has one already
    if (!isApiName(field.apiName))
        return badName(file.name, u"field"_s, field.apiName);
    if (field.typeName.isEmpty())
        return u"%1 does not say of what type the field %2 is; save it again."_s.arg(file.name, field.apiName);
    for (const QString& named : {field.lookupModule, field.subformModule, field.linkingModule})
        if (!named.isEmpty() && !isApiName(named))
            return badName(file.name, u"lookup"_s, named);
    module.api = true;
    if (Field* known = fieldNamed(module, field.apiName)) {
        known->required = known->required || field.required;
        return {};
    }
    if (module.fields.size() >= mostFields)
        return u"%1 has more fields for %2 than the 1,000 that this server can keep."_s.arg(file.name, module.apiName);
    if (field.section.isEmpty())
        field.section = module.singular + u" Information"_s;
    module.fields.push_back(std::move(field));
    return {};
}

QString OrgBuilder::addFields(const SavedFile& file)
{
    Module* module = nullptr;
    if (QString trouble = moduleOf(file, module); !trouble.isEmpty())
        return trouble;
    for (const QJsonObject& item : file.items) {
        if (item[u"type"].toString() == u"unused"_s)
            continue;
        if (QString trouble = addField(file, *module, fieldFromAnswer(item)); !trouble.isEmpty())
            return trouble;
    }
    return {};
}

QString OrgBuilder::addFieldLines(const SavedFile& file)
{
    // Lines of an older client do not name their module; their summary does.
    const QString ofAll = file.items.isEmpty() ? QString() : file.items.last()[u"module"].toString();
    for (const QJsonObject& item : file.items) {
        if (item[u"event"].toString() != u"field"_s)
            continue;
        const QString name = item[u"module"].toString(ofAll);
        if (name.isEmpty())
            return u"%1 ends before the summary that names its module; save it again."_s.arg(file.name);
        if (!moduleNamed(name)) {
            Module module;
            for (const Module& known : m_builtIn.modules)
                if (known.apiName == name)
                    module = known;
            module.fields.clear();
            if (module.apiName.isEmpty())
                module = moduleFromLine({{u"module"_s, name}, {u"kind"_s, u"custom"_s}});
            if (QString trouble = addModule(file, module); !trouble.isEmpty())
                return trouble;
        }
        if (QString trouble = addField(file, *moduleNamed(name), fieldFromLine(item)); !trouble.isEmpty())
            return trouble;
    }
    return {};
}

QString OrgBuilder::addLayout(const SavedFile& file, Module& module, const QJsonObject& layout)
{
    module.layoutId = idOf(layout[u"id"]);
    module.layoutName = layout[u"name"].toString(module.layoutName);
    for (const QJsonValue section : layout[u"sections"].toArray()) {
        const QString title = section[u"display_label"].toString(section[u"name"].toString());
        for (const QJsonValue value : section[u"fields"].toArray()) {
            const QJsonObject json = value.toObject();
            const QString name = json[u"api_name"].toString();
            if (name.isEmpty())
                continue; // a wizard, which is shown among the fields and is none
            if (!module.field(name) && !json.contains(u"data_type"))
                continue;
            if (QString trouble = addField(file, module, fieldFromAnswer(json)); !trouble.isEmpty())
                return trouble;
            Field* field = fieldNamed(module, name);
            if (!field) // the id
                continue;
            if (!title.isEmpty())
                field->section = title;
            if (auto entries = picklistFromAnswer(json[u"pick_list_values"].toArray()); !entries.empty())
                field->picklist = std::move(entries);
        }
    }
    return {};
}

/// Records without a word on their layout have the first one that is in use.
QString OrgBuilder::addLayouts(const SavedFile& file)
{
    Module* module = nullptr;
    if (QString trouble = moduleOf(file, module); !trouble.isEmpty())
        return trouble;
    for (const QJsonObject& layout : file.items)
        if (layout[u"status"].toString(u"active"_s) == u"active"_s)
            return addLayout(file, *module, layout);
    return {};
}

} // namespace stevedore::sandbox
