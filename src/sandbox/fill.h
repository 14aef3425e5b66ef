// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/store.h"

namespace stevedore::sandbox {

/// Adds invented records to a module, straight into the tables: for rehearsing exports of a size that nobody wants to
/// load first. Every writable field that can be made up has a value in most records; the same rows and seed make the
/// same values. Unique fields go on from what is there. Throws SqlError.
void fillModule(Store& store, const Module& module, qint64 rows, quint64 seed);

} // namespace stevedore::sandbox
