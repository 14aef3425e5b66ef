// SPDX-License-Identifier: GPL-3.0-or-later
// What modules an org has, and what they are made of.
#include "transfer/engine.h"
#include "transfer/engine_p.h"

#include <algorithm>

namespace stevedore {

namespace {

QList<ModuleInfo> thoseThatAre(bool ModuleInfo::*kind, const QList<ModuleInfo>& modules)
{
    QList<ModuleInfo> out;
    std::copy_if(modules.begin(), modules.end(), std::back_inserter(out), [=](const ModuleInfo& m) { return m.*kind; });
    return out;
}

} // namespace

void Engine::allModules(QObject* context, const Callback<QList<ModuleInfo>>& callback)
{
    if (!d->modules.isEmpty()) {
        callback(d->modules);
        return;
    }
    d->api.modules(context, [this, callback, mine = d->signIn](const Result<QList<ModuleInfo>>& modules) {
        if (modules && mine == d->signIn)
            d->modules = *modules;
        callback(modules);
    });
}

void Engine::modules(QObject* context, const Callback<QList<ModuleInfo>>& callback)
{
    allModules(context, [callback](const Result<QList<ModuleInfo>>& modules) {
        callback(modules ? thoseThatAre(&ModuleInfo::loadable, *modules) : modules);
    });
}

void Engine::readableModules(QObject* context, const Callback<QList<ModuleInfo>>& callback)
{
    allModules(context, [callback](const Result<QList<ModuleInfo>>& modules) {
        callback(modules ? thoseThatAre(&ModuleInfo::readable, *modules) : modules);
    });
}

void Engine::moduleMeta(const QString& module, QObject* context, const Callback<ModuleMeta>& callback)
{
    metaOf(module, &ModuleInfo::loadable, context, callback);
}

void Engine::readableMeta(const QString& module, QObject* context, const Callback<ModuleMeta>& callback)
{
    metaOf(module, &ModuleInfo::readable, context, callback);
}

void Engine::metaOf(const QString& module, bool ModuleInfo::*kind, QObject* context,
                    const Callback<ModuleMeta>& callback)
{
    if (const auto known = d->metas.constFind(module); known != d->metas.constEnd() && known->module.*kind) {
        callback(*known);
        return;
    }
    allModules(context, [=, this](const Result<QList<ModuleInfo>>& all) {
        if (!all) {
            callback(fail(all.error()));
            return;
        }
        const QList<ModuleInfo> modules = thoseThatAre(kind, *all);
        const auto it =
            std::find_if(modules.begin(), modules.end(), [&](const ModuleInfo& m) { return m.apiName == module; });
        if (it == modules.end()) {
            QStringList names;
            for (const ModuleInfo& m : modules)
                names.append(m.apiName);
            callback(
                fail(FailureKind::Usage, (kind == &ModuleInfo::loadable
                                              ? tr("The org has no module %1 that can be loaded. There are: %2.")
                                              : tr("The org has no module %1 that can be exported. There are: %2."))
                                             .arg(module, names.join(QStringLiteral(", ")))));
            return;
        }
        d->api.moduleMeta(*it, context, [this, callback, module, mine = d->signIn](const Result<ModuleMeta>& meta) {
            if (meta && mine == d->signIn)
                d->metas.insert(module, *meta);
            callback(meta);
        });
    });
}

} // namespace stevedore
