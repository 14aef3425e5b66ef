// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QDirIterator>
#include <QFile>

namespace stevedore::test {

/// Copies all that lies in a folder into another one. What vanishes while it is copied was there for a moment only, and
/// is left out.
inline bool copyTree(const QString& from, const QString& to)
{
    if (!QDir().mkpath(to))
        return false;
    QDirIterator it(from, QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        it.next();
        const QString target = to + it.filePath().mid(from.size());
        const bool copied = it.fileInfo().isDir() ? QDir().mkpath(target) : QFile::copy(it.filePath(), target);
        if (!copied && QFile::exists(it.filePath()))
            return false;
    }
    return true;
}

} // namespace stevedore::test
