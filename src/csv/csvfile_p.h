// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvfile.h"
#include "csv/header.h"
#include "csv/index/rowindex.h"
#include "csv/rowstream.h"
#include "csv/sourcecheck.h"

#include <QTemporaryFile>

namespace stevedore {

struct CsvFile::Private
{
    QString path;
    DialectGuess guess;
    Dialect dialect;
    Fingerprint fingerprint;
    Header header;
    RowFormat format;
    std::unique_ptr<QTemporaryFile> transcoded; ///< only for encodings whose rows cannot be found in the raw bytes
    QString dataPath; ///< the file that rows are read from: the source, or what it was transcoded into
    qint64 dataSize = 0;
    qint64 contentBegin = 0; ///< behind the byte order mark and the "sep=" line: where the header begins
    LineEnd usualLineEnd = LineEnd::Lf;
    std::unique_ptr<RowIndex> rowIndex;
    IndexSummary summary;
    std::atomic_bool indexed = false;

    /// Finds the beginning of the rows and the columns; what depends on the dialect. Replaces the sample of `head` if
    /// the file has to be transcoded.
    Result<void> prepare(SourceHead& head, const QString& scratchFolder);
    Result<void> transcode(SourceHead& head, const QString& scratchFolder);
    Result<void> readHeader(QByteArrayView text);

    /// Whether there certainly is no such row. Asked before a read: the last row may be an unclosed quote that
    /// swallowed gigabytes, and it takes reading them all to see that nothing follows.
    bool isBeyondEnd(RowNumber row) const { return indexed && row.value > summary.rows.value; }
    /// A stream that begins at or before `row`; `at` becomes the row that it gives first.
    std::unique_ptr<RowStream> streamNear(RowNumber row, RowNumber& at, qint64 block) const
    {
        const RowIndex::Anchor anchor = rowIndex->near(row);
        at = anchor.row;
        return std::make_unique<RowStream>(dataPath, format, anchor.offset.value, dataSize, block);
    }
    /// A place in dataPath as a place in the source.
    qint64 sourcePosition(qint64 position) const
    {
        if (!transcoded || dataSize == 0)
            return position;
        return qint64(double(position) / double(dataSize) * double(fingerprint.size));
    }
};

} // namespace stevedore
