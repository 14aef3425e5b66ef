// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>

#include <utility>

namespace stevedore {

/// Room on the disk that is taken in advance, so that one last thing can be written when the disk is full. What was put
/// there survives a crash and a power cut.
class ReserveFile
{
public:
    explicit ReserveFile(QString path) : m_path(std::move(path)) {}

    /// Bytes that can be put there.
    static constexpr qint64 mostBytes = qint64(256) * 1024;

    /// Makes the file with all its room, unless it is there.
    Result<void> make() const;
    /// Replaces what was there. Takes no new room on the disk.
    Result<void> replace(const QByteArray& bytes) const;
    /// What was put there last; empty if nothing, or not the whole of it.
    QByteArray bytes() const;

private:
    QString m_path;
};

} // namespace stevedore
