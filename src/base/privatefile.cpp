// SPDX-License-Identifier: GPL-3.0-or-later
// The one file with POSIX calls for the owner and the mode of a file.
#include "base/privatefile.h"

#include "base/planted.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace stevedore {

namespace {

struct PrivateFileText
{
    Q_DECLARE_TR_FUNCTIONS(PrivateFile)
};

Result<void> judge(int fd, const QString& shown)
{
    struct stat facts
    {
    };
    if (::fstat(fd, &facts) != 0 || !S_ISREG(facts.st_mode))
        return fail(FailureKind::SignIn,
                    PrivateFileText::tr("%1 is not a file. Name one that holds the secret.").arg(shown));
    if (facts.st_uid != ::geteuid())
        return fail(FailureKind::SignIn,
                    PrivateFileText::tr("%1 holds a secret and belongs to another user of this computer. It is "
                                        "not used; make one that belongs to you.")
                        .arg(shown));
    if ((facts.st_mode & (S_IRWXG | S_IRWXO)) != 0 && !STEVEDORE_PLANTED_BUG("secret-open-to-others"))
        return fail(FailureKind::SignIn,
                    PrivateFileText::tr("%1 holds a secret and other users of this computer may open it. It is "
                                        "not used; run: chmod 600 \"%1\"")
                        .arg(shown));
    return {};
}

/// A file that is opened for the time of a call; judged by what was opened, so that it cannot be swapped in between.
class OpenFile
{
public:
    explicit OpenFile(const QString& path)
        : m_fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)),
          m_errno(errno)
    {
    }
    ~OpenFile()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Q_DISABLE_COPY_MOVE(OpenFile)

    int fd() const { return m_fd; }
    Result<void> judged(const QString& path) const
    {
        const QString shown = QDir::toNativeSeparators(path);
        if (m_fd < 0)
            return fail(FailureKind::SignIn,
                        m_errno == ELOOP
                            ? PrivateFileText::tr("%1 is a link. Name the file with the secret itself.").arg(shown)
                            : PrivateFileText::tr("%1 cannot be read: %2. Check its name and its permissions.")
                                  .arg(shown, QString::fromLocal8Bit(std::strerror(m_errno))));
        return judge(m_fd, shown);
    }

private:
    int m_fd;
    int m_errno;
};

} // namespace

Result<QByteArray> readPrivateFile(const QString& path, qint64 most)
{
    const OpenFile opened(path);
    if (auto judged = opened.judged(path); !judged)
        return fail(judged.error());
    QFile file;
    if (!file.open(opened.fd(), QIODevice::ReadOnly, QFile::DontCloseHandle))
        return fail(FailureKind::SignIn,
                    PrivateFileText::tr("%1 cannot be read: %2. Check its name and its permissions.")
                        .arg(path, file.errorString()));
    QByteArray bytes = file.read(most + 1);
    if (bytes.size() > most)
        return fail(FailureKind::SignIn,
                    PrivateFileText::tr("%1 is too long for a secret. Check that it is the right file.")
                        .arg(QDir::toNativeSeparators(path)));
    return bytes;
}

Result<void> checkPrivateFile(const QString& path)
{
    return OpenFile(path).judged(path);
}

} // namespace stevedore
