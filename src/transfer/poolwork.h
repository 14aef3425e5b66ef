// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <type_traits>
#include <utility>

namespace stevedore {

/// Runs `work` on the pool and hands its result to `then` on the thread of `context`, unless `context` is gone by then.
/// (QFuture::then() with a context aborts in Qt 6.4 when the context dies while the work still runs.)
template <typename Work, typename Then>
void runOnPool(QThreadPool& pool, QObject* context, Work work, Then then)
{
    using Value = std::invoke_result_t<Work>;
    auto* watcher = new QFutureWatcher<Value>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, then = std::move(then)] {
        watcher->deleteLater();
        then(watcher->future().takeResult());
    });
    watcher->setFuture(QtConcurrent::run(&pool, std::move(work)));
}

} // namespace stevedore
