// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "transfer/recipe.h"

namespace stevedore {

/// Recipes that people saved: mapping files in the folder "recipes" of a home folder, named like the recipes.
class RecipeStore
{
public:
    explicit RecipeStore(const QString& home);

    /// By name. Files that hold no mapping are passed over.
    QList<Recipe> all() const;
    /// Names are one whatever their case. Without `replace`, a name that is taken is refused.
    Result<void> save(const QString& name, const Mapping& mapping, bool replace) const;
    Result<void> remove(const QString& name) const;

private:
    /// The file of the recipe of this name, or an empty text.
    QString fileOf(const QString& name) const;

    QString m_folder;
};

} // namespace stevedore
