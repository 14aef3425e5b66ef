// SPDX-License-Identifier: GPL-3.0-or-later
// The one file with POSIX calls for durable writing.
#include "base/durablefile.h"

#include "base/planted.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace stevedore {

namespace {

struct DurableFileText
{
    Q_DECLARE_TR_FUNCTIONS(DurableFile)
};

QString errnoText()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

QString partialName(const QString& path)
{
    return STEVEDORE_PLANTED_BUG("written-in-place") ? path : path + QStringLiteral(".part");
}

bool syncFolder(const QString& folder)
{
    const int fd = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return false;
    const bool ok = ::fsync(fd) == 0;
    const int kept = errno;
    ::close(fd);
    errno = kept;
    return ok;
}

} // namespace

DurableFile::DurableFile(const QString& path) : m_path(path), m_file(partialName(path)) {}

DurableFile::~DurableFile()
{
    if (!m_committed && m_file.exists())
        m_file.remove();
}

void DurableFile::removePartial(const QString& path)
{
    QFile::remove(partialName(path));
}

Unexpected DurableFile::failure() const
{
    return fail(FailureKind::Disk,
                DurableFileText::tr(
                    "%1 could not be written: %2. Make room or choose another place; the old file is untouched.")
                    .arg(QDir::toNativeSeparators(m_path),
                         m_file.error() == QFile::NoError ? errnoText() : m_file.errorString()));
}

Result<void> DurableFile::open()
{
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return failure();
    m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    return {};
}

Result<void> DurableFile::write(QByteArrayView bytes)
{
    // Piece by piece, each still in the processor's cache when the system copies it: an export of 62 MB a page costs a
    // fifth less than with one call a page.
    constexpr qsizetype pieceBytes = qsizetype(512) * 1024;
    while (!bytes.isEmpty()) {
        const QByteArrayView piece = bytes.first(std::min(bytes.size(), pieceBytes));
        if (m_file.write(piece.data(), piece.size()) != piece.size())
            return failure();
        bytes = bytes.sliced(piece.size());
    }
    return {};
}

Result<void> DurableFile::restart()
{
    if (!m_file.seek(0) || !m_file.resize(0))
        return failure();
    return {};
}

Result<void> DurableFile::commit()
{
    if (!syncFile(m_file))
        return failure();
    m_file.close();
    if (m_file.error() != QFile::NoError)
        return failure();
    if (std::rename(QFile::encodeName(m_file.fileName()).constData(), QFile::encodeName(m_path).constData()) != 0)
        return failure();
    m_committed = true;
    if (!STEVEDORE_PLANTED_BUG("folder-not-synced") && !syncFolder(QFileInfo(m_path).absolutePath()))
        return failure();
    return {};
}

Result<void> makePrivateFolder(const QString& path)
{
    const QDir dir(path);
    if (!dir.exists() && !QDir().mkpath(path))
        return fail(FailureKind::Disk,
                    DurableFileText::tr("The folder %1 could not be made. Choose a place that can be written to.")
                        .arg(QDir::toNativeSeparators(path)));
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return {};
}

bool syncFile(QFile& file)
{
    return file.flush() && (STEVEDORE_PLANTED_BUG("file-not-synced") || ::fsync(file.handle()) == 0);
}

Result<void> writeDurably(const QString& path, QByteArrayView bytes)
{
    DurableFile file(path);
    if (auto opened = file.open(); !opened)
        return opened;
    if (auto written = file.write(bytes); !written)
        return written;
    return file.commit();
}

} // namespace stevedore
