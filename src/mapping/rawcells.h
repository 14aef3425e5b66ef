// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/row.h"
#include "mapping/composedtext.h"
#include "mapping/fixes.h"

namespace stevedore {

/// The values that feed the fields of a row before they are converted: cells of the source with the fixes laid over
/// them, and the texts composed of them. The check and the packing of parts both use it. One object a thread.
class RawCells
{
public:
    /// Both outlive it.
    RawCells(const Mapping& mapping, const Fixes& fixes);

    /// Goes on to this row, which has to stay valid.
    void take(const RowView& row);
    /// Valid until the next call.
    std::string_view value(const ColumnMapping& column)
    {
        return std::size_t(column.column) < m_columns ? cell(column.column) : composed(column);
    }

private:
    std::string_view cell(int column)
    {
        if (m_rowFixes) {
            if (const auto at = m_rowFixes->constFind(column); at != m_rowFixes->cend())
                return fixed(*at);
        }
        return std::size_t(column) < m_row->cells.size() ? m_row->cells[std::size_t(column)] : std::string_view();
    }
    std::string_view fixed(const QString& value);
    std::string_view composed(const ColumnMapping& column);

    const Fixes& m_fixes;
    std::size_t m_columns;
    std::vector<ComposedText> m_texts;
    const RowView* m_row = nullptr;
    const QMap<int, QString>* m_rowFixes = nullptr;
    std::string m_fixed;
    std::string m_composed;
};

/// Names of the source's columns, as the mapping has them.
QStringList headersOf(const Mapping& mapping);

/// The columns of the source that decide what a field gets: the column itself, or those that it is composed of.
std::vector<int> sourceColumns(const ColumnMapping& column, const Mapping& mapping);

} // namespace stevedore
