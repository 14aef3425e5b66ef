// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/together.h"

#include <QSemaphore>
#include <QThreadPool>

namespace stevedore {

void workTogether(qint64 most, const std::function<void(bool here)>& work)
{
    // This thread may be one of the pool's: who waited for a place in it might wait for ever.
    const qint64 wanted = std::min<qint64>(most, QThread::idealThreadCount()) - 1;
    QSemaphore ended;
    int helpers = 0;
    while (helpers < wanted && QThreadPool::globalInstance()->tryStart([&] {
        work(false);
        ended.release();
    }))
        ++helpers;
    work(true);
    ended.acquire(helpers);
}

} // namespace stevedore
