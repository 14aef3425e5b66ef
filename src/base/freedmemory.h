// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace stevedore {

/// From now on memory that is freed stays with the process, up to some tens of megabytes a thread, because it is asked
/// for again with the next part: getting pages from the system anew took a tenth of an import's time. For main(),
/// before other threads run. Does nothing where the C library has no such setting.
void keepFreedMemory();

/// Gives back what is free now: behind work that took much and does not come again.
void releaseFreedMemory();

} // namespace stevedore
