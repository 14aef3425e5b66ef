// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/store.h"
#include "sandbox/http/http.h"

namespace stevedore::sandbox {

/// "Get records": pages of a module's records. The first 2,000 by number, all others by page token.
Answer listRecords(Store& store, const Module& module, const Request& request);

/// One record with all its fields, or with those that the call names.
Answer oneRecord(Store& store, const Module& module, const Request& request);

} // namespace stevedore::sandbox
