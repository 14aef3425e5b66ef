// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/container/sheetwriter.h"

#include <algorithm>

namespace stevedore {

namespace {

// Somewhat more than any spreadsheet program can make: beyond that, a number in the file is wrong or malicious.
constexpr qint64 mostSheetRows = qint64(1) << 24;
constexpr qint64 mostColumns = qint64(1) << 15;
constexpr std::size_t sheetFlushBytes = std::size_t(256) * 1024;

} // namespace

SheetWriter::SheetWriter(const UnpackWork& work, DurableFile& out, qsizetype width)
    : m_work(work), m_out(out), m_width(width)
{
}

Result<void> SheetWriter::setCell(qint64 column, std::string_view utf8, qint64 times)
{
    if (utf8.empty())
        return {};
    if (column < 0 || times < 1 || column > mostColumns || times > mostColumns - column)
        return damagedContainer(m_work, QStringLiteral("%1 cells at column %2").arg(times).arg(column));
    const auto end = std::size_t(column + times);
    m_used = std::max(m_used, end);
    m_cells.resize(std::max(m_cells.size(), end));
    for (auto at = std::size_t(column); at < end; ++at)
        m_cells[at] = utf8;
    return {};
}

Result<void> SheetWriter::endRow(qint64 times)
{
    if (m_used == 0)
        return skipRows(times);
    if (m_rows == 0)
        m_emptyRows = 0;
    if (times < 1 || times > mostSheetRows - m_rows - m_emptyRows)
        return damagedContainer(m_work, QStringLiteral("%1 times row %2").arg(times).arg(m_rows));
    m_width = std::max(m_width, qsizetype(m_used));
    if (m_rows == 0)
        m_firstWidth = m_width;
    for (; m_emptyRows > 0; --m_emptyRows)
        if (auto written = writeRow(0); !written)
            return written;
    for (; times > 0; --times)
        if (auto written = writeRow(m_used); !written)
            return written;
    // The strings keep their memory for the next row.
    std::for_each(m_cells.begin(), m_cells.begin() + qsizetype(m_used), [](std::string& text) { text.clear(); });
    m_used = 0;
    return {};
}

Result<void> SheetWriter::skipRows(qint64 count)
{
    // How many they are says something only if another row follows.
    m_emptyRows += std::clamp<qint64>(count, 0, mostSheetRows);
    return {};
}

Result<void> SheetWriter::finish()
{
    return flush();
}

Result<void> SheetWriter::writeRow(std::size_t cells)
{
    if (m_work.cancel)
        return unpackingStopped();
    for (std::size_t column = 0; column < std::size_t(m_width); ++column)
        m_csv.cell(column < cells ? std::string_view(m_cells[column]) : std::string_view());
    m_csv.endRow();
    ++m_rows;
    return m_text.size() < sheetFlushBytes ? Result<void>() : flush();
}

Result<void> SheetWriter::flush()
{
    auto written = m_out.write(QByteArrayView(m_text.data(), qsizetype(m_text.size())));
    m_text.clear();
    return written;
}

} // namespace stevedore
