// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvfile.h"
#include "csv/rowindex.h"
#include "csv/rowstream.h"

#include <array>

namespace stevedore {

/// Adds up what is odd, issue by issue, with the first 1,000 rows of each.
class FindingTally
{
public:
    void add(RowFlags flags, RowNumber row);
    void add(StructureFinding::Issue issue, RowNumber row);
    /// In the order of the issues; without those that did not occur.
    std::vector<StructureFinding> findings() const;

private:
    static constexpr std::size_t mostRows = 1000;
    std::array<StructureFinding, 9> m_tally{};
};

/// Finds where rows begin and what is odd about them, from blocks of any size.
class Indexer
{
public:
    /// `begin` is where the header, or without one the first row, begins in the file.
    Indexer(const RowFormat& format, bool hasHeader, qint64 begin);
    Q_DISABLE_COPY_MOVE(Indexer)

    void feed(QByteArrayView block);
    /// The file ends here.
    void finish();

    /// Rows that are complete.
    RowCount rows() const { return RowCount(m_row); }
    /// Offsets of the rows 1, 257, 513 ... found since the last call.
    std::vector<ByteOffset> takeOffsets() { return std::exchange(m_offsets, {}); }
    std::vector<StructureFinding> findings() const { return m_tally.findings(); }

    // What the tokenizer calls.
    void beginRow(const char* first);
    void text(const char* from, const char* to) { m_meter.keep(to - from); }
    void bareQuote() { m_meter.bareQuote(); }
    void unclosedQuote() { m_meter.unclosedQuote(); }
    void endCell() { m_meter.endCell(); }
    bool endRow(const char* behind);
    void lineEnd(LineEnd end);

private:
    RowFormat m_format;
    Tokenizer m_tokenizer;
    RowMeter m_meter;
    ByteAudit m_audit;
    FindingTally m_tally;
    std::vector<ByteOffset> m_offsets;
    const char* m_block = nullptr;
    qint64 m_blockOffset;
    qint64 m_blockSize = 0;
    qint64 m_row; ///< the last complete row; 0 is the header, -1 nothing yet
    std::optional<LineEnd> m_firstLineEnd;
    qint64 m_lastMixedRow = 0;
};

} // namespace stevedore
