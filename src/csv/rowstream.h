// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/blockreader.h"
#include "csv/byteaudit.h"
#include "csv/regularrows.h"
#include "csv/rowbuilder.h"

#include <memory>

namespace stevedore {

/// What has to be known of a file to find its rows.
struct RowFormat
{
    Grammar grammar;
    int columns = 0;
    ByteAudit::Text text = ByteAudit::Text::Utf8;
    std::shared_ptr<const ByteTable> table; ///< for single-byte encodings
};

/// Reads rows one after another between two places of a source; knows no row numbers.
class RowStream
{
public:
    /// `begin` is where a row begins. What is read does not depend on `block`, but for rows that are cut.
    RowStream(const ByteSource& source, const RowFormat& format, qint64 begin, qint64 end, qint64 block = blockBytes);
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
    bool takeRegular();
    bool advance();

    RowFormat m_format;
    BlockReader m_blocks;
    Tokenizer m_tokenizer;
    RowBuilder m_builder;
    ByteAudit m_audit;
    RegularRows m_regularRows;
    const char* m_at = nullptr;
    const char* m_end = nullptr;
    qint64 m_position;
    RowFlags m_byteFlags;
    bool m_finished = false;
    bool m_regular = false; ///< the row last given is that of m_regularRows
    bool m_midRow = false;  ///< the row last given was cut, and its end was not met yet
};

} // namespace stevedore
