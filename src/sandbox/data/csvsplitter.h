// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <string>
#include <string_view>
#include <vector>

namespace stevedore::sandbox {

/// Cuts the bytes of an uploaded CSV into records: RFC 4180 quoting, a byte order mark is skipped, records end with
/// CRLF, LF or CR, records without a single character are not records. The delimiter is the one of comma, semicolon,
/// colon and bar that occurs most often outside quotes in the first record ("Delimiters accepted", Bulk write, Upload
/// file).
class CsvSplitter
{
public:
    /// `bytes` must outlive the splitter.
    explicit CsvSplitter(std::string_view bytes);

    char delimiter() const { return m_delimiter; }
    /// Reads the next record into `cells`, whose strings are used again. False at the end.
    bool next(std::vector<std::string>& cells);

private:
    void detectDelimiter();
    void readQuoted(std::string& cell);
    void readPlain(std::string& cell);
    bool atRecordEnd();

    std::string_view m_bytes;
    std::size_t m_at = 0;
    char m_delimiter = ',';
};

/// Appends one cell, quoted if it has to be, to a comma-delimited record.
void appendCell(std::string& line, std::string_view cell, char delimiter = ',');

/// Turns bytes in an encoding that is named in a job ("ISO-8859-1", "UTF-16", "windows-1252") into UTF-8. Unknown names
/// and UTF-8 leave the bytes alone.
QByteArray toUtf8(const QByteArray& bytes, const QString& encoding);

} // namespace stevedore::sandbox
