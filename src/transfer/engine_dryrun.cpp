// SPDX-License-Identifier: GPL-3.0-or-later
// Dry runs.
#include "transfer/engine_p.h"

#include <QPointer>

namespace stevedore {

namespace {

/// Whose wall clocks a date-time without an offset may be meant by.
QList<QTimeZone> zonesOf(const ConnectionStatus& status)
{
    QList<QTimeZone> zones;
    for (const QString& name : {status.org.timeZone, status.user.timeZone})
        if (const QTimeZone zone(name.toLatin1()); zone.isValid() && !zones.contains(zone))
            zones.append(zone);
    return zones;
}

} // namespace

quint64 Engine::dryRun(const DryRunRequest& request, QObject* context,
                       const std::function<void(const DryRunProgress&)>& progress,
                       const Callback<std::shared_ptr<const DryRun>>& callback)
{
    const quint64 number = ++d->lastDryRun;
    const auto answer = [context = QPointer<QObject>(context), callback](const auto& result) {
        if (context)
            callback(result);
    };
    if (d->status.state != ConnectionStatus::State::Ready) {
        QMetaObject::invokeMethod(
            this,
            [answer] {
                answer(Result<std::shared_ptr<const DryRun>>(
                    fail(FailureKind::SignIn, tr("There is no connection to the CRM. Connect first."))));
            },
            Qt::QueuedConnection);
        return number;
    }
    auto& runner = d->dryRuns[number] =
        std::make_unique<DryRunner>(d->readTools(), scratchFolder(), zonesOf(d->status), request);
    // What is half read from one org must not be finished with another.
    connect(this, &Engine::connectionChanged, runner.get(), [this, run = runner.get(), mine = d->signIn] {
        if (mine != d->signIn)
            run->stop({FailureKind::Cancelled, tr("The connection was changed; the dry run was stopped."), {}, {}});
    });
    runner->start(
        [context = QPointer<QObject>(context), progress](const DryRunProgress& now) {
            if (context)
                progress(now);
        },
        [this, number, answer](const Result<std::shared_ptr<const DryRun>>& result) {
            // It must not be deleted inside its own call.
            QMetaObject::invokeMethod(
                this, [this, number] { d->dryRuns.erase(number); }, Qt::QueuedConnection);
            answer(result);
        });
    return number;
}

void Engine::cancelDryRun(quint64 number)
{
    if (const auto at = d->dryRuns.find(number); at != d->dryRuns.end())
        at->second->stop({FailureKind::Cancelled, tr("The dry run was stopped. Nothing was changed."), {}, {}});
}

} // namespace stevedore
