// SPDX-License-Identifier: GPL-3.0-or-later
// Loaded into the client before everything else: counts the calls that change a file or leave through a socket, and at
// one of them ends the process or lets the call fail. The client knows nothing of it.
//   TRIAL_AT=n           the call that is meant, from 1
//   TRIAL_DO=kill-before, kill-after, EIO, ENOSPC
//   TRIAL_COUNT=FILE     takes the number of calls at the end of a run
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

enum class Deed { None, KillBefore, KillAfter, Error };

std::atomic<long> calls{0};
long at = 0;
Deed deed = Deed::None;
int error = 0;
const char* countFile = nullptr;

struct Setup
{
    Setup()
    {
        const char* where = std::getenv("TRIAL_AT");
        const char* what = std::getenv("TRIAL_DO");
        countFile = std::getenv("TRIAL_COUNT");
        at = where ? std::atol(where) : 0;
        if (!what)
            return;
        if (std::strcmp(what, "kill-before") == 0)
            deed = Deed::KillBefore;
        else if (std::strcmp(what, "kill-after") == 0)
            deed = Deed::KillAfter;
        else
            deed = Deed::Error;
        error = std::strcmp(what, "ENOSPC") == 0 ? ENOSPC : EIO;
    }
    ~Setup()
    {
        if (!countFile)
            return;
        if (std::FILE* file = std::fopen(countFile, "w")) {
            std::fprintf(file, "%ld", calls.load());
            std::fclose(file);
        }
    }
};
const Setup setup;

template <typename Function>
Function* real(const char* name)
{
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

/// Runs a call that counts. Sockets break in other ways than files do: an error is only for files.
template <typename Call>
auto counted(bool isFile, const Call& call) -> decltype(call())
{
    const long number = ++calls;
    const bool mine = number == at;
    if (mine && deed == Deed::KillBefore)
        ::raise(SIGKILL);
    if (mine && deed == Deed::Error && isFile) {
        errno = error;
        return static_cast<decltype(call())>(-1);
    }
    const auto result = call();
    if (mine && deed == Deed::KillAfter)
        ::raise(SIGKILL);
    return result;
}

bool isRegular(int fd)
{
    struct stat about = {};
    return ::fstat(fd, &about) == 0 && S_ISREG(about.st_mode);
}

} // namespace

extern "C" {

ssize_t write(int fd, const void* bytes, size_t count)
{
    static auto* const next = real<ssize_t(int, const void*, size_t)>("write");
    return isRegular(fd) ? counted(true, [&] { return next(fd, bytes, count); }) : next(fd, bytes, count);
}

ssize_t pwrite64(int fd, const void* bytes, size_t count, off64_t offset)
{
    static auto* const next = real<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
    return counted(true, [&] { return next(fd, bytes, count, offset); });
}

int fsync(int fd)
{
    static auto* const next = real<int(int)>("fsync");
    return counted(true, [&] { return next(fd); });
}

int fdatasync(int fd)
{
    static auto* const next = real<int(int)>("fdatasync");
    return counted(true, [&] { return next(fd); });
}

int ftruncate64(int fd, off64_t length) noexcept
{
    static auto* const next = real<int(int, off64_t)>("ftruncate64");
    return counted(true, [&] { return next(fd, length); });
}

int rename(const char* from, const char* to) noexcept
{
    static auto* const next = real<int(const char*, const char*)>("rename");
    return counted(true, [&] { return next(from, to); });
}

int unlink(const char* path) noexcept
{
    static auto* const next = real<int(const char*)>("unlink");
    return counted(true, [&] { return next(path); });
}

int connect(int fd, const sockaddr* address, socklen_t length)
{
    static auto* const next = real<int(int, const sockaddr*, socklen_t)>("connect");
    return counted(false, [&] { return next(fd, address, length); });
}

ssize_t send(int fd, const void* bytes, size_t count, int flags)
{
    static auto* const next = real<ssize_t(int, const void*, size_t, int)>("send");
    return counted(false, [&] { return next(fd, bytes, count, flags); });
}

ssize_t sendto(int fd, const void* bytes, size_t count, int flags, const sockaddr* address, socklen_t length)
{
    static auto* const next = real<ssize_t(int, const void*, size_t, int, const sockaddr*, socklen_t)>("sendto");
    return counted(false, [&] { return next(fd, bytes, count, flags, address, length); });
}

ssize_t sendmsg(int fd, const msghdr* message, int flags)
{
    static auto* const next = real<ssize_t(int, const msghdr*, int)>("sendmsg");
    return counted(false, [&] { return next(fd, message, flags); });
}

} // extern "C"
