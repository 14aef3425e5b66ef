// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/durablefile.h"
#include "csv/csvwriter.h"

namespace stevedore {

/// A CSV that is, after a crash or a power cut, either the old one or the whole new one (base/durablefile.h), in the
/// form of CsvWriter. At most a few MiB of it are in memory, but a row is as long as it is. What is not committed is
/// gone with the object. One thread at a time.
class DurableCsv
{
public:
    /// Whether the file says that it is UTF-8 by a byte order mark. Without one Excel takes a file for one in the
    /// machine's old code page; a program that does not know marks reads it as part of the first name.
    enum class Mark { None, Utf8 };

    explicit DurableCsv(const QString& path, char delimiter = ',', Mark mark = Mark::None);
    Q_DISABLE_COPY_MOVE(DurableCsv)

    /// Fails with FailureKind::Disk, as all of these do. No call but the destructor may follow a failure.
    Result<void> open(const QStringList& header);
    void cell(std::string_view utf8) { m_writer.cell(utf8); }
    void cell(const QString& text) { m_writer.cell(text); }
    Result<void> endRow();
    Result<void> row(const QStringList& cells);
    Result<void> commit();

private:
    Result<void> flush();

    DurableFile m_file;
    std::string m_text;
    CsvWriter m_writer;
    Mark m_mark;
};

} // namespace stevedore
