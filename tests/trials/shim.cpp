// SPDX-License-Identifier: GPL-3.0-or-later
// Loaded into the client before everything else: counts the calls that change a file or leave through a socket, and at
// one of them ends the process or lets the call fail. The client knows nothing of it.
//   TRIAL_AT=n           the call that is meant, from 1
//   TRIAL_DO=kill-before, kill-after, stop-before, stop-after, EIO, ENOSPC
//   TRIAL_SENDING=1      only what leaves through a socket is such a call
//   TRIAL_MAKING=1       opens that make or empty a file, and folders made or removed, are such calls, too
//   TRIAL_ROOM=bytes     so much can be written to files in all; then there is no space left
//   TRIAL_COUNT=FILE     takes the number of calls, and of bytes written to files, at the end of a run
#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

enum class Deed { None, Before, After, Error };

std::atomic<long> calls{0};
std::atomic<long> written{0}; ///< bytes, to files
std::atomic<long> room{0};
bool isTight = false; ///< there is a room
bool countsMaking = false;
bool countsFiles = true;
long at = 0;
Deed deed = Deed::None;
int signalOfDeed = SIGKILL;
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
        countsMaking = std::getenv("TRIAL_MAKING") != nullptr;
        countsFiles = std::getenv("TRIAL_SENDING") == nullptr;
        if (const char* bytes = std::getenv("TRIAL_ROOM")) {
            isTight = true;
            room = std::atol(bytes);
        }
        if (!what)
            return;
        const char* when = std::strchr(what, '-');
        deed = !when ? Deed::Error : std::strcmp(when, "-before") == 0 ? Deed::Before : Deed::After;
        signalOfDeed = std::strncmp(what, "stop", 4) == 0 ? SIGSTOP : SIGKILL;
        error = std::strcmp(what, "ENOSPC") == 0 ? ENOSPC : EIO;
    }
    ~Setup()
    {
        if (!countFile)
            return;
        if (std::FILE* file = std::fopen(countFile, "w")) {
            std::fprintf(file, "%ld %ld", calls.load(), written.load());
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
    if (isFile && !countsFiles)
        return call();
    const long number = ++calls;
    const bool mine = number == at;
    if (mine && deed == Deed::Before)
        ::kill(::getpid(), signalOfDeed);
    if (mine && deed == Deed::Error && isFile) {
        errno = error;
        return static_cast<decltype(call())>(-1);
    }
    const auto result = call();
    if (mine && deed == Deed::After)
        ::kill(::getpid(), signalOfDeed);
    return result;
}

mode_t kindOf(int fd)
{
    struct stat about = {};
    return ::fstat(fd, &about) == 0 ? about.st_mode & S_IFMT : 0;
}

/// Writes as a file system does that gets full: what still fits is written, and the next byte finds no space.
template <typename Call>
ssize_t fitted(size_t count, const Call& call)
{
    size_t most = count;
    if (isTight) {
        const long left = room.fetch_sub(long(count));
        most = size_t(std::clamp(left, 0L, long(count)));
        if (most == 0 && count > 0) {
            errno = ENOSPC;
            return -1;
        }
    }
    const ssize_t done = call(most);
    written += std::max<ssize_t>(done, 0);
    return done;
}

/// An open that makes a file or throws away what is in it.
bool makes(int flags)
{
    return countsMaking && (flags & (O_CREAT | O_TRUNC)) != 0;
}

template <typename Call>
int openedBy(int flags, const Call& call)
{
    return makes(flags) ? counted(true, call) : call();
}

} // namespace

extern "C" {

ssize_t write(int fd, const void* bytes, size_t count)
{
    static auto* const next = real<ssize_t(int, const void*, size_t)>("write");
    const mode_t kind = kindOf(fd);
    if (kind == S_IFSOCK) // this is how Qt sends
        return counted(false, [&] { return next(fd, bytes, count); });
    if (kind != S_IFREG)
        return next(fd, bytes, count);
    return counted(true, [&] { return fitted(count, [&](size_t most) { return next(fd, bytes, most); }); });
}

ssize_t pwrite64(int fd, const void* bytes, size_t count, off64_t offset)
{
    static auto* const next = real<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
    return counted(true, [&] { return fitted(count, [&](size_t most) { return next(fd, bytes, most, offset); }); });
}

// The third argument is there where O_CREAT is.
int open(const char* path, int flags, ...)
{
    static auto* const next = real<int(const char*, int, ...)>("open");
    va_list more;
    va_start(more, flags);
    const mode_t mode = va_arg(more, mode_t);
    va_end(more);
    return openedBy(flags, [&] { return next(path, flags, mode); });
}

int open64(const char* path, int flags, ...)
{
    static auto* const next = real<int(const char*, int, ...)>("open64");
    va_list more;
    va_start(more, flags);
    const mode_t mode = va_arg(more, mode_t);
    va_end(more);
    return openedBy(flags, [&] { return next(path, flags, mode); });
}

int mkdir(const char* path, mode_t mode) noexcept
{
    static auto* const next = real<int(const char*, mode_t)>("mkdir");
    return countsMaking ? counted(true, [&] { return next(path, mode); }) : next(path, mode);
}

int rmdir(const char* path) noexcept
{
    static auto* const next = real<int(const char*)>("rmdir");
    return countsMaking ? counted(true, [&] { return next(path); }) : next(path);
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
