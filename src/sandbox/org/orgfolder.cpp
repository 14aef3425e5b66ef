// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/org/orgfolder.h"

#include "sandbox/http/http.h"
#include "sandbox/org/edition.h"
#include "sandbox/org/modulerules.h"
#include "sandbox/org/savedfield.h"
#include "sandbox/org/savedfile.h"

#include <QDir>
#include <QSet>
#include <QTimeZone>

#include <algorithm>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostFields = 1000; // a table takes 2,000 columns, those of an earlier org included

QString badName(const QString& file, const QString& what, const QString& name)
{
    return u"%1 has a %2 with the api_name \"%3\", which is none: letters, digits and underscores, a letter first; "
           u"save "
           "the file again."_s.arg(file, what, name.left(80));
}

Field* fieldNamed(Module& module, const QString& apiName)
{
    for (Field& field : module.fields)
        if (field.apiName == apiName)
            return &field;
    return nullptr;
}

/// Adds up the files of one folder; made to be used once. Its steps answer with a sentence, or with nothing.
class FolderReader
{
public:
    explicit FolderReader(const Org& builtIn) : m_builtIn(builtIn), m_org(builtIn)
    {
        m_org.modules.clear();
        m_org.accountNames.clear();
    }

    tl::expected<Org, QString> read(const QString& folder);

private:
    QString readFiles(const QString& folder);
    QString add(const SavedFile& file);
    QString addModules(const SavedFile& file);
    QString addModule(const SavedFile& file, Module module);
    QString addFields(const SavedFile& file);
    QString addFieldLines(const SavedFile& file);
    QString addField(const SavedFile& file, Module& module, Field field);
    QString addLayouts(const SavedFile& file);
    QString addLayout(const SavedFile& file, Module& module, const QJsonObject& layout);
    QString addCompany(const SavedFile& file);
    QString addUsers(const SavedFile& file);
    QString moduleOf(const SavedFile& file, Module*& module);
    Module* moduleNamed(const QString& apiName);
    void linkModules();
    void giveIds();
    qint64 freshId();
    QString checkNames() const;

    const Org& m_builtIn;
    Org m_org;
    std::vector<SavedFile> m_files;
    QSet<qint64> m_ids;
    qint64 m_nextId = firstId + 900'000'000; // for what the folder has no id of; the same in every run
};

Module* FolderReader::moduleNamed(const QString& apiName)
{
    for (Module& module : m_org.modules)
        if (module.apiName == apiName)
            return &module;
    return nullptr;
}

QString FolderReader::readFiles(const QString& folder)
{
    const QDir dir(folder);
    const QFileInfoList found = dir.entryInfoList({u"*.json"_s, u"*.jsonl"_s}, QDir::Files, QDir::Name);
    if (!dir.exists())
        return u"There is no folder %1 with an org's rules."_s.arg(folder);
    if (found.isEmpty())
        return u"The folder %1 has no *.json and no *.jsonl file; save an org's rules there first."_s.arg(folder);
    for (const QFileInfo& info : found) {
        auto file = readSavedFile(info.filePath());
        if (!file)
            return file.error();
        m_files.push_back(std::move(*file));
    }
    // The names of modules first, because files are named after them; layouts last, because they know better. The
    // API's fields before lines, because they say more.
    const auto rank = [](const SavedFile& file) {
        switch (file.kind) {
        case SavedFile::Kind::Modules:
            return 0;
        case SavedFile::Kind::Fields:
            return 1;
        case SavedFile::Kind::Layouts:
            return 3;
        default:
            return 2;
        }
    };
    std::stable_sort(m_files.begin(), m_files.end(),
                     [&rank](const SavedFile& a, const SavedFile& b) { return rank(a) < rank(b); });
    return {};
}

QString FolderReader::addModule(const SavedFile& file, Module module)
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

QString FolderReader::addModules(const SavedFile& file)
{
    for (const QJsonObject& item : file.items) {
        const bool line = file.kind == SavedFile::Kind::Lines;
        if (line ? item[u"event"].toString() != u"module"_s : item[u"generated_type"].toString() == u"web"_s)
            continue; // web tabs are pages, not records
        Module module = line ? moduleFromLine(item) : moduleFromAnswer(item);
        if (module.apiName.isEmpty() && !module.offered)
            continue;
        if (const QString trouble = addModule(file, std::move(module)); !trouble.isEmpty())
            return trouble;
    }
    return {};
}

/// Of the modules that the folder names, or else of those that every org has.
QString FolderReader::moduleOf(const SavedFile& file, Module*& module)
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

QString FolderReader::addField(const SavedFile& file, Module& module, Field field)
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

QString FolderReader::addFields(const SavedFile& file)
{
    Module* module = nullptr;
    if (const QString trouble = moduleOf(file, module); !trouble.isEmpty())
        return trouble;
    for (const QJsonObject& item : file.items) {
        if (item[u"type"].toString() == u"unused"_s)
            continue;
        if (const QString trouble = addField(file, *module, fieldFromAnswer(item)); !trouble.isEmpty())
            return trouble;
    }
    return {};
}

QString FolderReader::addFieldLines(const SavedFile& file)
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
            if (const QString trouble = addModule(file, module); !trouble.isEmpty())
                return trouble;
        }
        if (const QString trouble = addField(file, *moduleNamed(name), fieldFromLine(item)); !trouble.isEmpty())
            return trouble;
    }
    return {};
}

QString FolderReader::addLayout(const SavedFile& file, Module& module, const QJsonObject& layout)
{
    module.layoutId = idOf(layout[u"id"]);
    module.layoutName = layout[u"name"].toString(module.layoutName);
    for (const QJsonValue& section : layout[u"sections"].toArray()) {
        const QString title = section[u"display_label"].toString(section[u"name"].toString());
        for (const QJsonValue& value : section[u"fields"].toArray()) {
            const QJsonObject json = value.toObject();
            const QString name = json[u"api_name"].toString();
            if (name.isEmpty())
                continue; // a wizard, which is shown among the fields and is none
            if (!module.field(name) && !json.contains(u"data_type"))
                continue;
            if (const QString trouble = addField(file, module, fieldFromAnswer(json)); !trouble.isEmpty())
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
QString FolderReader::addLayouts(const SavedFile& file)
{
    Module* module = nullptr;
    if (const QString trouble = moduleOf(file, module); !trouble.isEmpty())
        return trouble;
    for (const QJsonObject& layout : file.items)
        if (layout[u"status"].toString(u"active"_s) == u"active"_s)
            return addLayout(file, *module, layout);
    return {};
}

QString FolderReader::addCompany(const SavedFile& file)
{
    if (file.items.isEmpty())
        return u"%1 has an empty \"org\"; save it again."_s.arg(file.name);
    const QJsonObject json = file.items.first();
    const auto take = [&json](const QString& key, QString& into) { into = json[key].toString(into); };
    m_org.id = idOf(json[u"id"]) ? idOf(json[u"id"]) : m_org.id;
    take(u"zgid"_s, m_org.zgid);
    take(u"company_name"_s, m_org.companyName);
    take(u"type"_s, m_org.type);
    take(u"time_zone"_s, m_org.timeZone);
    take(u"iso_code"_s, m_org.isoCode);
    take(u"currency_locale"_s, m_org.currencyLocale);
    take(u"currency"_s, m_org.currency);
    take(u"country_code"_s, m_org.countryCode);
    take(u"primary_email"_s, m_org.primaryEmail);
    if (!QTimeZone(m_org.timeZone.toUtf8()).isValid())
        return u"%1 has a time_zone \"%2\" that this computer does not know; write one such as Europe/Berlin."_s.arg(
            file.name, m_org.timeZone.left(80));
    const QJsonObject license = json[u"license_details"].toObject();
    const int licences = std::clamp(license[u"users_license_purchased"].toInt(m_org.licences), 1, 100'000);
    // A trial, above all, has a word of its own; what it may do is not documented.
    if (const QString edition = license[u"paid_type"].toString(); limitsOf(edition, licences))
        m_org.edition = edition;
    m_org.licences = licences;
    return {};
}

QString FolderReader::addUsers(const SavedFile& file)
{
    std::vector<User> users;
    for (const QJsonObject& item : file.items) {
        users.push_back(userFromAnswer(item));
        if (!users.back().id || users.back().email.isEmpty())
            return u"%1 has a user without id or email; save it again."_s.arg(file.name);
    }
    // The first is the one whose token the connection file has.
    const auto mayAll = [](const User& user) { return user.isActive() && user.profile == u"Administrator"_s; };
    auto first = std::find_if(users.begin(), users.end(), mayAll);
    if (first == users.end())
        first = std::find_if(users.begin(), users.end(), [](const User& user) { return user.isActive(); });
    if (first == users.end())
        return u"%1 has no active user, so nobody could sign in; save it again with type=AllUsers."_s.arg(file.name);
    std::rotate(users.begin(), first, first + 1);
    m_org.users = std::move(users);
    return {};
}

QString FolderReader::add(const SavedFile& file)
{
    switch (file.kind) {
    case SavedFile::Kind::Modules:
        return {}; // added before
    case SavedFile::Kind::Fields:
        return addFields(file);
    case SavedFile::Kind::Layouts:
        return addLayouts(file);
    case SavedFile::Kind::Users:
        return addUsers(file);
    case SavedFile::Kind::Company:
        return addCompany(file);
    case SavedFile::Kind::Lines:
        break;
    }
    return addFieldLines(file);
}

/// A field that holds subform rows or links says more of their module than the module says itself.
void FolderReader::linkModules()
{
    for (const Module& owner : m_org.modules) {
        for (const Field& field : owner.fields) {
            const bool rows = !field.subformModule.isEmpty();
            Module* module = moduleNamed(rows ? field.subformModule : field.linkingModule);
            if (!module || module == &owner)
                continue;
            module->kind = rows ? ModuleKind::Subform : ModuleKind::Linking;
            if (module->parent.isEmpty())
                module->parent = owner.apiName;
        }
    }
}

qint64 FolderReader::freshId()
{
    while (m_ids.contains(m_nextId))
        ++m_nextId;
    return m_nextId++;
}

void FolderReader::giveIds()
{
    const auto forEach = [this](const auto& visit) {
        for (Module& module : m_org.modules) {
            visit(module.id);
            visit(module.layoutId);
            for (Field& field : module.fields) {
                visit(field.id);
                for (PicklistEntry& entry : field.picklist)
                    visit(entry.id);
            }
        }
    };
    forEach([this](qint64& id) { m_ids.insert(id); });
    forEach([this](qint64& id) { id = id ? id : freshId(); });
    for (Module& module : m_org.modules)
        module.views = {{freshId(), u"All "_s + module.plural, u"ALLVIEWS"_s, {}}};
}

/// SQL knows no upper and lower case in names.
QString FolderReader::checkNames() const
{
    QSet<QString> modules;
    for (const Module& module : m_org.modules) {
        const qsizetype before = modules.size();
        modules.insert(module.apiName.toLower());
        if (modules.size() == before)
            return u"The folder has two modules %1 whose names differ in upper and lower case only; take one out."_s
                .arg(module.apiName);
        QSet<QString> fields{u"id"_s};
        for (const Field& field : module.fields) {
            const qsizetype known = fields.size();
            fields.insert(field.apiName.toLower());
            if (fields.size() == known)
                return u"The folder has two fields %1 of %2 whose names differ in upper and lower case only; take one "
                       "out."_s.arg(field.apiName, module.apiName);
        }
    }
    return {};
}

tl::expected<Org, QString> FolderReader::read(const QString& folder)
{
    QString trouble = readFiles(folder);
    for (const SavedFile& file : m_files)
        if (trouble.isEmpty() && (file.kind == SavedFile::Kind::Modules || file.kind == SavedFile::Kind::Lines))
            trouble = addModules(file);
    for (const SavedFile& file : m_files)
        if (trouble.isEmpty())
            trouble = add(file);
    if (!trouble.isEmpty())
        return tl::unexpected(trouble);
    linkModules();
    bool loadable = false;
    for (Module& module : m_org.modules) {
        loadable = loadable || module.api;
        if (module.api)
            completeModule(module, m_builtIn);
        else
            module.offered = false; // a client would only be told that there is no such module
    }
    if (!loadable)
        return tl::unexpected(u"The folder %1 has no fields of any module; save those of one at least."_s.arg(folder));
    giveIds();
    if (trouble = checkNames(); !trouble.isEmpty())
        return tl::unexpected(trouble);
    return std::move(m_org);
}

} // namespace

tl::expected<Org, QString> readOrgFolder(const QString& folder, const Org& builtIn)
{
    return FolderReader(builtIn).read(folder);
}

} // namespace stevedore::sandbox
