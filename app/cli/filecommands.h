// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

namespace stevedore::cli {

/// preview, profile, map, check, plan: what can be said of a file without sending anything.
QList<Command> fileCommands();

} // namespace stevedore::cli
