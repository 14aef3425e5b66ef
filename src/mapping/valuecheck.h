// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/convert.h"
#include "mapping/rowcheck.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

namespace stevedore {

/// What an empty cell of a column means.
enum class EmptyCell {
    Fine,
    Warned,  ///< the match key of a create: whether the CRM takes such rows is not documented
    Refused, ///< mandatory field, or the match key of an update
};
EmptyCell emptyCellMeaning(const Field& field, const Mapping& mapping);

/// Whether a value of this column may be in the file only once.
bool mustBeUnique(const Field& field, const Mapping& mapping);

/// Checks the values of one column. One object a column and thread. The limits are those of Zoho CRM API v8, Insert
/// records, and of the field's own metadata where that is stricter; what is not documented is not checked.
class ValueChecker
{
public:
    ValueChecker(const ColumnMapping& column, const Field& field, const Mapping& mapping);

    /// Whether a cell is sent as it stands and nothing is wrong with it, as far as a glance can tell: what it costs is
    /// next to nothing, and most cells of most files pass. converted() is the cell then.
    bool passesAtAGlance(std::string_view cell)
    {
        m_converted = cell;
        if (cell.empty())
            return m_glanceEmpty;
        const auto isVisible = [](char c) { return c > ' ' && c < 0x7F; };
        if (m_glanceBytes > 0)
            return cell.size() <= m_glanceBytes && isVisible(cell.front()) && isVisible(cell.back()) &&
                   (!m_seesFormulas || !isFormulaSign(cell.front()));
        return m_glancesAtType && passesByType(cell);
    }
    /// Checks a cell as it stands in the file. converted() is then what is sent for it.
    std::optional<CellVerdict> check(std::string_view cell);
    std::string_view converted() const { return m_converted; }

private:
    struct Hash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };

    static bool isFormulaSign(char c) { return c == '=' || c == '@' || c == '+' || c == '-'; }
    bool passesByType(std::string_view cell) const;
    std::optional<CellVerdict> unconverted() const;
    std::optional<CellVerdict> checkFilled() const;
    std::optional<CellVerdict> checkLength() const;
    std::optional<CellVerdict> checkNumber() const;
    std::optional<CellVerdict> checkReference() const;
    std::optional<CellVerdict> checkParts() const;
    bool isLikeFormula() const;
    bool isListed(std::string_view value) const;

    CellConverter m_converter;
    FieldType m_type;
    EmptyCell m_empty;
    int m_limit;
    bool m_glanceEmpty = false;
    std::size_t m_glanceBytes = 0; ///< a text of so many bytes, with no blanks at its ends, is fine
    bool m_glancesAtType = false;  ///< a value may stand in the file just as it is sent
    bool m_seesFormulas;
    bool m_byId;
    bool m_byEmail;
    std::unordered_set<std::string, Hash, std::equal_to<>> m_listed;
    std::string_view m_converted;
};

} // namespace stevedore
