// SPDX-License-Identifier: GPL-3.0-or-later
// Mappings that were used before: those that were sent, from the journal, and those that were saved.
#include "mapping/rawcells.h"
#include "transfer/engine_p.h"
#include "transfer/recipestore.h"

#include <QFileInfo>

#include <algorithm>

namespace stevedore {

QList<const ImportRecord*> Engine::Private::sentImports() const
{
    QList<const ImportRecord*> records;
    records.reserve(qsizetype(imports.size()));
    for (const auto& [id, import] : imports) {
        const ImportRecord& record = import.run.record;
        if (record.state != ImportState::Draft && record.undoOf.value == 0 && record.orgId == status.org.zgid)
            records.append(&record);
    }
    std::sort(records.begin(), records.end(),
              [](const ImportRecord* a, const ImportRecord* b) { return a->startedAt > b->startedAt; });
    return records;
}

QList<Mapping> Engine::sentMappings(const QString& module) const
{
    constexpr qsizetype most = 20;
    QList<Mapping> mappings;
    for (const ImportRecord* record : d->sentImports()) {
        if (record->module != module || mappings.size() == most)
            continue;
        if (const auto mapping = mappingFromJson(record->mappingJson, tr("the journal")))
            mappings.append(*mapping);
    }
    return mappings;
}

std::optional<Recipe> Engine::recipeFor(const QStringList& header) const
{
    std::optional<Recipe> newest;
    for (const ImportRecord* record : d->sentImports()) {
        const auto mapping = mappingFromJson(record->mappingJson, tr("the journal"));
        if (!mapping || headersOf(*mapping) != header)
            continue;
        newest = Recipe{{}, QFileInfo(record->sourcePath).fileName(), record->startedAt, record->moduleLabel, *mapping};
        break;
    }
    for (const Recipe& saved : recipes()) {
        if (headersOf(saved.mapping) == header && (!newest || saved.usedAt > newest->usedAt))
            newest = saved;
    }
    return newest;
}

QList<Recipe> Engine::recipes() const
{
    return RecipeStore(d->home).all();
}

Result<void> Engine::saveRecipe(const QString& name, const Mapping& mapping, bool replace)
{
    return RecipeStore(d->home).save(name, mapping, replace);
}

Result<void> Engine::removeRecipe(const QString& name)
{
    return RecipeStore(d->home).remove(name);
}

} // namespace stevedore
