// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QEventLoop>
#include <QTimer>

namespace stevedore::test {

/// Runs the event loop until it is so, at most this long; says whether it is. QTest::qWaitFor() sleeps for 10 ms
/// between any two looks at the events, which is most of the time where both ends of a connection are in one process.
template <typename Condition>
bool waitFor(const Condition& isSo, int ms)
{
    if (isSo())
        return true;
    QEventLoop loop;
    QTimer look;
    look.callOnTimeout(&loop, [&] {
        if (isSo())
            loop.quit();
    });
    look.start(1);
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
    return isSo();
}

} // namespace stevedore::test
