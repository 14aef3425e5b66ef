// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/dateform.h"
#include "mapping/mapping.h"
#include "mapping/zoneshift.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stevedore {

/// Makes what is sent of what stands in a column's cells. The check and the packing of parts both use it, so what was
/// checked is what goes out, byte for byte, in every locale. One object a column and thread.
class CellConverter
{
public:
    CellConverter(const ColumnMapping& column, const Field& field);

    /// Returns the converted value; may point into `in` or into the converter's own buffer, valid until the next call.
    /// `ok` is false if the value could not be converted: then it is returned as it stands, trimmed if that was asked
    /// for.
    ///
    /// Dates become yyyy-MM-dd, date-times yyyy-MM-dd HH:mm:ss (a date alone gets midnight); numbers lose their
    /// grouping signs and get '.' as decimal sign, amounts of money lose a currency sign or code at one end; booleans
    /// become true or false. Times are moved into the CRM's zone where the file's is named or the time has an offset. A
    /// value that the mapping's value list knows is replaced by the listed one and not touched further.
    std::string_view convert(std::string_view in, bool& ok);
    /// Whether the last value lost something that nobody asked to lose: the sign or code of a currency, or a time of
    /// day other than midnight.
    bool hasDropped() const { return m_hasDropped; }

private:
    using ValueList = std::vector<std::pair<std::string, std::string>>;

    const std::string* listed(std::string_view value) const;
    bool replaceListed(std::string_view& value);
    std::string_view replaced(std::string_view value);
    std::string_view inCase(std::string_view value);
    std::string_view convertPhone(std::string_view value);
    std::string_view convertParts(std::string_view value);
    std::string_view convertDate(std::string_view value, bool& ok);
    std::string_view convertNumber(std::string_view value, bool& ok);

    FieldType m_type;
    bool m_trim;
    TextCase m_case;
    bool m_plainPhone;
    char m_separator;
    bool m_hasPattern;
    char m_decimalSign;
    bool m_hasDropped = false;
    DateForm m_date;
    ZoneShift m_zone;
    TextPart m_part;
    std::string m_partSeparator;
    ValueList m_values; ///< by value in the file
    ValueList m_replacements;
    std::string m_ifEmpty;
    std::string m_partBuffer;
    std::string m_replaced;
    std::string m_buffer;
    std::string m_cased;
};

} // namespace stevedore
