// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/pacing.h"

#include "base/planted.h"

#include <algorithm>
#include <cmath>

namespace stevedore {

NextTry nextTry(const Failure& failure)
{
    switch (failure.kind) {
    case FailureKind::Network:
    case FailureKind::Server:
    case FailureKind::RateLimited:
        return NextTry::Later;
    case FailureKind::Refused:
    case FailureKind::Usage:
        return NextTry::GiveUp;
    case FailureKind::Source:
    case FailureKind::SignIn:
    case FailureKind::Permission:
    case FailureKind::Disk:
    case FailureKind::Journal:
    case FailureKind::Cancelled:
    case FailureKind::Doubt:
        return NextTry::Stop;
    }
    Q_UNREACHABLE();
}

std::chrono::milliseconds retryDelay(const Failure& failure, int attempts)
{
    const int doublings = std::clamp(attempts - 1, 0, 6);
    const std::chrono::milliseconds delay(std::min(60'000, 1'000 << doublings));
    if (failure.kind == FailureKind::RateLimited && !STEVEDORE_PLANTED_BUG("rate-limit-not-waited-for"))
        return std::max<std::chrono::milliseconds>(delay, std::chrono::seconds(30));
    return delay;
}

std::chrono::milliseconds pollDelay(const Pace& pace, int polls)
{
    const double grown = double(pace.firstLook.count()) * std::pow(4.0 / 3.0, std::clamp(polls, 0, 100));
    return std::chrono::milliseconds(qint64(std::min(double(pace.slowestLook.count()), grown)));
}

} // namespace stevedore
