// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/rawcells.h"

#include "mapping/utf8.h"

namespace stevedore {

RawCells::RawCells(const Mapping& mapping, const Fixes& fixes) : m_fixes(fixes), m_columns(mapping.columns.size())
{
    const QStringList headers = headersOf(mapping);
    for (const ColumnMapping& column : mapping.composed)
        m_texts.emplace_back(column.header, headers);
}

void RawCells::take(const RowView& row)
{
    m_row = &row;
    const auto at = m_fixes.cells.constFind(row.number);
    m_rowFixes = at == m_fixes.cells.cend() ? nullptr : &*at;
}

std::string_view RawCells::fixed(const QString& value)
{
    m_fixed = toStd(value);
    return m_fixed;
}

std::string_view RawCells::composed(const ColumnMapping& column)
{
    m_composed.clear();
    m_texts[std::size_t(column.column) - m_columns].append([this](int source) { return cell(source); }, m_composed);
    return m_composed;
}

QStringList headersOf(const Mapping& mapping)
{
    QStringList headers;
    for (const ColumnMapping& column : mapping.columns)
        headers.append(column.header);
    return headers;
}

std::vector<int> sourceColumns(const ColumnMapping& column, const Mapping& mapping)
{
    if (!mapping.isComposed(column))
        return {column.column};
    return ComposedText(column.header, headersOf(mapping)).columns();
}

} // namespace stevedore
