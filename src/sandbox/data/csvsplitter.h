// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace stevedore::sandbox {

/// Cuts the UTF-8 of an uploaded CSV into records: RFC 4180 quoting, a byte order mark is skipped, records end with
/// CRLF, LF or CR, records without a single character are not records. The delimiter is the one of comma, semicolon,
/// colon and bar that occurs most often outside quotes in the first record ("Delimiters accepted", Bulk write, Upload
/// file). Keeps one record and a block in memory.
class CsvSplitter
{
public:
    /// Appends more bytes; false if there are none.
    using Source = std::function<bool(std::string& bytes)>;
    /// Longer than any record that 200 columns of 32,000 characters can make, and than any cell that makes sense.
    static constexpr std::size_t longestRecord = std::size_t(26) * 1024 * 1024;
    static constexpr std::size_t longestCell = std::size_t(4) * 1024 * 1024;
    static constexpr std::size_t mostCells = 10'000;

    explicit CsvSplitter(Source source);
    explicit CsvSplitter(std::string_view bytes);

    char delimiter() const { return m_delimiter; }
    /// Reads the next record into `cells`, whose strings are used again. False at the end.
    bool next(std::vector<std::string>& cells);
    /// A record or a cell was longer, or a record had more cells, than any can; nothing is read after it.
    bool isBroken() const { return m_broken; }

private:
    void detectDelimiter();
    bool readMore();
    bool readRecord(std::vector<std::string>& cells);
    void readQuoted(std::string& cell);
    void readPlain(std::string& cell);
    bool atRecordEnd();
    void skipEmptyRecords();

    Source m_source;
    std::string m_bytes;
    std::size_t m_at = 0;
    bool m_ended = false;      // the source has no more
    bool m_reachedEnd = false; // the reading of a record came to the end of m_bytes
    bool m_broken = false;
    char m_delimiter = ',';
};

/// Appends one cell, quoted if it has to be, to a comma-delimited record.
void appendCell(std::string& line, std::string_view cell, char delimiter = ',');

} // namespace stevedore::sandbox
