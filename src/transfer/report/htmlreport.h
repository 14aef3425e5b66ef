// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/engine.h"

namespace stevedore {

/// The report on an import for a project's file, as one HTML page without anything from elsewhere: what was sent into
/// which org, by whom and when, from which file; how its columns were mapped; what became of the rows and why; the
/// jobs. Everything that comes from a file or a server is escaped. Only tags that Qt's rich text knows, too.
Result<QString> htmlReport(const Engine& engine, ImportId id);

} // namespace stevedore
