// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QFile>

#include <cstdint>

namespace stevedore {

/// Writes a file that is, after a crash or a power cut, either the old one or the whole new one: partial name, every
/// return value checked, data synced, renamed, folder synced. (QSaveFile reports success although a sync failed.)
/// The file is readable by its owner only.
class DurableFile
{
public:
    explicit DurableFile(const QString& path);
    /// Removes the partial file if commit() was not reached.
    ~DurableFile();
    Q_DISABLE_COPY_MOVE(DurableFile)

    /// Removes what a process that was killed left beside the file. One that still writes there fails at commit().
    static void removePartial(const QString& path);

    Result<void> open();
    Result<void> write(QByteArrayView bytes);
    /// Forgets what was written since open().
    Result<void> restart();
    Result<void> commit();

    /// Where to write with an API that wants a device. Its errors show at commit().
    QFile& device() { return m_file; }

private:
    Unexpected failure() const;

    QString m_path;
    QFile m_file;
    bool m_committed = false;
};

/// Makes the folder (and those above it) for its owner only, whatever the umask.
Result<void> makePrivateFolder(const QString& path);

/// What was written to an open file is on the disk when this says true.
bool syncFile(QFile& file);

/// The whole file in one call, durable.
Result<void> writeDurably(const QString& path, QByteArrayView bytes);

} // namespace stevedore
