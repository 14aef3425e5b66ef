// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/mappingfile.h"

namespace stevedore {

Result<OpenedMapping> openMapping(const QByteArray& json, const QString& whereFrom, const QStringList& columns,
                                  const ModuleMeta& meta)
{
    const auto read = mappingFromJson(json, whereFrom);
    if (!read)
        return fail(read.error());
    return fittedMapping(*read, columns, meta);
}

OpenedMapping fittedMapping(const Mapping& mapping, const QStringList& columns, const ModuleMeta&)
{
    const auto fitted = fitToColumns(mapping, columns);
    if (!fitted)
        return {Mapping(), {fitted.error().sentence}};
    return {*fitted, {}};
}

} // namespace stevedore
