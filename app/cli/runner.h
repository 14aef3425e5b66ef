// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context.h"

#include <functional>

namespace stevedore::cli {

/// {"event":"job",...}: a part as scripts see it.
QJsonObject partJson(const PartRecord& part);
/// The keys of the closing {"event":"summary",...} of import, resume, resend and status.
QJsonObject summaryJson(const ImportSnapshot& snapshot);
/// 0 all rows in, 1 some refused, 5 not at its end, 6 an outcome is unknown.
int exitCodeOf(const ImportSnapshot& snapshot);
/// What remains to be said to people, on standard error.
void tellOutcome(const Output& output, const ImportSnapshot& snapshot);

/// Starts something on an import and follows it until it rests: events, progress, interrupts. Returns the exit code.
int followImport(Context& context, Engine& engine, ImportId id, const std::function<Result<void>()>& begin);

} // namespace stevedore::cli
