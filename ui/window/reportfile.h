// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>

namespace stevedore::ui {

/// Writes a report as the page it is, or, to a name that ends in ".pdf", as a document on A4. Durable.
Result<void> saveReport(const QString& html, const QString& path);

} // namespace stevedore::ui
