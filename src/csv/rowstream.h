// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "csv/byteaudit.h"
#include "csv/rowbuilder.h"

#include <QFile>

#include <optional>

namespace stevedore {

inline constexpr qint64 blockBytes = qint64(256) * 1024; // stays in the processor's cache while it is worked on

/// What has to be known of a file to find its rows.
struct RowFormat
{
    Grammar grammar;
    int columns = 0;
    ByteAudit::Text text = ByteAudit::Text::Utf8;
    std::shared_ptr<const ByteTable> table; ///< for single-byte encodings
};

/// A file read from `begin` on; what lies at or behind `end` is not looked at, and it is a failure if the file ends
/// sooner.
class BlockReader
{
public:
    BlockReader(const QString& path, qint64 begin, qint64 end, qint64 block);
    /// From another place on; opens nothing anew.
    void restart(qint64 begin, qint64 end);

    /// The next block, empty at the end and after a failure.
    QByteArrayView next();
    /// Where the last block begins in the file.
    qint64 offset() const { return m_offset; }
    const std::optional<Failure>& failure() const { return m_failure; }

private:
    QFile m_file;
    qint64 m_offset;
    qint64 m_next;
    qint64 m_end;
    QByteArray m_buffer;
    std::optional<Failure> m_failure;
};

/// Reads rows one after another between two places of a file; knows no row numbers.
class RowStream
{
public:
    /// `begin` is where a row begins. What is read does not depend on `block`, but for rows that are cut.
    RowStream(const QString& path, const RowFormat& format, qint64 begin, qint64 end, qint64 block = blockBytes);
    Q_DISABLE_COPY_MOVE(RowStream)

    /// Moves on to the next row; false at the end and after a failure. A row that has to be cut is given at once, and
    /// its end is looked for in the next call only: that may be gigabytes away.
    bool next();
    /// Sets everything but the number; valid until next().
    void view(RowView& row);
    /// Where the bytes behind the row last read begin.
    qint64 position() const { return m_position; }
    const std::optional<Failure>& failure() const { return m_blocks.failure(); }

private:
    bool load();
    const char* nextSpecial(const char* from, const char* to) const;
    bool advance();

    RowFormat m_format;
    BlockReader m_blocks;
    Tokenizer m_tokenizer;
    RowBuilder m_builder;
    ByteAudit m_audit;
    std::vector<std::uint64_t> m_specials; ///< where the block has delimiters, quotes and line ends
    const char* m_block = nullptr;
    const char* m_at = nullptr;
    const char* m_end = nullptr;
    qint64 m_position;
    RowFlags m_byteFlags;
    bool m_finished = false;
    bool m_midRow = false; ///< the row last given was cut, and its end was not met yet
};

} // namespace stevedore
