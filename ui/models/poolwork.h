// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QtConcurrentRun>

#include <type_traits>
#include <utility>

namespace stevedore::ui {

/// Runs `work` on the pool and hands its result to `done` on the thread of `context`; never, if the context is gone by
/// then. (In Qt 6.4 QFuture::then() with a context that is gone ends the program, hence the watcher.)
template <typename Work, typename Done>
void onPool(QObject* context, Work work, Done done)
{
    using T = std::invoke_result_t<Work>;
    auto* const watcher = new QFutureWatcher<T>(context); // the context owns it
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, done = std::move(done)] {
        watcher->deleteLater();
        done(watcher->future().takeResult());
    });
    watcher->setFuture(QtConcurrent::run(std::move(work)));
}

} // namespace stevedore::ui
