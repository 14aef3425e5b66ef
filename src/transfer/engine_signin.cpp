// SPDX-License-Identifier: GPL-3.0-or-later
// How a connection comes to be: signed in anew, or loaded with its secrets.
#include "transfer/engine.h"
#include "transfer/engine_p.h"

#include <QPointer>

namespace stevedore {

void Engine::signIn(const SignInRequest& request, QObject* context,
                    const std::function<void(const QUrl& authorizePage)>& openBrowser,
                    const Callback<Connection>& callback)
{
    cancelSignIn();
    d->newConnection = std::make_unique<SignIn>(d->http, d->clock, request);
    d->newConnectionDone = [callback, asker = QPointer<QObject>(context)](const Result<Connection>& connection) {
        if (asker)
            callback(connection);
    };
    d->newConnection->start(openBrowser, [this](const Result<SignedIn>& result) {
        // This runs inside the sign-in's own last step: it goes when that is over.
        d->newConnection.release()->deleteLater();
        const auto done = std::exchange(d->newConnectionDone, {});
        if (!result) {
            done(fail(result.error()));
            return;
        }
        d->tokens.setAccessToken(Session::accessTokenKey(result->connection), result->token);
        const auto saved = d->connections.save(result->connection);
        done(saved ? Result<Connection>(result->connection) : fail(saved.error()));
    });
}

void Engine::cancelSignIn()
{
    if (!d->newConnection)
        return;
    d->newConnection.reset();
    std::exchange(d->newConnectionDone,
                  {})(fail(FailureKind::Cancelled, tr("The sign-in was cancelled. Nothing was saved.")));
}

Result<void> Engine::connectTo(const QString& savedName)
{
    if (auto free = checkNothingRuns(savedName); !free)
        return free;
    const quint64 mine = ++d->signIn;
    d->status = {};
    d->status.state = ConnectionStatus::State::SigningIn;
    d->status.connection.name = savedName;
    Q_EMIT connectionChanged();
    d->connections.prepare(savedName, this, [this, savedName, mine](const Result<void>& ready) {
        if (mine != d->signIn)
            return;
        const auto connection = ready ? d->connections.load(savedName) : fail(ready.error());
        if (connection) {
            (void)connectTo(*connection);
            return;
        }
        connectionFailed(connection.error());
    });
    return {};
}

} // namespace stevedore
