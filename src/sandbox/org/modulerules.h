// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/org/org.h"

namespace stevedore::sandbox {

/// Adds to a module with fields, as saved from an org, what metadata does not tell or this server cannot do without:
/// the display field and the system's duplicate-check field ("Upsert records"), which bulk calls take it, the full name
/// that is made of two others, and the system's own fields. `builtIn` is the org that is compiled in.
void completeModule(Module& module, const Org& builtIn);

} // namespace stevedore::sandbox
