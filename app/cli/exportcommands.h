// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "transfer/export/exportrequest.h"

namespace stevedore::cli {

/// export, exports.
QList<Command> exportCommands();

/// Carries out an export that is not begun yet and follows it to its end. Returns the exit code.
int runExport(Context& context, const ExportRequest& request, const QString& path);

} // namespace stevedore::cli
