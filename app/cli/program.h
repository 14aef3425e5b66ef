// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace stevedore::cli {

/// Runs one command line (without the program's name) and returns its exit code: 0 all rows in; 1 some rows refused; 2
/// usage; 3 the source cannot be read; 4 sign-in or permission; 5 network or server, work is kept and "resume" goes on;
/// 6 an outcome is unknown; 130 interrupted.
int run(const QStringList& words);

} // namespace stevedore::cli
