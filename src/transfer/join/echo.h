// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace stevedore {

/// The echoed cells of a row are kept as one text: each cell is followed by this. Inside a cell it becomes a blank.
constexpr char echoEnd = '\x1F';

/// The CRM may round a number by less than this.
constexpr double mostRounding = 1;

void appendEchoCell(std::string& echo, std::string_view cell);

/// The form in which sent and echoed rows are compared, cell by cell: composed Unicode, trimmed, inner white space as
/// one blank, letter case folded, plain numbers without zeros that say nothing ("007.50" as "7.5"). Rows that have the
/// same normal form are told apart by nothing.
std::string normalEcho(std::string_view echo);
/// The same, into a text that is used for one echo after another.
void normaliseEcho(std::string_view echo, std::string& out);

/// Whether a server that trims, cuts, blanks, reformats or re-encodes could have made `echoed` of `sent`, both normal
/// forms with the same number of cells. Generous: what it denies is excluded, what it grants is only possible.
bool mayBeEchoOf(std::string_view sent, std::string_view echoed);

/// Finds, among many sent rows, those of which an echo may be.
class EchoIndex
{
public:
    /// Normal forms, which must outlive this.
    EchoIndex(const std::vector<std::string_view>& sent, std::size_t columns);

    /// Places in `sent`, ascending.
    std::vector<int> sendersOf(std::string_view echoed) const;

private:
    struct Column
    {
        std::vector<std::pair<std::string, int>> sorted;        ///< by what an echo has to begin with
        std::unordered_map<std::string, std::vector<int>> open; ///< those whose echo may be longer than that
    };

    const std::vector<std::string_view>& m_sent;
    std::vector<Column> m_columns;
};

} // namespace stevedore
