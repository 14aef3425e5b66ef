// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/headerguess.h"

#include "csv/rowbuilder.h"
#include "csv/shape.h"

#include <set>

namespace stevedore {

namespace {

using TextRow = std::vector<std::string>;

std::vector<TextRow> firstRows(QByteArrayView text, const Dialect& dialect, bool wholeFile)
{
    static constexpr std::size_t mostRows = 50;
    std::vector<TextRow> rows;
    Tokenizer tokenizer(dialect);
    RowBuilder builder(RowBuilder::anyColumns, nullptr);
    std::vector<std::string_view> cells;
    const char* p = text.data();
    const char* const end = p + text.size();
    while (rows.size() < mostRows) {
        builder.expectRow();
        p = tokenizer.feed(p, end, builder);
        if (!builder.isComplete() && (wholeFile || rows.empty()))
            tokenizer.finish(builder);
        if (!builder.isComplete())
            break;
        builder.takeCells(cells, false);
        TextRow& row = rows.emplace_back();
        for (const std::string_view cell : cells)
            row.emplace_back(trimmed(cell));
    }
    return rows;
}

bool isYear(const std::string& value)
{
    return value.size() == 4 && (value.starts_with("19") || value.starts_with("20")) && looksLikeData(value);
}

/// Whether most of what stands below the first row in a column is numbers, dates, addresses.
bool dataBelow(const std::vector<TextRow>& rows, std::size_t column)
{
    int filled = 0;
    int data = 0;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (column >= rows[i].size() || rows[i][column].empty())
            continue;
        ++filled;
        data += looksLikeData(rows[i][column]) ? 1 : 0;
    }
    return filled > 0 && data * 2 > filled;
}

} // namespace

HeaderGuess guessHeader(QByteArrayView text, const Dialect& dialect, bool wholeFile)
{
    const std::vector<TextRow> rows = firstRows(text, dialect, wholeFile);
    if (rows.empty())
        return {};
    std::set<std::string> names;
    int empty = 0;
    int forHeader = 0;
    int forData = 0;
    for (std::size_t column = 0; column < rows.front().size(); ++column) {
        const std::string& cell = rows.front()[column];
        empty += cell.empty() ? 1 : 0;
        names.insert(cell);
        if (cell.empty() || isYear(cell))
            continue;
        const bool below = dataBelow(rows, column);
        if (looksLikeData(cell))
            forData += below || hasShape(shapesOf(cell), ValueShape::Email) ? 2 : 1;
        else
            forHeader += below ? 2 : 0;
    }
    const bool distinct = names.size() == rows.front().size();
    if (forData > forHeader)
        return {false, forHeader == 0 && forData >= 2 ? 90 : 65};
    if (empty > 0 || !distinct)
        return {true, forHeader > 0 ? 70 : 55};
    if (forData > 0)
        return {true, 60};
    return {true, forHeader > 0 ? 97 : 80};
}

} // namespace stevedore
