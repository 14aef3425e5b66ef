// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/failure.h"
#include "transfer/partplan.h"

#include <chrono>

namespace stevedore {

/// How long a signal that says how far something is waits for the next one.
inline constexpr std::chrono::milliseconds notifyEvery(100);

/// How hard an engine goes about it; the same for all its imports.
struct Pace
{
    /// When a job is looked at first, and at most how long between two looks, which grow by a third each time. A look
    /// costs a credit.
    std::chrono::milliseconds firstLook{1'000};
    std::chrono::milliseconds slowestLook{30'000};
    /// Rows of a job, 1 to mostRowsInPart. Fewer make doubt smaller and cost more.
    qint64 mostRows = mostRowsInPart;
    /// After so many failed tries of one step in a row, or of any steps without an answer in between, an import stops
    /// and says why; 0: never.
    int mostTries = 0;

    bool operator==(const Pace&) const = default;
};

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

/// How long to wait before a job is looked at (again), after so many looks.
std::chrono::milliseconds pollDelay(const Pace& pace, int polls);

} // namespace stevedore
