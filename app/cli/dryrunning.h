// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/sourcefile.h"
#include "transfer/dryrun/changesfile.h"

namespace stevedore::cli {

/// Says what an import would do, with progress; an interrupt ends it. Nothing is written to the CRM.
Result<std::shared_ptr<const DryRun>> dryRunPrepared(Context& context, const PreparedImport& prepared,
                                                     const CheckReport& report);

/// The keys that scripts may rely on: new, changed, same, skipped, not_found, refused, not_comparable, ambiguous,
/// records, credits, compared, unread.
QJsonObject dryRunJson(const DryRunReport& report);
/// "41,200 new, 6,310 changed, 2,140 the same, 350 refused", and what else has to be known of it, to people.
void tellDryRun(const Output& output, const DryRunReport& report);

} // namespace stevedore::cli
