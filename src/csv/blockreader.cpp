// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/blockreader.h"

#include "base/text.h"
#include "csv/csvtext.h"

#include <QFileInfo>

namespace stevedore {

namespace {

QString nameOf(const std::optional<QFile>& file)
{
    return file ? shownValue(QFileInfo(file->fileName()).fileName()) : QString();
}

} // namespace

BlockReader::BlockReader(const ByteSource& source, qint64 begin, qint64 end, qint64 block)
    : m_block(std::clamp<qint64>(block, 1, std::max<qint64>(end - begin, 1))), m_offset(begin), m_next(begin),
      m_end(end)
{
    if (const auto* const memory = std::get_if<QByteArrayView>(&source))
        m_memory = *memory;
    else
        open(std::get<QString>(source));
}

void BlockReader::open(const QString& path)
{
    m_file.emplace(path);
    m_buffer.resize(qsizetype(m_block));
    if (m_file->open(QIODevice::ReadOnly | QIODevice::Unbuffered) && m_file->seek(m_next))
        return;
    m_failure = Failure{FailureKind::Source,
                        CsvText::tr("The file “%1” can no longer be opened. Check that it is "
                                    "still there and may be read, then open it again.")
                            .arg(nameOf(m_file)),
                        m_file->errorString(),
                        {}};
}

void BlockReader::restart(qint64 begin, qint64 end)
{
    if (m_failure || (begin == m_next && end == m_end))
        return;
    m_offset = m_next = begin;
    m_end = end;
    if (m_file && !m_file->seek(begin))
        m_end = m_next;
}

QByteArrayView BlockReader::read(qint64 most)
{
    if (!m_file) {
        const QByteArrayView rest = m_memory.sliced(std::min<qint64>(m_next, m_memory.size()));
        return rest.first(std::min<qint64>(most, rest.size()));
    }
    const qint64 got = m_file->read(m_buffer.data(), most);
    return QByteArrayView(m_buffer.constData(), std::max<qint64>(got, 0));
}

QByteArrayView BlockReader::next()
{
    if (m_failure || m_next >= m_end)
        return {};
    const QByteArrayView block = read(std::min(m_block, m_end - m_next));
    if (block.isEmpty()) {
        setFailure();
        return {};
    }
    m_offset = m_next;
    m_next += block.size();
    return block;
}

void BlockReader::setFailure()
{
    const bool ended = !m_file || m_file->error() == QFileDevice::NoError;
    const QString sentence = ended ? CsvText::tr("The file “%1” became shorter while it was read: it ends at "
                                                 "byte %2 now. Open it again when nothing writes to it any more.")
                                   : CsvText::tr("The file “%1” cannot be read at byte %2. Check the disk or the "
                                                 "network that it is on, then open it again.");
    m_failure = Failure{FailureKind::Source,
                        sentence.arg(nameOf(m_file), grouped(m_next)),
                        m_file ? m_file->errorString() : QString(),
                        {}};
}

} // namespace stevedore
