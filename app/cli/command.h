// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/arguments.h"

#include <QString>

#include <functional>

namespace stevedore::cli {

class Context;

/// One command: its words, and what it does. `run` returns the exit code.
struct Command
{
    QString name;
    QString synopsis; ///< "FILE --module M [-o mapping.json]"
    QString help;     ///< one sentence
    qsizetype mostPlain = 0;
    QList<OptionSpec> options;
    std::function<int(Context&, const Arguments&)> run;
};

} // namespace stevedore::cli
