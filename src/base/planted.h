// SPDX-License-Identifier: GPL-3.0-or-later
// Deliberate defects, to see whether the tests would notice them: packaging/run-planted, tests/planted/bugs.txt.
#pragma once

#ifdef STEVEDORE_PLANTED

namespace stevedore {

/// Whether the environment variable STEVEDORE_PLANT names this defect. It is read once.
bool isPlanted(const char* name);

} // namespace stevedore

#define STEVEDORE_PLANTED_BUG(name) ::stevedore::isPlanted(name)

#else

/// Without the build's switch nothing of a defect is in the program.
#define STEVEDORE_PLANTED_BUG(name) false

#endif
