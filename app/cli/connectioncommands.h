// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

#include <QList>

namespace stevedore::cli {

/// connection list, add, remove, test.
QList<Command> connectionCommands();

} // namespace stevedore::cli
