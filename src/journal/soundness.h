// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "journal/exportrecords.h"
#include "journal/records.h"

namespace stevedore {

// What this program never writes is not acted upon: a journal may come from somebody else, or from a disk that failed.
// Each fails with FailureKind::Journal and one sentence.

Result<void> checkSound(const ImportRecord& import);
/// All parts of one import.
Result<void> checkSound(const std::vector<PartRecord>& parts);
Result<void> checkSound(const ExportRecord& record);
/// All pages of one export, in their order.
Result<void> checkSound(const std::vector<PageRecord>& pages);

} // namespace stevedore
