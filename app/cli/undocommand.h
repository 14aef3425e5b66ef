// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

namespace stevedore::cli {

/// undo.
Command undoCommand();

} // namespace stevedore::cli
