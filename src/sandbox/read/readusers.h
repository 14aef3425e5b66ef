// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/sqlite.h"
#include "sandbox/org/org.h"

namespace stevedore::sandbox {

/// The users of the org as a module that dotted fields reach ("Owner.last_name", "Owner.email"), with a table of its
/// own. It cannot be read by itself. Only the fields that every org has.
const Module& readUsers();

/// Makes the table and fills it anew: the users are those of this run.
void refreshReadUsers(Database& database, const Org& org);

} // namespace stevedore::sandbox
