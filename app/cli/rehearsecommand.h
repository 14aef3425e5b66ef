// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

namespace stevedore::cli {

/// rehearse.
QList<Command> rehearseCommands();

} // namespace stevedore::cli
