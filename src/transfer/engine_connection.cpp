// SPDX-License-Identifier: GPL-3.0-or-later
// How a connection comes to be - signed in anew, or loaded with its secrets - and what may go out over it.
#include "base/planted.h"
#include "transfer/engine.h"
#include "transfer/engine_p.h"

#include <QPointer>

namespace stevedore {

QList<Connection> Engine::connections() const
{
    return d->connections.all();
}

Result<void> Engine::saveConnection(const Connection& connection)
{
    return d->connections.save(connection);
}

Result<void> Engine::removeConnection(const QString& name)
{
    return d->connections.remove(name);
}

const ConnectionStatus& Engine::connection() const
{
    return d->status;
}

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

/// By another connection than this one.
Result<void> Engine::checkNothingRuns(const QString& connection) const
{
    if (STEVEDORE_PLANTED_BUG("another-org-meanwhile"))
        return {};
    for (const auto& [id, import] : d->imports) {
        const bool runs = import.driver || import.preparing || import.before;
        if (runs && d->status.connection.name != connection)
            return fail(
                FailureKind::Usage,
                tr("Import %1 into %2 is under way. Let it end, or pause or stop it, before you connect elsewhere.")
                    .arg(QString::number(id.value), import.run.record.orgName));
    }
    return {};
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

Result<void> Engine::connectTo(const Connection& connection)
{
    if (auto free = checkNothingRuns(connection.name); !free)
        return free;
    const quint64 mine = ++d->signIn;
    d->exports->suspend();
    d->status = {};
    d->status.state = ConnectionStatus::State::SigningIn;
    d->status.connection = connection;
    d->modules.clear();
    d->metas.clear();
    d->session.use(connection);
    Q_EMIT connectionChanged();

    const auto failed = [this](const Failure& failure) { connectionFailed(failure); };
    d->api.org(this, [=, this](const Result<Org>& org) {
        if (mine != d->signIn)
            return;
        if (!org) {
            failed(org.error());
            return;
        }
        d->status.org = *org;
        d->api.currentUser(this, [=, this](const Result<CrmUser>& user) {
            if (mine != d->signIn)
                return;
            // Without the right to read users all else still works; the user's name is only shown.
            if (!user && user.error().kind != FailureKind::Permission && user.error().kind != FailureKind::Refused) {
                failed(user.error());
                return;
            }
            if (user)
                d->status.user = *user;
            d->status.state = ConnectionStatus::State::Ready;
            Q_EMIT connectionChanged();
            goOnWithDrivers();
            if (d->autoResume) {
                resumeFound();
                d->exports->resumeFound();
            }
        });
    });
    return {};
}

/// Nothing that is under way may wait for a connection that does not come.
void Engine::connectionFailed(const Failure& failure)
{
    d->status.state = ConnectionStatus::State::Failed;
    d->status.failure = failure;
    for (auto& [id, import] : d->imports)
        if (import.driver)
            import.driver->leave(failure);
    Q_EMIT connectionChanged();
}

/// What was under way while the connection was made anew.
void Engine::goOnWithDrivers()
{
    for (auto& [id, import] : d->imports) {
        if (!import.driver)
            continue;
        if (const auto connected = checkConnection(import.run.record); !connected)
            import.driver->leave(connected.error());
        else
            import.driver->advance();
    }
}

void Engine::resumeFound()
{
    for (auto& [id, import] : d->imports) {
        if (import.run.record.state == ImportState::Running && !import.driver && checkConnection(import.run.record))
            (void)resume(id);
    }
}

Result<void> Engine::checkConnection(const ImportRecord& import) const
{
    if (d->status.state != ConnectionStatus::State::Ready)
        return fail(FailureKind::SignIn, tr("There is no connection to the CRM. Connect first."));
    if (d->status.org.zgid != import.orgId && !STEVEDORE_PLANTED_BUG("org-unchecked"))
        return fail(FailureKind::SignIn,
                    tr("Import %1 belongs to %2, but the connection is to %3. Connect to %2 to go on.")
                        .arg(QString::number(import.id.value), import.orgName, d->status.org.companyName));
    // What this user made is found again by that; and another one may be allowed other things.
    if (!import.userId.isEmpty() && d->status.user.id != import.userId && !STEVEDORE_PLANTED_BUG("user-unchecked"))
        return fail(FailureKind::SignIn,
                    tr("Import %1 was begun by %2, but %3 is signed in. Sign in as %2 to go on.")
                        .arg(QString::number(import.id.value), import.userName, d->status.user.fullName));
    return {};
}

} // namespace stevedore
