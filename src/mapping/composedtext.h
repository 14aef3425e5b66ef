// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/mapping.h"
#include "mapping/utf8.h"

#include <string>
#include <string_view>
#include <vector>

namespace stevedore {

/// A text that is made anew for each row: what stands in it, with the values of columns in the places of their names in
/// braces.
///
///     {First name} {Last name}     several columns
///     {Name|1}  {Name|2-}          the first word of one, all the words behind it
///     {Name|last}  {Name|not last} from the end
///     {Address|2|,}                the part behind the first comma
///     Trade fair 2026              the same for every row
///
/// Two braces stand for one. Where a column is empty, the text before it goes with it, so "{Street}, {City}" has no
/// comma without a street or a city; where all are empty, so is the whole.
class ComposedText
{
public:
    /// `headers`: names of the source's columns. Of columns with the same name the first one is meant.
    ComposedText(const QString& text, const QStringList& headers);

    /// A name in braces that is no column, or a part that is none; empty if there is nothing of the kind.
    const QString& unknownColumn() const { return m_unknown; }
    /// The columns in it, each once, ascending.
    std::vector<int> columns() const;
    bool isConstant() const { return m_pieces.empty(); }

    /// Appends the text to `out`; `cell` gives the value of a column, valid until its next call.
    template <typename CellOf>
    void append(const CellOf& cell, std::string& out) const
    {
        if (isConstant())
            out += m_tail;
        bool any = false;
        for (const Piece& piece : m_pieces) {
            const std::string_view value =
                trimmedUtf8(textPart(cell(piece.column), piece.part, piece.separator, m_part));
            if (value.empty())
                continue;
            // The text before a column parts it from the one before; at the beginning it is the first one's own.
            if (any || &piece == &m_pieces.front())
                out += piece.before;
            out += value;
            any = true;
        }
        if (any)
            out += m_tail;
    }

private:
    struct Piece
    {
        std::string before;
        int column = 0;
        TextPart part;
        std::string separator; ///< of the part, UTF-8
    };
    void addColumn(const QString& inBraces, const QStringList& headers, const std::string& before);

    std::vector<Piece> m_pieces;
    std::string m_tail;
    QString m_unknown;
    mutable std::string m_part;
};

/// The parts of `value` that are wanted, joined by what parted them, trimmed; empty if there are none. `separator` is
/// the part's own, UTF-8. May point into `value` or into `buffer`.
std::string_view textPart(std::string_view value, const TextPart& part, std::string_view separator,
                          std::string& buffer);

/// "1", "2-", "1-2", "last", "not last"; nothing for other words.
std::optional<TextPart> textPartFromWord(const QString& word);
QString textPartWord(const TextPart& part);

/// A text in which braces stand for themselves.
QString withoutPlaces(const QString& text);

} // namespace stevedore
