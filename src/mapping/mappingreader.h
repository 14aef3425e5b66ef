// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/mapping.h"
#include "mapping/objectreader.h"

namespace stevedore {

/// The version of mapping files that is written, and the newest that is known.
inline constexpr int mappingFileVersion = 1;

/// What a mapping file says, as far as it can be read.
struct ReadMapping
{
    Mapping mapping;
    QList<MappingFault> faults; ///< in the order of the file's parts; what they are about is not in `mapping`
    int version = 0;
    bool hasColumns = false; ///< without a list of columns it is no mapping file
};
/// Fails only if it is not one object of JSON.
Result<ReadMapping> readMappingFile(const QByteArray& json, const QString& whereFrom);

/// The stable words of "match".
QString matchKindWord(MatchKind kind);

} // namespace stevedore
