// SPDX-License-Identifier: GPL-3.0-or-later
// The only file that knows the settings of the C library's memory.
#include "base/freedmemory.h"

#include <cstdlib>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace stevedore {

void keepFreedMemory()
{
#if defined(__GLIBC__)
    constexpr int megabyte = 1024 * 1024;
    // The most that the library takes. Smaller blocks come from memory that stays, larger ones from the system.
    (void)mallopt(M_MMAP_THRESHOLD, 32 * megabyte);
    (void)mallopt(M_TRIM_THRESHOLD, 48 * megabyte);
    (void)mallopt(M_TOP_PAD, megabyte);
#endif
}

void releaseFreedMemory()
{
#if defined(__GLIBC__)
    (void)malloc_trim(0);
#endif
}

} // namespace stevedore
