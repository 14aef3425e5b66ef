// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdlib>

namespace stevedore::test {

/// What a fuzz target holds against its input: if it does not hold, that is a finding.
inline void require(bool holds)
{
    if (!holds)
        abort();
}

} // namespace stevedore::test
