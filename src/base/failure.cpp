// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/failure.h"

namespace stevedore {

int exitCodeFor(FailureKind kind)
{
    switch (kind) {
    case FailureKind::Usage:
    case FailureKind::Refused:
        return 2;
    case FailureKind::Source:
        return 3;
    case FailureKind::SignIn:
    case FailureKind::Permission:
        return 4;
    case FailureKind::Doubt:
        return 6;
    case FailureKind::Cancelled:
        return 130;
    case FailureKind::Network:
    case FailureKind::Server:
    case FailureKind::RateLimited:
    case FailureKind::Disk:
    case FailureKind::Journal:
        return 5;
    }
    Q_UNREACHABLE();
}

QString wordFor(FailureKind kind)
{
    switch (kind) {
    case FailureKind::Usage:
        return QStringLiteral("usage");
    case FailureKind::Source:
        return QStringLiteral("source");
    case FailureKind::SignIn:
        return QStringLiteral("sign-in");
    case FailureKind::Permission:
        return QStringLiteral("permission");
    case FailureKind::Network:
        return QStringLiteral("network");
    case FailureKind::Server:
        return QStringLiteral("server");
    case FailureKind::RateLimited:
        return QStringLiteral("rate-limited");
    case FailureKind::Refused:
        return QStringLiteral("refused");
    case FailureKind::Disk:
        return QStringLiteral("disk");
    case FailureKind::Journal:
        return QStringLiteral("journal");
    case FailureKind::Cancelled:
        return QStringLiteral("cancelled");
    case FailureKind::Doubt:
        return QStringLiteral("doubt");
    }
    Q_UNREACHABLE();
}

} // namespace stevedore
