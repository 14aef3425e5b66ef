// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/failure.h"
#include "crm/connection.h"

#include <chrono>

namespace stevedore {

/// What to do about a failed step.
enum class NextTry {
    Later,  ///< the same step again after retryDelay()
    Stop,   ///< the import needs somebody: sign-in, permission, disk, journal, changed source
    GiveUp, ///< this part will never go through as it is
};
NextTry nextTry(const Failure& failure);

/// How long to wait before a step is tried again; `attempts` failed tries so far, at least 1. Doubles from 1 s to 60 s;
/// at least 30 s when the CRM said that there are too many requests (it names no time itself).
std::chrono::milliseconds retryDelay(const Failure& failure, int attempts);

/// How long to wait before a job is looked at (again). A look costs a credit. For a real org every 30 s; for the local
/// CRM from 1 s on, slower the longer it takes, at most 10 s.
std::chrono::milliseconds pollDelay(ConnectionKind kind, int polls);

} // namespace stevedore
