// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/memorydump.h"

#if __has_include(<sys/resource.h>)
#include <sys/resource.h>
#endif

namespace stevedore {

void leaveNoMemoryDump()
{
#if defined(RLIMIT_CORE)
    // The hard limit, too: programs that are started from here, such as the local CRM of a rehearsal, cannot raise it.
    // Collectors of crashes that the kernel hands the dump to (systemd-coredump, apport) keep to the limit.
    constexpr rlimit nothing{0, 0};
    (void)::setrlimit(RLIMIT_CORE, &nothing);
#endif
}

} // namespace stevedore
