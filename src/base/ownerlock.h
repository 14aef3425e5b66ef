// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <utility>

namespace stevedore {

/// A lock of the system's on a file: it is gone with its process, however that ended. (QLockFile goes by what is
/// written in the file: one that was killed before it wrote its process id locks everybody out for ever.)
class OwnerLock
{
public:
    explicit OwnerLock(QString path) : m_path(std::move(path)) {}
    ~OwnerLock();
    Q_DISABLE_COPY_MOVE(OwnerLock)

    /// False if another process has it, or if the file cannot be made or locked.
    bool take();
    /// Why take() failed, if it was not because of another process: the system's words. Else empty.
    const QString& trouble() const { return m_trouble; }
    /// What the owner wrote about itself: "process 4711 (stevedore)"; empty if it cannot be read.
    QString owner() const;

private:
    QString m_path;
    QString m_trouble;
    int m_fd = -1;
};

} // namespace stevedore
