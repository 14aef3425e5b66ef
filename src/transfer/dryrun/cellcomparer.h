// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/mapping.h"
#include "transfer/dryrun/cellforms.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace stevedore {

/// Whether sending a value would change what the CRM has.
enum class Agreement {
    Same,
    Changed,
    Unclear, ///< it cannot be told
};

/// Compares values of one column with what the CRM has in its field, by the field's type: numbers by value, dates and
/// moments as such, multi-selects as sets, picklists by display or actual value, references by name in any case, texts
/// to the letter. One object a column and thread.
class CellComparer
{
public:
    /// `zones`: whose wall clock a date-time without an offset is read by is not documented; the org's and the user's
    /// are given, and where they would not agree it is unclear.
    CellComparer(const ColumnMapping& column, const Field& field, bool eraseEmpty, const QList<QTimeZone>& zones);

    /// `sent` is the value after conversion, `read` a cell of a bulk read.
    Agreement compare(std::string_view sent, std::string_view read);

private:
    Agreement compareEmpty(std::string_view read) const;
    Agreement compareNumbers(std::string_view sent, std::string_view read);
    Agreement compareDates(std::string_view sent, std::string_view read) const;
    Agreement compareMoments(std::string_view sent, std::string_view read);
    Agreement comparePicklist(std::string_view sent, std::string_view read);
    Agreement compareSets(std::string_view sent, std::string_view read);
    Agreement compareReferences(std::string_view sent, std::string_view read) const;
    bool appendParts(std::string_view text, char separator, std::vector<std::string>& out);
    std::string choiceOf(std::string_view value, bool& unclear);

    FieldType m_type;
    bool m_erase;
    bool m_byId;
    bool m_commaInList = false;
    /// Place in the list by display or actual value, in one case; -1 where a text names two of them.
    std::unordered_map<std::string, int> m_places;
    std::vector<ZoneClock> m_zones;
    std::string m_a;
    std::string m_b;
};

/// Appends the form of a match key's value that is the same where the CRM takes two values for the same key: ids to the
/// digit, numbers by value, texts without blanks at the ends and in any case unless the field's unique values are
/// case-sensitive. Empty for an empty key.
void appendKeyForm(std::string_view value, const Field& field, std::string& out);

} // namespace stevedore
