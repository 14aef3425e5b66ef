// SPDX-License-Identifier: GPL-3.0-or-later
#include "trials/calltrace.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace stevedore::trials {

namespace {

/// Reading, waiting, memory, threads, descriptors, and locks, which end with the process.
const QSet<QString>& harmless()
{
    static const QSet<QString> names{u"accept4"_s,
                                     u"access"_s,
                                     u"arch_prctl"_s,
                                     u"bind"_s,
                                     u"brk"_s,
                                     u"clock_gettime"_s,
                                     u"clock_getres"_s,
                                     u"clock_nanosleep"_s,
                                     u"clone"_s,
                                     u"clone3"_s,
                                     u"close"_s,
                                     u"dup"_s,
                                     u"epoll_create1"_s,
                                     u"epoll_ctl"_s,
                                     u"epoll_wait"_s,
                                     u"eventfd2"_s,
                                     u"execve"_s,
                                     u"exit"_s,
                                     u"exit_group"_s,
                                     u"fadvise64"_s,
                                     u"fcntl"_s,
                                     u"flock"_s,
                                     u"fstat"_s,
                                     u"fstatfs"_s,
                                     u"futex"_s,
                                     u"getcwd"_s,
                                     u"getdents64"_s,
                                     u"getegid"_s,
                                     u"geteuid"_s,
                                     u"getgid"_s,
                                     u"getpeername"_s,
                                     u"getpgrp"_s,
                                     u"getpid"_s,
                                     u"getppid"_s,
                                     u"getrandom"_s,
                                     u"getrusage"_s,
                                     u"getsockname"_s,
                                     u"getsockopt"_s,
                                     u"gettid"_s,
                                     u"getuid"_s,
                                     u"ioctl"_s,
                                     u"listen"_s,
                                     u"lseek"_s,
                                     u"madvise"_s,
                                     u"membarrier"_s,
                                     u"mmap"_s,
                                     u"mprotect"_s,
                                     u"mremap"_s,
                                     u"munmap"_s,
                                     u"nanosleep"_s,
                                     u"newfstatat"_s,
                                     u"pipe2"_s,
                                     u"poll"_s,
                                     u"ppoll"_s,
                                     u"prctl"_s,
                                     u"pread64"_s,
                                     u"preadv"_s,
                                     u"prlimit64"_s,
                                     u"read"_s,
                                     u"readlink"_s,
                                     u"readv"_s,
                                     u"recvfrom"_s,
                                     u"recvmsg"_s,
                                     u"restart_syscall"_s,
                                     u"rseq"_s,
                                     u"rt_sigaction"_s,
                                     u"rt_sigprocmask"_s,
                                     u"rt_sigreturn"_s,
                                     u"sched_getaffinity"_s,
                                     u"sched_yield"_s,
                                     u"select"_s,
                                     u"set_robust_list"_s,
                                     u"set_tid_address"_s,
                                     u"setsockopt"_s,
                                     u"sigaltstack"_s,
                                     u"socket"_s,
                                     u"socketpair"_s,
                                     u"statfs"_s,
                                     u"statx"_s,
                                     u"sysinfo"_s,
                                     u"tgkill"_s,
                                     u"umask"_s,
                                     u"uname"_s};
    return names;
}

/// Those that the shim counts wherever they come from.
const QSet<QString>& changing()
{
    static const QSet<QString> names{u"chmod"_s, u"connect"_s,   u"fchmod"_s, u"fchown"_s,   u"fdatasync"_s,
                                     u"fsync"_s, u"ftruncate"_s, u"mkdir"_s,  u"pwrite64"_s, u"rename"_s,
                                     u"rmdir"_s, u"sendmsg"_s,   u"sendto"_s, u"unlink"_s};
    return names;
}

enum class Sort { Counted, Harmless, Unknown };

/// `arguments`: as strace writes them, with what a descriptor is: "9</home/journal.sqlite>, ..", "7<socket:[12]>, ..".
Sort sortOf(const QString& call, const QString& arguments)
{
    if (call == u"write" || call == u"writev") {
        static const QRegularExpression target(u"^\\d+<([^>]*)>"_s);
        const QString what = target.match(arguments).captured(1);
        const bool sends = what.startsWith(u"socket:") || what.startsWith(u"TCP") || what.startsWith(u"UNIX");
        const bool stays = what.startsWith(u'/') && what != u"/dev/null" && !what.startsWith(u"/dev/pts/");
        // Channels and alarms of its own end with the process; what it prints is for whoever started it.
        return sends || stays ? Sort::Counted : Sort::Harmless;
    }
    if (call == u"open" || call == u"openat")
        return arguments.contains(u"O_CREAT") || arguments.contains(u"O_TRUNC") ? Sort::Counted : Sort::Harmless;
    if (changing().contains(call))
        return Sort::Counted;
    return harmless().contains(call) ? Sort::Harmless : Sort::Unknown;
}

} // namespace

QStringList traceWords(const QString& file, QProcessEnvironment& environment)
{
    QStringList out{u"strace"_s, u"-f"_s, u"-y"_s, u"-s"_s, u"0"_s, u"-o"_s, file};
    for (const QString& name : {u"LD_PRELOAD"_s, u"TRIAL_COUNT"_s}) {
        out << u"-E"_s << name + u'=' + environment.value(name);
        environment.remove(name);
    }
    return out;
}

QString traceTrouble(const QString& file, long counted, const QString& own)
{
    QFile trace(file);
    if (!trace.open(QIODevice::ReadOnly))
        return u"no trace: is strace installed and allowed?"_s;
    static const QRegularExpression line(u"^\\d+ +(\\w+)\\((.*)"_s);
    long seen = 0;
    while (!trace.atEnd()) {
        const QRegularExpressionMatch match = line.match(QString::fromUtf8(trace.readLine()));
        if (!match.hasMatch() || match.captured(2).contains(own))
            continue;
        switch (sortOf(match.captured(1), match.captured(2))) {
        case Sort::Counted:
            ++seen;
            break;
        case Sort::Unknown:
            return u"nobody has said whether %1 changes something"_s.arg(match.captured(1));
        case Sort::Harmless:
            break;
        }
    }
    return seen == counted ? QString()
                           : u"strace saw %1 calls that change something, %2 were counted"_s.arg(seen).arg(counted);
}

} // namespace stevedore::trials
