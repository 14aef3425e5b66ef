// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/index/chunks.h"

#include "csv/csvtext.h"

#include <cstring>

namespace stevedore {

namespace {

constexpr qint64 blockSize = qint64(128) * 1024; // stays in the processor's cache until all of its passes are done

} // namespace

bool seemsQuoted(QByteArrayView bytes, char delimiter, char quote)
{
    constexpr qsizetype enough = qsizetype(64) * 1024;
    const qsizetype size = std::min(bytes.size(), enough);
    const auto isEdge = [&](qsizetype at) {
        return at < 0 || at >= size || bytes[at] == delimiter || bytes[at] == '\n' || bytes[at] == '\r';
    };
    for (qsizetype at = 0; at < size; ++at) {
        const void* const found = std::memchr(bytes.data() + at, quote, static_cast<std::size_t>(size - at));
        if (!found)
            return false;
        at = static_cast<const char*>(found) - bytes.data();
        if (at + 1 < size && bytes[at + 1] == quote) {
            ++at; // doubled, or an empty cell
            continue;
        }
        if (isEdge(at - 1) != isEdge(at + 1))
            return isEdge(at + 1);
    }
    return false;
}

BlockReader Chunks::reader() const
{
    return {m_source.bytes, m_source.begin, m_source.end, blockSize};
}

Result<Chunk> Chunks::scan(BlockReader& blocks, qint64 number, const std::atomic_bool& stop) const
{
    const qint64 nominal = m_source.begin + number * m_length;
    if (number == 0) {
        blocks.restart(nominal, m_source.end);
        return scanFrom(blocks, blocks.next(), {nominal, nominal, false, {}}, nominal + m_length - 1, stop);
    }
    // The line feed may be the last byte of the stretch before.
    blocks.restart(nominal - 1, m_source.end);
    for (QByteArrayView block = blocks.next(); !block.isEmpty() && !stop; block = blocks.next()) {
        const qint64 room = std::min(nominal + m_length - 1 - blocks.offset(), qint64(block.size()));
        const qsizetype found = block.first(std::max<qint64>(room, 0)).indexOf('\n');
        if (found >= 0) {
            const QByteArrayView behind = block.sliced(found + 1);
            const qint64 begin = blocks.offset() + found + 1;
            const Grammar& grammar = m_source.format.grammar;
            const bool quoted = grammar.quote != '\0' && seemsQuoted(behind, grammar.delimiter, grammar.quote);
            return scanFrom(blocks, behind, {begin, begin, quoted, {}}, nominal + m_length - 1, stop);
        }
        if (room < block.size())
            break;
    }
    if (blocks.failure())
        return fail(*blocks.failure());
    return Chunk{nominal, nominal, false, {}};
}

Result<Chunk> Chunks::scanAgain(BlockReader& blocks, const Chunk& chunk, bool quoted,
                                const std::atomic_bool& stop) const
{
    blocks.restart(chunk.begin, chunk.end);
    return scanFrom(blocks, blocks.next(), {chunk.begin, chunk.begin, quoted, {}}, chunk.end - 1, stop);
}

/// Up to behind the first line feed at `least` or later.
Result<Chunk> Chunks::scanFrom(BlockReader& blocks, QByteArrayView block, Chunk chunk, qint64 least,
                               const std::atomic_bool& stop) const
{
    ChunkScanner scanner(m_source, chunk.begin, chunk.quoted);
    for (bool last = false; !last && !scanner.failure() && !blocks.failure();) {
        if (stop)
            return fail(FailureKind::Cancelled, CsvText::tr("Reading the file was stopped."));
        if (chunk.end + block.size() > least) {
            const qsizetype found = block.indexOf('\n', std::max<qint64>(least - chunk.end, 0));
            last = found >= 0;
            if (last)
                block = block.first(found + 1);
        }
        scanner.feed(block);
        chunk.end += block.size();
        last = last || chunk.end >= m_source.end;
        if (!last)
            block = blocks.next();
    }
    if (scanner.failure())
        return fail(*scanner.failure());
    if (blocks.failure())
        return fail(*blocks.failure());
    chunk.found = scanner.finish();
    return chunk;
}

} // namespace stevedore
