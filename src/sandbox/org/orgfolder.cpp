// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/org/orgfolder.h"

#include "sandbox/org/companyrules.h"
#include "sandbox/org/modulerules.h"
#include "sandbox/org/orgbuilder.h"

#include <QDir>
#include <QSet>

#include <algorithm>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

/// The names of modules first, because files are named after them; layouts last, because they know better. The API's
/// fields before lines, because they say more.
int rankOf(const SavedFile& file)
{
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
}

tl::expected<std::vector<SavedFile>, QString> readFiles(const QString& folder)
{
    const QDir dir(folder);
    if (!dir.exists())
        return tl::unexpected(u"There is no folder %1 with an org's rules."_s.arg(folder));
    const QFileInfoList found = dir.entryInfoList({u"*.json"_s, u"*.jsonl"_s}, QDir::Files, QDir::Name);
    if (found.isEmpty())
        return tl::unexpected(
            u"The folder %1 has no *.json and no *.jsonl file; save an org's rules there first."_s.arg(folder));
    std::vector<SavedFile> files;
    for (const QFileInfo& info : found) {
        auto file = readSavedFile(info.filePath());
        if (!file)
            return tl::unexpected(file.error());
        files.push_back(std::move(*file));
    }
    std::stable_sort(files.begin(), files.end(),
                     [](const SavedFile& a, const SavedFile& b) { return rankOf(a) < rankOf(b); });
    return files;
}

QString add(const SavedFile& file, OrgBuilder& builder)
{
    switch (file.kind) {
    case SavedFile::Kind::Modules:
        return {}; // added before
    case SavedFile::Kind::Fields:
        return builder.addFields(file);
    case SavedFile::Kind::Layouts:
        return builder.addLayouts(file);
    case SavedFile::Kind::Users:
        return takeUsers(file, builder.org());
    case SavedFile::Kind::Company:
        return takeCompany(file, builder.org());
    case SavedFile::Kind::Lines:
        break;
    }
    return builder.addFieldLines(file);
}

/// A sentence, or nothing.
QString addAll(const std::vector<SavedFile>& files, OrgBuilder& builder)
{
    QString trouble;
    for (const SavedFile& file : files)
        if (trouble.isEmpty() && (file.kind == SavedFile::Kind::Modules || file.kind == SavedFile::Kind::Lines))
            trouble = builder.addModules(file);
    for (const SavedFile& file : files)
        if (trouble.isEmpty())
            trouble = add(file, builder);
    return trouble;
}

/// A field that holds subform rows or links says more of their module than the module says itself.
void linkModules(OrgBuilder& builder)
{
    for (const Module& owner : builder.org().modules) {
        for (const Field& field : owner.fields) {
            const bool rows = !field.subformModule.isEmpty();
            Module* module = builder.moduleNamed(rows ? field.subformModule : field.linkingModule);
            if (!module || module == &owner)
                continue;
            module->kind = rows ? ModuleKind::Subform : ModuleKind::Linking;
            if (module->parent.isEmpty())
                module->parent = owner.apiName;
        }
    }
}

/// For what the folder has no id of, one that nothing in it has; the same in every run.
void giveIds(Org& org)
{
    const auto forEach = [&org](const auto& visit) {
        for (Module& module : org.modules) {
            visit(module.id);
            visit(module.layoutId);
            for (Field& field : module.fields) {
                visit(field.id);
                for (PicklistEntry& entry : field.picklist)
                    visit(entry.id);
            }
        }
    };
    QSet<qint64> taken;
    qint64 next = firstId + 900'000'000;
    const auto fresh = [&] {
        while (taken.contains(next))
            ++next;
        return next++;
    };
    forEach([&](qint64& id) { taken.insert(id); });
    forEach([&](qint64& id) { id = id ? id : fresh(); });
    for (Module& module : org.modules)
        module.views = {{fresh(), u"All "_s + module.plural, u"ALLVIEWS"_s, {}}};
}

/// SQL knows no upper and lower case in names.
QString checkNames(const Org& org)
{
    QSet<QString> modules;
    for (const Module& module : org.modules) {
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

} // namespace

tl::expected<Org, QString> readOrgFolder(const QString& folder, const Org& builtIn)
{
    const auto files = readFiles(folder);
    if (!files)
        return tl::unexpected(files.error());
    OrgBuilder builder(builtIn);
    if (const QString trouble = addAll(*files, builder); !trouble.isEmpty())
        return tl::unexpected(trouble);
    linkModules(builder);
    Org& org = builder.org();
    bool loadable = false;
    for (Module& module : org.modules) {
        loadable = loadable || module.api;
        if (module.api)
            completeModule(module, builtIn);
        else
            module.offered = false; // a client would only be told that there is no such module
    }
    if (!loadable)
        return tl::unexpected(u"The folder %1 has no fields of any module; save those of one at least."_s.arg(folder));
    giveIds(org);
    if (const QString trouble = checkNames(org); !trouble.isEmpty())
        return tl::unexpected(trouble);
    return std::move(org);
}

} // namespace stevedore::sandbox
