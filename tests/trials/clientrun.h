// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trials/powercut.h"

#include <QJsonObject>
#include <QProcess>
#include <QStringList>

namespace stevedore::trials {

/// Which calls count.
enum class Counted {
    Writing, ///< those that change what is in files, or leave through a socket
    Making,  ///< those that make or empty a file, make or remove a folder, too
    Sending, ///< only what leaves through a socket
    Syncing, ///< syncs, and what leaves through a socket
    Opening, ///< whatever takes a descriptor
    Reading, ///< what is read of files
    Mapping  ///< what libraries map into memory: files, SQLite's index of its log
};

/// What happens to one run of the client.
struct Fault
{
    long at = 0;      ///< which of its calls; 0: nothing happens
    QString deed;     ///< kill-before, kill-after, crash-before, stop-before, stop-after, EIO, ENOSPC, .. (shim.cpp)
    qint64 room = -1; ///< bytes that can be written to files before there is no space left; -1: no end of them
    Counted calls = Counted::Writing;
    bool forEver = false;              ///< an error comes at all calls from there on
    long jump = 0;                     ///< seconds that the clocks go ahead, for "jump" and "sleep"
    PowerMode power = PowerMode::None; ///< and the power goes with the process
    quint32 seed = 0;                  ///< of what the power cut leaves
    bool traced = false;               ///< strace looks at whether each call was counted; with Counted::Making
};

/// What came of it.
struct Run
{
    int code = -1;
    bool killed = false;
    QList<QJsonObject> events;
    QByteArray output; ///< standard output
    QString said;      ///< standard error
    long calls = 0;    ///< calls that counted, if it came to its end
    qint64 bytes = 0;  ///< that it wrote to files, the same
    bool hung = false; ///< had to be ended from outside
    QString trouble;   ///< of the trial itself

    QJsonObject summary() const;
};

/// The environment in which a program is broken as `fault` says; `countFile` takes the counts at its end.
QProcessEnvironment environmentFor(const Fault& fault, const QString& countFile);

/// Runs the real command line, broken as `fault` says, until it ends. `folder` takes a file for the counts; it is also
/// that of which a power cut leaves only what was synced.
Run runClient(const QStringList& words, const Fault& fault, const QString& folder);

} // namespace stevedore::trials
