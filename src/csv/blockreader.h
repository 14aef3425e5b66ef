// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArrayView>
#include <QFile>

#include <optional>
#include <variant>

namespace stevedore {

inline constexpr qint64 blockBytes = qint64(256) * 1024; // stays in the processor's cache while it is worked on

/// Where bytes are: in the file of a path, or in memory that belongs to the caller and outlives whatever reads it.
using ByteSource = std::variant<QString, QByteArrayView>;

/// A source read from `begin` on; what lies at or behind `end` is not looked at, and it is a failure if the source ends
/// sooner.
class BlockReader
{
public:
    BlockReader(const ByteSource& source, qint64 begin, qint64 end, qint64 block);
    /// From another place on; opens nothing anew.
    void restart(qint64 begin, qint64 end);

    /// The next block, empty at the end and after a failure; valid until the next call.
    QByteArrayView next();
    /// Where the last block begins in the source.
    qint64 offset() const { return m_offset; }
    const std::optional<Failure>& failure() const { return m_failure; }

private:
    void open(const QString& path);
    /// At most `most` bytes from m_next on; none at the end of the source and if it cannot be read.
    QByteArrayView read(qint64 most);
    void setFailure();

    std::optional<QFile> m_file;
    QByteArrayView m_memory; ///< if there is no file
    qint64 m_block;
    qint64 m_offset;
    qint64 m_next;
    qint64 m_end;
    QByteArray m_buffer;
    std::optional<Failure> m_failure;
};

} // namespace stevedore
