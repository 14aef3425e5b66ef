// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

namespace stevedore::cli {

/// run.
Command runCommand();

} // namespace stevedore::cli
