// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trials/suites.h"

namespace stevedore::trials {

// Trials of exports. The level means nothing to them.

/// The client is killed before and after each of its calls that change a file or folder or leave through a socket.
Tally exportKills(const Extent& extent);
/// One to four kills at random calls, a quarter of them while it recovers from another.
Tally exportRandomKills(const Extent& extent);
/// Each call that changes a file or folder fails once: input/output error, no space left.
Tally exportFailingCalls(const Extent& extent);
/// The disk gets full after so many bytes, in as many sizes as `runs`, spread from none to what a whole run writes;
/// then there is room again.
Tally exportFullDisks(const Extent& extent);
/// Downloads are cut at random places, and answers to "create job" lost, a few of each; a kill in a third of the runs.
Tally exportCuts(const Extent& extent);
/// Each kind of call is answered with TOO_MANY_REQUESTS or by a gateway that is out of order, once and often in a row.
/// Takes minutes: too many requests are waited for.
Tally exportBusy(const Extent& extent);
/// Killed at a random call, and resumed after others have deleted and made records; every other time a day later, when
/// page tokens are good no more. A third of them is killed once more meanwhile.
Tally exportDays(const Extent& extent);

} // namespace stevedore::trials
