// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/mapping.h"

namespace stevedore {

/// A mapping that was made elsewhere, as far as it fits here.
struct OpenedMapping
{
    Mapping mapping;
    QStringList notes; ///< translated sentences about what could not be taken; empty if all of it fits
    bool operator==(const OpenedMapping&) const = default;
};

/// Reads a mapping file and fits it onto these columns and this module. What cannot be taken is left out and noted: the
/// file may be of a newer version, for another module, with fields, layouts and conversions that nobody knows here.
/// Fails only if it is no mapping file at all: no JSON object, or one without a list of columns.
Result<OpenedMapping> openMapping(const QByteArray& json, const QString& whereFrom, const QStringList& columns,
                                  const ModuleMeta& meta);

/// The same for a mapping that is at hand, such as a recipe's.
OpenedMapping fittedMapping(const Mapping& mapping, const QStringList& columns, const ModuleMeta& meta);

} // namespace stevedore
