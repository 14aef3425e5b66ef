// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/index/chunkscanner.h"

#include <atomic>

namespace stevedore {

/// A stretch of the file from behind one line feed to behind another, and what was found there.
struct Chunk
{
    qint64 begin = 0;
    qint64 end = 0;      ///< equal to `begin`: no line feed in it, it belongs to the one before
    bool quoted = false; ///< how it was taken to begin
    ChunkFindings found;
    bool isEmpty() const { return end == begin; }
};

/// Cuts a file into stretches of about the same length that can be scanned in any order. Whether a stretch begins in a
/// quoted cell is guessed: who has scanned the one before knows, and asks again if the guess was wrong.
class Chunks
{
public:
    Chunks(const ScanSource& source, qint64 length) : m_source(source), m_length(length) {}

    qint64 count() const { return std::max<qint64>((m_source.end - m_source.begin + m_length - 1) / m_length, 1); }
    /// What scan() reads with; one a thread.
    BlockReader reader() const;
    /// Seen within 50 ms, `stop` ends it with FailureKind::Cancelled.
    Result<Chunk> scan(BlockReader& blocks, qint64 number, const std::atomic_bool& stop) const;
    Result<Chunk> scanAgain(BlockReader& blocks, const Chunk& chunk, bool quoted, const std::atomic_bool& stop) const;

private:
    Result<Chunk> scanFrom(BlockReader& blocks, QByteArrayView block, Chunk chunk, qint64 least,
                           const std::atomic_bool& stop) const;

    const ScanSource& m_source;
    qint64 m_length;
};

/// Whether the bytes behind a line feed probably are the inside of a quoted cell: by the first quote that can only
/// begin a cell, or only end one.
bool seemsQuoted(QByteArrayView bytes, char delimiter, char quote);

} // namespace stevedore
