// SPDX-License-Identifier: GPL-3.0-or-later
// Values of cells, changed into what the CRM takes: what is called converted has the CRM's form. The first bytes choose
// the type of the field and how the value is read.
#include "fuzz/require.h"
#include "mapping/convert.h"
#include "mapping/numberform.h"

#include <array>
#include <cstdint>

using namespace stevedore;
using test::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr std::size_t choices = 3;
    if (size < choices)
        return 0;
    constexpr std::array types{FieldType::Date, FieldType::DateTime, FieldType::Currency, FieldType::Boolean,
                               FieldType::Text, FieldType::Phone,    FieldType::Picklist, FieldType::MultiPicklist};
    static const QStringList patterns{QStringLiteral("dd/MM/yyyy"),          QStringLiteral("M/d/yy"),
                                      QStringLiteral("d MMM yyyy HH:mm"),    QStringLiteral("yyyyMMdd"),
                                      QStringLiteral("yyyy-MM-dd HH:mm:ss"), QString()};
    Field field;
    field.type = types[data[0] % types.size()];
    ColumnMapping column;
    column.conversion.trim = (data[1] & 1) != 0;
    column.conversion.decimalSign = (data[1] & 2) != 0 ? ',' : '.';
    column.conversion.plainPhone = (data[1] & 4) != 0;
    column.conversion.textCase = TextCase((data[1] >> 3) % 4);
    column.conversion.datePattern = patterns[data[2] % patterns.size()];
    if ((data[1] & 32) != 0) {
        column.conversion.timeZone = QStringLiteral("Europe/Berlin");
        column.conversion.crmTimeZone = QStringLiteral("America/New_York");
    }
    CellConverter converter(column, field);
    bool ok = false;
    const std::string_view cell(reinterpret_cast<const char*>(data + choices), size - choices);
    const std::string out(converter.convert(cell, ok));
    const bool dated = !column.conversion.datePattern.isEmpty() && !out.empty();
    if (ok && dated && field.type == FieldType::Date)
        require(isIsoDate(out));
    if (ok && dated && field.type == FieldType::DateTime)
        require(isIsoDateTime(out));
    bool okAgain = false;
    require(std::string(converter.convert(cell, okAgain)) == out && ok == okAgain);
    return 0;
}
