// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileInfo>
#include <QTemporaryDir>

namespace stevedore::test {

/// A folder for files that live for one input: in memory where the machine has such a place.
class MemoryFolder
{
public:
    QString write(const QString& name, const char* data, qint64 size) const
    {
        QFile file(m_dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(data, size) != size)
            qFatal("%s cannot be written", qPrintable(file.fileName()));
        return file.fileName();
    }

private:
    static QString place()
    {
        const QString memory = QStringLiteral("/dev/shm");
        return QFileInfo(memory).isWritable() ? memory : QDir::tempPath();
    }
    QTemporaryDir m_dir{place() + QStringLiteral("/fuzz-XXXXXX")};
};

} // namespace stevedore::test
