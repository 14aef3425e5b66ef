// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"

#include <QTimer>

#include <utility>

namespace stevedore {

QDateTime SystemClock::now() const
{
    return QDateTime::currentDateTimeUtc();
}

void SystemClock::callAfter(std::chrono::milliseconds delay, QObject* context, std::function<void()> function)
{
    QTimer::singleShot(delay, context, std::move(function));
}

} // namespace stevedore
