// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context.h"
#include "transfer/export/exports.h"

namespace stevedore::cli {

/// "running", "paused", "stopped", "finished", "cancelled".
QString exportStateWord(ExportState state);
/// The keys of the closing {"event":"summary",...} of export.
QJsonObject exportJson(const ExportSnapshot& snapshot);

/// Starts something on an export and follows it until it rests: events, progress, interrupts. Returns the exit code: 0
/// if the file is whole.
int followExport(Context& context, Engine& engine, ExportId id, const std::function<Result<void>()>& begin);

} // namespace stevedore::cli
