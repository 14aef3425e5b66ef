// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "csv/dialect.h"
#include "csv/row.h"

#include <QStringList>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace stevedore {

/// Tells whether a file is still the one that was opened.
struct Fingerprint
{
    qint64 size = 0;
    qint64 modifiedMs = 0; ///< modification time, milliseconds since 1970, UTC
    QByteArray ends;       ///< SHA-256 over the first and last 64 KiB, hexadecimal

    bool operator==(const Fingerprint&) const = default;
};

/// Something the reader found odd, with the rows it concerns.
struct StructureFinding
{
    struct Cell
    {
        RowNumber row;
        int column = 0; ///< from 0
        bool operator==(const Cell&) const = default;
    };
    enum class Issue {
        TooFewCells,
        TooManyCells,
        UnclosedQuote,
        InvalidBytes,
        NulByte,
        BareQuote,
        EmptyHeaderName,    ///< `columns` tells which
        RepeatedHeaderName, ///< `columns` tells which (all but the first of each name)
        MixedLineEnds,
    };
    Issue issue;
    RowCount count;              ///< rows concerned, all of them
    std::vector<RowNumber> rows; ///< the first 1,000 of them, ascending
    std::vector<int> columns;    ///< for the header's issues, from 0
    std::vector<Cell> cells;     ///< for InvalidBytes and NulByte: where they stand, of the first 100 rows

    bool operator==(const StructureFinding&) const = default;

    /// A stable, untranslated word such as "too-few-cells".
    QString word() const;
    /// One translated sentence without the row numbers ("3 rows have fewer cells than the header's 18. The missing ones
    /// are read as empty.").
    QString sentence(int columnCount) const;
};

/// What indexing found out.
struct IndexSummary
{
    RowCount rows;
    std::vector<StructureFinding> findings;

    bool operator==(const IndexSummary&) const = default;
};

/// Set from another thread to stop long work; seen within 50 ms.
using CancelFlag = std::atomic_bool;

/// Bytes done, bytes in all. Called often, on the working thread.
using ByteProgress = std::function<void(qint64 done, qint64 total)>;

class RowIndex;

/// A CSV file that is never in memory as a whole and never written. Open with open(): it reads the beginning only, so
/// rows near the top can be shown at once; index() then counts all rows and makes every row reachable.
/// All const members may be called from any thread, also while index() runs on another.
class CsvFile
{
public:
    /// Reads at most 256 KiB (all of it for encodings that are neither UTF-8 nor single-byte: such files are transcoded
    /// once into `scratchFolder`). Without a dialect it is guessed. Fails with FailureKind::Source for a file that is
    /// missing, unreadable, a folder or device, empty, binary, or has a header only (unless opening a header-only file
    /// is what was wanted: it opens, with no rows). With a dialect, exactly that dialect is used.
    static Result<std::shared_ptr<CsvFile>> open(const QString& path, const std::optional<Dialect>& dialect,
                                                 const QString& scratchFolder);
    ~CsvFile();
    Q_DISABLE_COPY_MOVE(CsvFile)

    const QString& path() const;
    const DialectGuess& guess() const; ///< also when a dialect was given
    const Dialect& dialect() const;
    /// Column names as shown: trimmed; an empty one becomes "Column 5", a repeated one gets " (2)".
    const QStringList& columns() const;
    /// Column names as they stand in the file.
    const QStringList& rawHeader() const;
    int columnCount() const;
    qint64 size() const;
    const Fingerprint& fingerprint() const;

    /// Whether the file on disk is still the one that was opened; fails with FailureKind::Source and a sentence if not.
    Result<void> unchanged() const;

    /// One pass over the whole file; call once, on a pool thread. Rows become reachable while it runs.
    Result<IndexSummary> index(const ByteProgress& progress, const CancelFlag& cancel);
    bool isIndexed() const;
    /// Rows known so far; all of them once isIndexed().
    RowCount knownRows() const;
    /// Findings of the finished index(); empty before.
    const IndexSummary& summary() const;

    /// Rows first .. first + count - 1, fewer at the end of the file. Row cells as QString. Blocks for disk.
    struct Row
    {
        RowNumber number;
        QStringList cells; ///< as many as columns(), more if the row has more
        RowFlags flags;
    };
    Result<std::vector<Row>> rows(RowNumber first, int count) const;

private:
    friend class RowReader;
    struct Private;
    explicit CsvFile(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

/// Reads rows one after another from any row on; one reader a thread. Needs the row to be known to the index
/// (always true for row 1).
class RowReader
{
public:
    RowReader(std::shared_ptr<const CsvFile> file, RowNumber first);
    ~RowReader();
    Q_DISABLE_COPY_MOVE(RowReader)

    /// The next row, valid until the next call; nullptr at the end of the file or after a read error. Of a cell that is
    /// longer than 16 MiB, or a row longer than 64 MiB, only so much is given, flagged UnclosedQuote.
    const RowView* next();
    /// Moves on to `row` (forwards is cheap when near).
    void seek(RowNumber row);
    /// The read error that ended next(), if any. A file that became shorter is one.
    const std::optional<Failure>& failure() const;
    /// Bytes of the file behind the row last returned, for progress.
    qint64 position() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace stevedore
