// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/corrected/rowmark.h"

#include "base/hash.h"
#include "mapping/utf8.h"

#include <algorithm>

namespace stevedore {

namespace {

constexpr std::string_view letters = "BCDFGHJKLMNPQRSTVWXZ";
constexpr int markLength = 6;

std::string inLetters(std::uint64_t hash)
{
    std::string out;
    for (int i = 0; i < markLength; ++i, hash /= letters.size())
        out += letters[hash % letters.size()];
    return out;
}

char upper(char c)
{
    return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c;
}

} // namespace

std::string rowMark(const RowView& row, int columns)
{
    std::uint64_t hash = std::uint64_t(row.number.value);
    for (int column = 0; column < columns; ++column)
        hash = hashBytes(row.cells[std::size_t(column)], hash);
    return inLetters(hash);
}

std::string fixesMark(const Fixes& fixes, RowNumber row)
{
    const auto cells = fixes.cells.constFind(row);
    if (cells == fixes.cells.cend() || cells->isEmpty())
        return {};
    std::uint64_t hash = 0;
    for (auto cell = cells->cbegin(); cell != cells->cend(); ++cell) {
        const QByteArray text = cell.value().toUtf8();
        hash = hashBytes({text.constData(), std::size_t(text.size())}, hash ^ std::uint64_t(cell.key() + 1));
    }
    return inLetters(hash);
}

std::string wholeMark(const RowView& row, int columns, const Fixes& fixes)
{
    const std::string over = fixesMark(fixes, row.number);
    return over.empty() ? rowMark(row, columns) : rowMark(row, columns) + '-' + over;
}

MarkParts readMark(std::string_view cell)
{
    cell = trimmedUtf8(cell);
    const std::size_t dash = std::min(cell.find('-'), cell.size());
    return {cell.substr(0, dash), cell.substr(std::min(dash + 1, cell.size()))};
}

bool isSameMark(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return upper(x) == upper(y); });
}

} // namespace stevedore
