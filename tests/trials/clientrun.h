// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QStringList>

namespace stevedore::trials {

/// What happens to one run of the client.
struct Fault
{
    long at = 0;      ///< which of its calls; 0: nothing happens
    QString deed;     ///< kill-before, kill-after, stop-before, stop-after, EIO, ENOSPC
    qint64 room = -1; ///< bytes that can be written to files before there is no space left; -1: no end of them
};

/// What came of it.
struct Run
{
    int code = -1;
    bool killed = false;
    QList<QJsonObject> events;
    QString said;      ///< standard error
    long calls = 0;    ///< calls that counted, if it came to its end
    qint64 bytes = 0;  ///< that it wrote to files, the same
    bool hung = false; ///< had to be ended from outside

    QJsonObject summary() const;
};

/// Which calls count.
enum class Counted {
    Writing, ///< those that change what is in files, or leave through a socket
    Sending, ///< only what leaves through a socket
    Making   ///< those that make or empty a file, make or remove a folder, too
};

/// The environment in which a program is broken as `fault` says; `countFile` takes the counts at its end.
QProcessEnvironment environmentFor(const Fault& fault, const QString& countFile, Counted counted);

/// Runs the real command line, broken as `fault` says, until it ends. `folder` takes a file for the counts.
Run runClient(const QStringList& words, const Fault& fault, const QString& folder, Counted counted);

} // namespace stevedore::trials
