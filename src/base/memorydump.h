// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace stevedore {

/// A crash of this process leaves no dump of its memory, which holds tokens and customers' data. For main().
void leaveNoMemoryDump();

} // namespace stevedore
