// SPDX-License-Identifier: GPL-3.0-or-later
// The one file with POSIX calls for locking.
#include "base/ownerlock.h"

#include <QCoreApplication>
#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace stevedore {

OwnerLock::~OwnerLock()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

bool OwnerLock::take()
{
    if (m_fd >= 0)
        return true;
    const int fd = ::open(QFile::encodeName(m_path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    m_trouble.clear();
    if (fd < 0) {
        m_trouble = QString::fromLocal8Bit(std::strerror(errno));
        return false;
    }
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK)
            m_trouble = QString::fromLocal8Bit(std::strerror(errno));
        ::close(fd);
        return false;
    }
    m_fd = fd;
    // For people only; the lock holds without it.
    QFile file;
    if (::ftruncate(fd, 0) == 0 && file.open(fd, QIODevice::WriteOnly | QIODevice::Unbuffered))
        file.write(QByteArray::number(QCoreApplication::applicationPid()) + '\n' +
                   QCoreApplication::applicationName().toUtf8() + '\n');
    return true;
}

QString OwnerLock::owner() const
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QList<QByteArray> lines = file.read(1024).split('\n');
    if (lines.value(0).isEmpty())
        return {};
    return QCoreApplication::translate("OwnerLock", "process %1 (%2)")
        .arg(QString::fromLatin1(lines.value(0)), QString::fromUtf8(lines.value(1)));
}

} // namespace stevedore
