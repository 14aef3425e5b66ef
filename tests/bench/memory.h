// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>

namespace stevedore::bench {

/// Megabytes that a process shares with no other, as the kernel says; 0 if it is gone.
inline double privateMegabytes(qint64 process)
{
    QFile file(QStringLiteral("/proc/%1/smaps_rollup").arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    qint64 kilobytes = 0;
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray& line : lines)
        if (line.startsWith("Private_"))
            kilobytes += line.mid(line.indexOf(':') + 1).trimmed().split(' ').front().toLongLong();
    return double(kilobytes) / 1024;
}

} // namespace stevedore::bench
