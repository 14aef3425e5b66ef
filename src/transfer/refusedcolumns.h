// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/mapping.h"

namespace stevedore {

/// The columns of the source that feed the fields for which the CRM refused a row, by its error text; see
/// parseErrors(). Each once, ascending.
QList<int> refusedColumns(const QString& errors, const Mapping& mapping);

} // namespace stevedore
