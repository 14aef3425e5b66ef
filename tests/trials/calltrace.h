// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcessEnvironment>
#include <QStringList>

namespace stevedore::trials {

/// Trials break the client at the calls that trial_shim counts. This is whether it counts all there are: strace lists
/// the system calls of every thread, and each must either be one that was counted, or be known to change nothing that
/// outlives the process.

/// The words that start a program under strace, which writes to `file`. What has to be in the environment of the
/// program alone is taken out of `environment`.
QStringList traceWords(const QString& file, QProcessEnvironment& environment);

/// Empty if the calls in `file` that change something are as many as the shim counted (Counted::Making), and no call is
/// of an unknown kind. `own`: a file of the trial's, which the shim writes at the end and does not count.
QString traceTrouble(const QString& file, long counted, const QString& own);

} // namespace stevedore::trials
