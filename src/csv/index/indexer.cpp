// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/index/indexer.h"

#include "csv/csvtext.h"
#include "csv/together.h"

namespace stevedore {

namespace {

/// Bare CR ends rows of very old files only: not worth finding out, for each stretch, whether LF follows. And a line
/// feed that may be escaped does not tell where a row begins.
qint64 chunkLength(const ScanSource& source, qint64 wanted)
{
    return source.usual == LineEnd::Cr || source.format.grammar.escape != '\0'
               ? std::max<qint64>(source.end - source.begin, 1)
               : wanted;
}

} // namespace

Indexer::Indexer(const ScanSource& source, RowIndex& index, qint64 chunk)
    : m_source(source), m_chunks(source, chunkLength(source, chunk)), m_index(index), m_position(source.begin),
      m_row(source.hasHeader ? -1 : 0)
{
}

Result<void> Indexer::run(const std::function<void(qint64)>& progress, const CancelFlag& cancel)
{
    workTogether(m_chunks.count(), [&](bool here) { work(here ? progress : nullptr, cancel); });
    if (m_failure)
        return fail(*m_failure);
    if (cancel)
        return fail(FailureKind::Cancelled, CsvText::tr("Reading the file was stopped."));
    tell(progress);
    return endOpenRow();
}

void Indexer::work(const std::function<void(qint64)>& progress, const CancelFlag& cancel)
{
    BlockReader blocks = m_chunks.reader();
    while (!m_stop) {
        const qint64 number = m_next++;
        if (number >= m_chunks.count())
            return;
        put(blocks, number, m_chunks.scan(blocks, number, cancel));
        tell(progress);
    }
}

/// On the calling thread only, and only of what was not told before.
void Indexer::tell(const std::function<void(qint64)>& progress)
{
    if (!progress)
        return;
    qint64 done = 0;
    {
        const std::scoped_lock lock(m_mutex);
        done = m_position;
    }
    if (done > std::exchange(m_told, done))
        progress(done);
}

void Indexer::put(BlockReader& blocks, qint64 number, Result<Chunk> chunk)
{
    const std::scoped_lock lock(m_mutex);
    if (!chunk)
        return stop(chunk.error());
    m_waiting.emplace(number, std::move(*chunk));
    for (auto next = m_waiting.find(m_appended); next != m_waiting.end() && !m_stop;
         next = m_waiting.find(++m_appended)) {
        if (auto done = append(blocks, std::move(next->second)); !done)
            return stop(done.error());
        m_waiting.erase(next);
    }
}

void Indexer::stop(const Failure& failure)
{
    m_stop = true;
    if (!m_failure)
        m_failure = failure;
}

Result<void> Indexer::append(BlockReader& blocks, Chunk chunk)
{
    if (chunk.isEmpty())
        return {};
    const bool quoted = m_open >= 0;
    if (chunk.quoted != quoted) {
        auto again = m_chunks.scanAgain(blocks, chunk, quoted, m_stop);
        if (!again)
            return fail(again.error());
        chunk = std::move(*again);
    }
    if (quoted && chunk.found.rows > 0) {
        const auto flags = flagsOfRowAt(m_source, m_open);
        if (!flags)
            return fail(flags.error());
        if (m_row >= 0)
            m_tally.add(*flags | m_openFlags | chunk.found.flagsBefore, RowNumber(m_row + 1));
        m_open = -1;
        m_openFlags = {};
    }
    // The header, row -1 + 1 of the first chunk, is counted by the chunk already.
    const qint64 before = m_position == m_source.begin ? 0 : m_row;
    m_tally.addBehind(RowCount(before), chunk.found.tally);
    std::vector<RowIndex::Anchor> anchors;
    for (const RowIndex::Anchor& anchor : chunk.found.anchors)
        if (before + anchor.row.value >= 1)
            anchors.push_back({RowNumber(before + anchor.row.value), anchor.offset});
    m_row = before + chunk.found.rows;
    if (chunk.found.open >= 0)
        m_open = chunk.found.open;
    m_openFlags |= chunk.found.openFlags;
    m_position = chunk.end;
    m_index.publish(RowCount(std::max<qint64>(m_row, 0)), anchors);
    return {};
}

/// The last row, if no line end ends it.
Result<void> Indexer::endOpenRow()
{
    if (m_open >= 0) {
        const auto flags = flagsOfRowAt(m_source, m_open);
        if (!flags)
            return fail(flags.error());
        ++m_row;
        if (m_row > 0)
            m_tally.add(*flags | m_openFlags, RowNumber(m_row));
    }
    m_row = std::max<qint64>(m_row, 0);
    m_index.publish(RowCount(m_row), {});
    return {};
}

} // namespace stevedore
