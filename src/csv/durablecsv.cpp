// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/durablecsv.h"

namespace stevedore {

namespace {

constexpr std::size_t flushBytes = std::size_t(1) << 20;

} // namespace

DurableCsv::DurableCsv(const QString& path, char delimiter, Mark mark)
    : m_file(path), m_writer(m_text, delimiter), m_mark(mark)
{
}

Result<void> DurableCsv::open(const QStringList& header)
{
    if (auto opened = m_file.open(); !opened)
        return opened;
    if (m_mark == Mark::Utf8)
        m_text += "\xEF\xBB\xBF";
    return row(header);
}

Result<void> DurableCsv::endRow()
{
    m_writer.endRow();
    return m_text.size() < flushBytes ? Result<void>() : flush();
}

Result<void> DurableCsv::row(const QStringList& cells)
{
    for (const QString& text : cells)
        cell(text);
    return endRow();
}

Result<void> DurableCsv::flush()
{
    auto written = m_file.write(QByteArrayView(m_text.data(), qsizetype(m_text.size())));
    m_text.clear();
    return written;
}

Result<void> DurableCsv::commit()
{
    if (auto last = flush(); !last)
        return last;
    return m_file.commit();
}

} // namespace stevedore
