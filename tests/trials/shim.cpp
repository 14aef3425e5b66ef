// SPDX-License-Identifier: GPL-3.0-or-later
// Loaded into the client before everything else: counts the calls that change a file or leave through a socket, and at
// one of them ends the process or lets the call fail. The client knows nothing of it.
//   TRIAL_CALLS=SET      which calls count: writing (those that change what is in files, and what leaves through a
//                        socket), making (opens that make or empty a file, folders made or removed, and rights given,
//                        too), sending (sockets only), syncing (syncs and sockets), opening (whatever takes a
//                        descriptor), reading (files), mapping (what libraries map: files, SQLite's
//                        index of its log; malloc asks the system in another way)
//   TRIAL_AT=n           the call that is meant, from 1
//   TRIAL_DO=DEED        kill-before, kill-after, crash-before, crash-after, stop-before, stop-after, the name of an
//                        error, short (half of what is to be read or written), jump (the wall clock), sleep (all
//                        clocks)
//   TRIAL_EVER=1         errors: all calls from there on
//   TRIAL_JUMP=seconds   how far the clocks go
//   TRIAL_ROOM=bytes     so much can be written to files in all; then there is no space left
//   TRIAL_COUNT=FILE     takes the number of calls, and of bytes written to files, at the end of a run
//   TRIAL_POWER=FOLDER   what each file and folder below TRIAL_BELOW was when it was last synced is kept there, under
//                        its inode: NUMBER for a file, NUMBER.dir for a folder. A second name, NUMBER.link, keeps the
//                        number from being given to another file.
#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <mutex>
#include <string>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <type_traits>
#include <unistd.h>
#include <utility>

namespace {

enum class Deed { None, Before, After, Error, Short, Jump };
enum Kind : unsigned { Write = 1, Make = 2, Sync = 4, Send = 8, Open = 16, Read = 32, Map = 64 };

std::atomic<long> calls{0};
std::atomic<long> written{0}; ///< bytes, to files
std::atomic<long> room{0};
thread_local bool shortened = false; ///< the call at hand does only half of it
std::atomic<long> wallAhead{0};      ///< seconds
std::atomic<long> otherAhead{0};     ///< of clocks that do not tell the time of day
bool isTight = false;                ///< there is a room
unsigned counting = Write | Sync | Send;
long at = 0;
Deed deed = Deed::None;
int signalOfDeed = SIGKILL;
int error = 0;
bool forEver = false;
long jump = 0;
bool sleeps = false;
const char* countFile = nullptr;
const char* powerFolder = nullptr;
const char* powerBelow = "";

int errorNamed(const char* name)
{
    struct Named
    {
        const char* name;
        int number;
    };
    for (const Named& known :
         {Named{"ENOSPC", ENOSPC}, {"EDQUOT", EDQUOT}, {"EINTR", EINTR}, {"EMFILE", EMFILE}, {"ENOMEM", ENOMEM}})
        if (std::strcmp(name, known.name) == 0)
            return known.number;
    return EIO;
}

unsigned callsNamed(const char* name)
{
    if (std::strcmp(name, "making") == 0)
        return Write | Sync | Send | Make;
    if (std::strcmp(name, "sending") == 0)
        return Send;
    if (std::strcmp(name, "syncing") == 0)
        return Sync | Send;
    if (std::strcmp(name, "opening") == 0)
        return Open | Make;
    if (std::strcmp(name, "reading") == 0)
        return Read;
    if (std::strcmp(name, "mapping") == 0)
        return Map;
    return Write | Sync | Send;
}

long numberIn(const char* name)
{
    const char* const text = std::getenv(name);
    return text ? std::atol(text) : 0;
}

struct Setup
{
    Setup()
    {
        at = numberIn("TRIAL_AT");
        jump = numberIn("TRIAL_JUMP");
        countFile = std::getenv("TRIAL_COUNT");
        powerFolder = std::getenv("TRIAL_POWER");
        forEver = std::getenv("TRIAL_EVER") != nullptr;
        if (const char* below = std::getenv("TRIAL_BELOW"))
            powerBelow = below;
        if (const char* set = std::getenv("TRIAL_CALLS"))
            counting = callsNamed(set);
        if (std::getenv("TRIAL_ROOM")) {
            isTight = true;
            room = numberIn("TRIAL_ROOM");
        }
        if (const char* what = std::getenv("TRIAL_DO"))
            take(what);
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

private:
    static void take(const char* what)
    {
        const char* const when = std::strchr(what, '-');
        if (when) {
            deed = std::strcmp(when, "-before") == 0 ? Deed::Before : Deed::After;
            signalOfDeed = std::strncmp(what, "stop", 4) == 0    ? SIGSTOP
                           : std::strncmp(what, "crash", 5) == 0 ? SIGSEGV
                                                                 : SIGKILL;
        } else if (std::strcmp(what, "jump") == 0 || std::strcmp(what, "sleep") == 0) {
            deed = Deed::Jump;
            sleeps = *what == 's';
        } else if (std::strcmp(what, "short") == 0) {
            deed = Deed::Short;
        } else {
            deed = Deed::Error;
            error = errorNamed(what);
        }
    }
};
const Setup setup;

template <typename Function>
Function* real(const char* name)
{
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

/// Runs a call, and what is to happen at it if it counts. Sockets break in other ways than files do: an error is only
/// for files.
template <typename Call>
auto counted(Kind kind, const Call& call) -> decltype(call())
{
    if ((counting & kind) == 0)
        return call();
    const long number = ++calls;
    const bool mine = number == at || (forEver && at > 0 && number > at);
    if (mine && deed == Deed::Before)
        ::kill(::getpid(), signalOfDeed);
    if (mine && deed == Deed::Error && kind != Send) {
        errno = error;
        if constexpr (std::is_pointer_v<decltype(call())>)
            return MAP_FAILED;
        else
            return static_cast<decltype(call())>(-1);
    }
    if (number == at && deed == Deed::Jump) {
        wallAhead = jump;
        otherAhead = sleeps ? jump : 0;
    }
    shortened = number == at && deed == Deed::Short;
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

/// Writes as a file system does that gets full: what still fits is written, and the next byte finds no space. Or as one
/// that takes only half of it this time.
template <typename Call>
ssize_t fitted(size_t count, const Call& call)
{
    size_t most = count;
    if (std::exchange(shortened, false) && count > 1)
        most = count / 2;
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

/// What a file gives, or only half of it this time.
template <typename Call>
ssize_t readBy(int fd, size_t count, const Call& call)
{
    if ((counting & Read) == 0 || kindOf(fd) != S_IFREG)
        return call(count);
    return counted(Read, [&] { return call(std::exchange(shortened, false) && count > 1 ? count / 2 : count); });
}

template <typename Call>
int openedBy(int flags, const Call& call)
{
    return counted((flags & (O_CREAT | O_TRUNC)) != 0 ? Make : Open, call);
}

/// Where a file is that was synced; empty if that is none of our business.
std::string pathBelow(int fd)
{
    std::array<char, 4096> path{};
    const std::string link = "/proc/self/fd/" + std::to_string(fd);
    const ssize_t size = ::readlink(link.c_str(), path.data(), path.size() - 1);
    const std::string out(path.data(), size > 0 ? size_t(size) : 0);
    return out.rfind(powerBelow, 0) == 0 ? out : std::string();
}

void keepFile(const std::string& path, const std::string& kept)
{
    static auto* const open = real<int(const char*, int, ...)>("open64");
    static auto* const put = real<ssize_t(int, const void*, size_t)>("write");
    static auto* const move = real<int(const char*, const char*)>("rename");
    const std::string half = kept + ".half";
    const int from = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const int to = open(half.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    std::array<char, 65536> block; // NOLINT(cppcoreguidelines-pro-type-member-init): filled by the read
    ssize_t got = 0;
    while ((got = ::read(from, block.data(), block.size())) > 0 && put(to, block.data(), size_t(got)) == got)
        ;
    ::close(from);
    ::close(to);
    move(half.c_str(), kept.c_str());
    [[maybe_unused]] const int linked = ::link(path.c_str(), (kept + ".link").c_str());
}

void keepFolder(const std::string& path, const std::string& kept)
{
    static auto* const move = real<int(const char*, const char*)>("rename");
    const std::string half = kept + ".half";
    std::FILE* const out = std::fopen(half.c_str(), "w");
    DIR* const folder = ::opendir(path.c_str());
    while (const dirent* entry = folder ? ::readdir(folder) : nullptr)
        if (std::strcmp(entry->d_name, ".") != 0 && std::strcmp(entry->d_name, "..") != 0)
            std::fprintf(out, "%lu\t%s\n", static_cast<unsigned long>(entry->d_ino), entry->d_name);
    if (folder)
        ::closedir(folder);
    std::fclose(out);
    move(half.c_str(), (kept + ".dir").c_str());
}

/// Remembers what would be there after a power cut.
template <typename Call>
int synced(int fd, const Call& call)
{
    return counted(Sync, [&] {
        const int result = call();
        if (result != 0 || !powerFolder)
            return result;
        static std::mutex oneAtATime;
        const std::lock_guard lock(oneAtATime);
        struct stat about = {};
        const std::string path = pathBelow(fd);
        if (path.empty() || ::fstat(fd, &about) != 0)
            return result;
        const std::string kept = std::string(powerFolder) + '/' + std::to_string(about.st_ino);
        S_ISDIR(about.st_mode) ? keepFolder(path, kept) : keepFile(path, kept);
        errno = 0;
        return result;
    });
}

} // namespace

extern "C" {

ssize_t write(int fd, const void* bytes, size_t count)
{
    static auto* const next = real<ssize_t(int, const void*, size_t)>("write");
    const mode_t kind = kindOf(fd);
    if (kind == S_IFSOCK) // this is how Qt sends
        return counted(Send, [&] { return next(fd, bytes, count); });
    if (kind != S_IFREG)
        return next(fd, bytes, count);
    return counted(Write, [&] { return fitted(count, [&](size_t most) { return next(fd, bytes, most); }); });
}

ssize_t pwrite64(int fd, const void* bytes, size_t count, off64_t offset)
{
    static auto* const next = real<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
    return counted(Write, [&] { return fitted(count, [&](size_t most) { return next(fd, bytes, most, offset); }); });
}

ssize_t read(int fd, void* bytes, size_t count)
{
    static auto* const next = real<ssize_t(int, void*, size_t)>("read");
    return readBy(fd, count, [&](size_t most) { return next(fd, bytes, most); });
}

ssize_t pread64(int fd, void* bytes, size_t count, off64_t offset)
{
    static auto* const next = real<ssize_t(int, void*, size_t, off64_t)>("pread64");
    return readBy(fd, count, [&](size_t most) { return next(fd, bytes, most, offset); });
}

void* mmap64(void* where, size_t length, int rights, int flags, int fd, off64_t offset) noexcept
{
    static auto* const next = real<void*(void*, size_t, int, int, int, off64_t)>("mmap64");
    return counted(Map, [&] { return next(where, length, rights, flags, fd, offset); });
}

void* mmap(void* where, size_t length, int rights, int flags, int fd, off_t offset) noexcept
{
    static auto* const next = real<void*(void*, size_t, int, int, int, off_t)>("mmap");
    return counted(Map, [&] { return next(where, length, rights, flags, fd, offset); });
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
    return counted(Make, [&] { return next(path, mode); });
}

int rmdir(const char* path) noexcept
{
    static auto* const next = real<int(const char*)>("rmdir");
    return counted(Make, [&] { return next(path); });
}

int fsync(int fd)
{
    static auto* const next = real<int(int)>("fsync");
    return synced(fd, [&] { return next(fd); });
}

int fdatasync(int fd)
{
    static auto* const next = real<int(int)>("fdatasync");
    return synced(fd, [&] { return next(fd); });
}

int ftruncate64(int fd, off64_t length) noexcept
{
    static auto* const next = real<int(int, off64_t)>("ftruncate64");
    return counted(Write, [&] { return next(fd, length); });
}

int ftruncate(int fd, off_t length) noexcept
{
    static auto* const next = real<int(int, off_t)>("ftruncate");
    return counted(Write, [&] { return next(fd, length); });
}

int chmod(const char* path, mode_t mode) noexcept
{
    static auto* const next = real<int(const char*, mode_t)>("chmod");
    return counted(Make, [&] { return next(path, mode); });
}

int fchmod(int fd, mode_t mode) noexcept
{
    static auto* const next = real<int(int, mode_t)>("fchmod");
    return counted(Make, [&] { return next(fd, mode); });
}

int fchown(int fd, uid_t owner, gid_t group) noexcept
{
    static auto* const next = real<int(int, uid_t, gid_t)>("fchown");
    return counted(Make, [&] { return next(fd, owner, group); });
}

int rename(const char* from, const char* to) noexcept
{
    static auto* const next = real<int(const char*, const char*)>("rename");
    return counted(Write, [&] { return next(from, to); });
}

int unlink(const char* path) noexcept
{
    static auto* const next = real<int(const char*)>("unlink");
    return counted(Write, [&] { return next(path); });
}

int connect(int fd, const sockaddr* address, socklen_t length)
{
    static auto* const next = real<int(int, const sockaddr*, socklen_t)>("connect");
    return counted(Send, [&] { return next(fd, address, length); });
}

ssize_t send(int fd, const void* bytes, size_t count, int flags)
{
    static auto* const next = real<ssize_t(int, const void*, size_t, int)>("send");
    return counted(Send, [&] { return next(fd, bytes, count, flags); });
}

ssize_t sendto(int fd, const void* bytes, size_t count, int flags, const sockaddr* address, socklen_t length)
{
    static auto* const next = real<ssize_t(int, const void*, size_t, int, const sockaddr*, socklen_t)>("sendto");
    return counted(Send, [&] { return next(fd, bytes, count, flags, address, length); });
}

ssize_t sendmsg(int fd, const msghdr* message, int flags)
{
    static auto* const next = real<ssize_t(int, const msghdr*, int)>("sendmsg");
    return counted(Send, [&] { return next(fd, message, flags); });
}

int socket(int domain, int type, int protocol) noexcept
{
    static auto* const next = real<int(int, int, int)>("socket");
    return counted(Open, [&] { return next(domain, type, protocol); });
}

int clock_gettime(clockid_t clock, timespec* time) noexcept
{
    static auto* const next = real<int(clockid_t, timespec*)>("clock_gettime");
    const int result = next(clock, time);
    if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)
        time->tv_sec += wallAhead;
    else if (clock == CLOCK_MONOTONIC || clock == CLOCK_MONOTONIC_COARSE || clock == CLOCK_BOOTTIME)
        time->tv_sec += otherAhead;
    return result;
}

int gettimeofday(timeval* time, void* zone) noexcept
{
    static auto* const next = real<int(timeval*, void*)>("gettimeofday");
    const int result = next(time, zone);
    time->tv_sec += wallAhead;
    return result;
}

time_t time(time_t* out) noexcept
{
    static auto* const next = real<time_t(time_t*)>("time");
    const time_t now = next(nullptr) + wallAhead;
    if (out)
        *out = now;
    return now;
}

} // extern "C"
