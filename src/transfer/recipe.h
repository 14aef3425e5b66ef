// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/mapping.h"

#include <QDateTime>

namespace stevedore {

/// A mapping that was sent with before, or was saved under a name. It is as it was then: fittedMapping() fits it onto a
/// file and the module as it is now.
struct Recipe
{
    QString name;        ///< under which it was saved; empty for that of an import
    QString source;      ///< of an import: the name of its file, without folders
    QDateTime usedAt;    ///< when the import was started, or the recipe saved
    QString moduleLabel; ///< of an import: plural, as the org calls it
    Mapping mapping;
    bool operator==(const Recipe&) const = default;
};

} // namespace stevedore
