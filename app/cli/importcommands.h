// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

namespace stevedore::cli {

/// import, status, resume, failures, resend.
QList<Command> importCommands();

} // namespace stevedore::cli
