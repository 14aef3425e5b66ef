// SPDX-License-Identifier: GPL-3.0-or-later
// A mapping file: what is taken of it is written, and taken again whole.
#include "fuzz/require.h"
#include "mapping/mappingfile.h"

#include <cstdint>

using namespace stevedore;
using test::require;

namespace {

ModuleMeta contacts()
{
    ModuleMeta out;
    out.module.apiName = QStringLiteral("Contacts");
    for (const auto& [name, type] : {std::pair{"Last_Name", FieldType::Text},
                                     {"Email", FieldType::Email},
                                     {"Date_of_Birth", FieldType::Date},
                                     {"Lead_Source", FieldType::Picklist},
                                     {"Annual_Value", FieldType::Currency}}) {
        Field field;
        field.apiName = QLatin1String(name);
        field.label = field.apiName;
        field.type = type;
        out.fields.append(field);
    }
    return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const ModuleMeta meta = contacts();
    static const QStringList columns{QStringLiteral("Name"), QStringLiteral("Mail"), QStringLiteral("Born"),
                                     QStringLiteral("Source")};
    const QByteArray json(reinterpret_cast<const char*>(data), qsizetype(size));
    const auto opened = openMapping(json, QStringLiteral("x"), columns, meta);
    if (!opened)
        return 0;
    require(opened->mapping.columns.size() == std::size_t(columns.size()));
    const auto again = openMapping(mappingToJson(opened->mapping), QStringLiteral("x"), columns, meta);
    require(again && again->mapping == opened->mapping && again->notes.isEmpty());
    return 0;
}
