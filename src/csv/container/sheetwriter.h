// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/container/unpacker.h"
#include "csv/csvwriter.h"

#include <string>
#include <vector>

namespace stevedore {

/// Writes a sheet's rows as CSV: without the empty rows before the first and behind the last row, and all rows as wide
/// as the widest so far. Rows of a sheet are numbered from 0 here, and so are its columns.
class SheetWriter
{
public:
    /// `width`: no row is written narrower.
    SheetWriter(const UnpackWork& work, DurableFile& out, qsizetype width);

    /// Puts the text into the row that is being made, `times` times side by side.
    Result<void> setCell(qint64 column, std::string_view utf8, qint64 times = 1);
    /// Ends the row, which stands in the sheet `times` times.
    Result<void> endRow(qint64 times = 1);
    /// Leaves `count` rows empty.
    Result<void> skipRows(qint64 count);
    Result<void> finish();

    qint64 rows() const { return m_rows; }
    qsizetype width() const { return m_width; }
    /// Whether a row was written before it was known how wide the sheet is.
    bool isRagged() const { return m_rows > 0 && m_firstWidth < m_width; }

private:
    /// Of the cells at hand the first ones, the rest of the row empty.
    Result<void> writeRow(std::size_t cells);
    Result<void> flush();

    const UnpackWork& m_work;
    DurableFile& m_out;
    std::string m_text;
    CsvWriter m_csv{m_text};
    std::vector<std::string> m_cells;
    std::size_t m_used = 0; ///< of these, in the row that is being made
    qsizetype m_width;
    qsizetype m_firstWidth = 0;
    qint64 m_rows = 0;
    qint64 m_emptyRows = 0; ///< since the last one written
};

} // namespace stevedore
