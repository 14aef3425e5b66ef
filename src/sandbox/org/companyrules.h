// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/org/org.h"
#include "sandbox/org/savedfile.h"

namespace stevedore::sandbox {

/// Puts what an answer of "Organization" or "Users" says over the org. What is wrong as a sentence; empty: nothing.
QString takeCompany(const SavedFile& file, Org& org);
/// An active administrator, if there is one, becomes the first user.
QString takeUsers(const SavedFile& file, Org& org);

} // namespace stevedore::sandbox
