// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/unpackedsources.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QSet>

namespace stevedore {

namespace {

constexpr int keptHours = 24;

QDateTime lastChange(const QFileInfo& folder)
{
    QDateTime last = folder.lastModified();
    for (QDirIterator it(folder.filePath(), QDir::Files | QDir::Hidden); it.hasNext();) {
        it.next();
        last = std::max(last, std::max(it.fileInfo().lastModified(), it.fileInfo().lastRead()));
    }
    return last;
}

} // namespace

QString unpackedSourcesFolder(const QString& home)
{
    return home + QStringLiteral("/sources");
}

void removeUnusedSources(const QString& folder, const QStringList& used, const QDateTime& now)
{
    QSet<QString> inUse;
    for (const QString& path : used)
        inUse.insert(QFileInfo(path).absolutePath());
    const QFileInfoList entries = QDir(folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QFileInfo& entry : entries)
        if (!entry.isSymLink() && !inUse.contains(entry.absoluteFilePath()) &&
            lastChange(entry).secsTo(now) > qint64(keptHours) * 3600)
            QDir(entry.absoluteFilePath()).removeRecursively();
}

} // namespace stevedore
