// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/export/csvrowsink.h"

namespace stevedore {

namespace {

constexpr std::size_t flushBytes = std::size_t(1024) * 1024;

bool mayBeFormula(std::string_view cell)
{
    return !cell.empty() && std::string_view("=+-@'\t\r\n").find(cell.front()) != std::string_view::npos;
}

} // namespace

CsvRowSink::CsvRowSink(ByteSink& behind, char delimiter, bool safe)
    : m_behind(behind), m_writer(m_text, delimiter), m_safe(safe)
{
}

Result<void> CsvRowSink::head(const QStringList& names)
{
    m_writer.row(names);
    return {};
}

Result<void> CsvRowSink::row(const std::vector<std::string_view>& cells)
{
    for (const std::string_view cell : cells) {
        if (m_safe && mayBeFormula(cell))
            m_writer.cell(spreadsheetSafe(QString::fromUtf8(cell.data(), qsizetype(cell.size()))));
        else
            m_writer.cell(cell);
    }
    m_writer.endRow();
    return m_text.size() < flushBytes ? Result<void>() : flush();
}

Result<void> CsvRowSink::flush()
{
    auto done = m_behind.write(QByteArrayView(m_text.data(), qsizetype(m_text.size())));
    m_text.clear();
    return done;
}

Result<void> CsvRowSink::finish()
{
    if (auto done = flush(); !done)
        return done;
    return m_behind.finish();
}

} // namespace stevedore
