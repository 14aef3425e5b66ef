// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "csv/row.h"

#include <QByteArray>
#include <QStringList>

#include <memory>
#include <utility>

namespace stevedore {

/// A CSV that is in memory as a whole: UTF-8, with or without a byte order mark, RFC 4180, comma, with a header. What
/// came out of a zip need not go to a file to be read. All members may be called from any thread.
class MemoryCsv
{
public:
    /// Fails with FailureKind::Source if there is no complete first row.
    static Result<MemoryCsv> open(const QByteArray& text);

    /// Column names as they stand in the text.
    const QStringList& header() const { return m_header; }
    /// Of the whole text.
    qint64 bytes() const { return m_text.size(); }

private:
    friend class MemoryRows;
    explicit MemoryCsv(QByteArray text) : m_text(std::move(text)) {}
    Result<void> readHeader();

    QByteArray m_text;
    qint64 m_begin = 0; ///< of the header; then of the first row
    QStringList m_header;
};

/// Reads its rows one after another, in the same way as a RowReader does; the CSV outlives it.
class MemoryRows
{
public:
    explicit MemoryRows(const MemoryCsv& csv);
    ~MemoryRows();
    Q_DISABLE_COPY_MOVE(MemoryRows)

    /// The next row, valid until the next call; nullptr at the end.
    const RowView* next();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace stevedore
