// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/index/findingtally.h"
#include "csv/index/rowindex.h"
#include "csv/index/rowmasks.h"
#include "csv/rowstream.h"

namespace stevedore {

/// What a scan needs to know of the source.
struct ScanSource
{
    ByteSource bytes;
    RowFormat format;
    qint64 begin = 0; ///< where the header, or without one the first row, begins
    qint64 end = 0;
    bool hasHeader = true;
    LineEnd usual = LineEnd::Lf; ///< the kind of the first line end; rows that end in another are told
};

/// Flags of the row that begins at `begin`, read from the file.
Result<RowFlags> flagsOfRowAt(const ScanSource& source, qint64 begin);

/// What was found between two places of a file. Rows are numbered from 1, the first one that ends there.
struct ChunkFindings
{
    qint64 rows = 0;
    std::vector<RowIndex::Anchor> anchors; ///< where every 256th row begins, from the first one that begins there on
    FindingTally tally;
    qint64 open = -1;     ///< where the row begins that is not at its end, -1 if none is or it began before
    RowFlags flagsBefore; ///< of the bytes up to the first row's end, if that row began before
    RowFlags openFlags;   ///< of the bytes behind the last row's end
};

/// Finds where rows end and what is odd about them, in the bytes behind a line end. 64 bytes at a time where they are
/// regular, by the Tokenizer where they are not: a quote in the middle of a cell, text behind a closing quote, a line
/// end of another kind.
class ChunkScanner
{
public:
    /// `offset` is where the bytes begin in the file. `quoted`: they are the inside of a quoted cell, of a row that
    /// began before; what is odd about that row is not told.
    ChunkScanner(const ScanSource& source, qint64 offset, bool quoted);
    Q_DISABLE_COPY_MOVE(ChunkScanner)

    void feed(QByteArrayView bytes);
    /// Nothing follows in this chunk.
    ChunkFindings finish();
    const std::optional<Failure>& failure() const { return m_failure; }

    // What the tokenizer calls.
    void beginRow(const char* first) { beginRowAt(m_offset + (first - m_bytes.data())); }
    void text(const char*, const char*) {}
    void bareQuote() { m_bareQuote = true; }
    void unclosedQuote() {}
    void endCell() { ++m_cells; }
    bool endRow(const char* behind);
    void lineEnd(LineEnd end);

private:
    using Issue = StructureFinding::Issue;

    bool hasRare(const char* block) const;
    bool takeRegular(const char*& p, std::size_t blocks);
    void takeRows(const RowMasks& masks, qint64 offset);
    void takePlainly(const char* from, const char* to);
    Tokenizer::State state() const;
    void setState(Tokenizer::State state);
    void beginRowAt(qint64 offset);
    void endRowAt(qint64 end);
    void examineRow(qint64 end);
    bool hasExtraValue(qint64 begin, qint64 end) const;

    const ScanSource& m_source;
    Tokenizer m_tokenizer;
    ByteAudit m_audit;
    QByteArrayView m_bytes;
    qint64 m_offset;
    RowState m_state;
    std::optional<Tokenizer::State> m_held; ///< where it stands if m_state cannot tell
    // The row that is being read.
    qint64 m_begin = -1;
    qint64 m_cells = 0; ///< that ended
    bool m_inRow = false;
    bool m_bareQuote = false;

    bool m_atBegin;     ///< of the file
    bool m_rare;        ///< there are escapes or comments
    qint64 m_begun = 0; ///< rows that began here
    ChunkFindings m_found;
    std::optional<Failure> m_failure;
};

} // namespace stevedore
