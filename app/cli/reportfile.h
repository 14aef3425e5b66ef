// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "transfer/engine.h"

namespace stevedore::cli {

/// Writes what became of an import: its sums, parts and causes. A name that ends in .html gives a page for people, any
/// other JSON.
Result<void> writeReport(const Engine& engine, ImportId id, const QString& path);

} // namespace stevedore::cli
