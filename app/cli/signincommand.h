// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

#include <QList>

namespace stevedore {
class Engine;
}

namespace stevedore::cli {

/// What "connection add NAME" takes. No option holds a secret: those come from files.
QList<OptionSpec> signInOptions();
/// Signs in anew, in one of three ways, and saves the connection. Returns the exit code.
int signIn(Context& context, Engine& engine, const QString& name, const Arguments& arguments);

} // namespace stevedore::cli
