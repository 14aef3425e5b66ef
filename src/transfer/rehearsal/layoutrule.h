// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

namespace stevedore {

/// Leaves one layout in a saved answer (Zoho CRM API v8, Layouts metadata): a local CRM gives all records of a module
/// the same one. Without a file, or with one that does not have this layout, there is nothing to do.
Result<void> keepLayout(const QString& path, const QString& layout);

} // namespace stevedore
