// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/sqlite.h"
#include "sandbox/org/org.h"

#include <stdexcept>

namespace stevedore::sandbox {

/// The data folder holds records that cannot be those of this org. what() is one sentence.
class TableMisfit : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// Makes the module's table, or adds to one that was made with other fields the columns that it lacks; columns that the
/// module has no more are left alone. Unique indexes become those of the module. Throws SqlError or TableMisfit.
void fitModuleTable(Database& database, const Module& module);

} // namespace stevedore::sandbox
