// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/org/org.h"

#include <tl/expected.hpp>

namespace stevedore::sandbox {

/// The rules of a real org, out of every *.json and *.jsonl file of a folder: answers of the API's metadata calls, and
/// what `stevedore-cli modules --json` and `fields --module M --json` print, in any mixture; several files about one
/// module add up, and a layout's word on picklists and required fields counts. Modules without fields are listed, but
/// have no records. Company and users are the built-in ones unless the folder has them; no account is seeded.
///
/// The error is one sentence: which file, what is wrong, what to do.
tl::expected<Org, QString> readOrgFolder(const QString& folder, const Org& builtIn);

} // namespace stevedore::sandbox
